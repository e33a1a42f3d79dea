#!/bin/bash
# graded.sh - the grader says the observer's sentence, not only the verdict.
#
# Prints `ok NAME` or `FAIL NAME: why` for each.
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
scratch=$(mktemp -d /tmp/many-hands-graded-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
cd "$root" || exit 2
failed=0

says() { # says SLUG EXERCISE WRONG-ANSWER PATTERN
    mkdir -p "$scratch/$1"
    cp "grader/wrong/$1/$2/$3.c" "$scratch/$1/$2.c"
    build/bin/grade --from "$scratch" --exercise "$2" --force 2>&1 </dev/null |
        tr -s ' \n' ' ' >"$scratch/said"
    if grep -q -e "$4" "$scratch/said"; then echo "ok observe-threads/graded/$3"; else
        echo "FAIL observe-threads/graded/$3: no \"$4\" in: $(head -c 500 "$scratch/said")"
        failed=1
    fi
}

says 01-one-memory-or-many fork_sum write-end-left-open \
    'reads a pipe at fork_sum.c:[0-9]* (descriptor 3).*It holds one itself: descriptor 4, made at fork_sum.c:[0-9]*'
says 02-pool-of-workers pool_map all-tasks-first \
    'writes at pool_map.c:[0-9]* to a pipe that is full'
says 02-pool-of-workers pi_hits_threads one-addition-unlocked \
    'Lock `lock` at pi_hits_threads.c:34 too'
exit $failed
