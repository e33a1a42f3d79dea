#!/bin/bash
# feedback_test.sh - what a learner reads: the place, the own line, the own
# calls, the wrong part, the hints, the way on.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-feedback-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0
folder=$scratch/sub/02-pool-of-workers
mkdir -p "$folder" "$scratch/build"
for f in bin drivers probes reserved-symbols; do ln -s "$root/build/$f" "$scratch/build/$f"; done

# grade NAME [OPTIONS...]: the terminal's report in $scratch/out
grade() {
    name=$1
    shift
    timeout 120 build/bin/grade --build "$scratch/build" --from "$scratch/sub" --exercise "$name" \
        --seed 5 --force "$@" >"$scratch/out" 2>&1 </dev/null
    tr -s ' \n' ' ' <"$scratch/out" >"$scratch/flat"
}

# says NAME PATTERN: the report holds it, lines joined or as they are
says() {
    if cat "$scratch/flat" "$scratch/out" | grep -q -e "$2"; then echo "ok feedback/$1"; else
        echo "FAIL feedback/$1: no \"$2\" in: $(head -c 700 "$scratch/out" | tr '\n' '~')"
        failed=1
    fi
}
silent() { # silent NAME PATTERN: the report does not hold it
    if ! grep -q -e "$2" "$scratch/flat"; then echo "ok feedback/$1"; else
        echo "FAIL feedback/$1: \"$2\" stands in the report"
        failed=1
    fi
}
head='#include "contract.h"
void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)'
answer() { printf '%s\n%s\n%s\n' "$1" "$head" "$2" >"$folder/split_range.c"; }

# The first error only, with the own line and a caret below its column.
answer '' '{ *first = n +; *last = parts; undeclared = k; }'
grade split_range
says ce-place 'split_range.c:5:15: error: expected expression'
says ce-line '5 | { \*first = n +; \*last'
caret=$(grep -n '^ *5 | ' "$scratch/out" | head -n 1 | cut -d: -f1)
column=$(sed -n "${caret}p" "$scratch/out" | awk '{ print index($0, ";") }')
below=$(sed -n "$((caret + 1))p" "$scratch/out" | awk '{ print index($0, "^") }')
[ "$column" = "$below" ] && echo ok feedback/ce-caret || { echo "FAIL feedback/ce-caret: column $below, not $column"; failed=1; }
silent ce-first-only "first use in this function"

# Compiled, but not linked: a name is misspelt.  And what cannot be compiled.
answer '' '{ *first = share(n, k); *last = parts; }'
grade split_range
says link-name 'undefined reference to .share'
says link-advice 'Compare the name above letter by letter'
silent link-blames-no-line 'Correct the first error'
rm "$folder/split_range.c" && mkdir "$folder/split_range.c"
grade split_range
says folder-advice 'Put your text there: one plain file of that name'
rmdir "$folder/split_range.c" && ln -s "$root/solutions/02-pool-of-workers/split_range.c" "$folder/split_range.c"
grade split_range
says link-out-advice 'Take the link away and copy the text'
rm "$folder/split_range.c"

# A crash: the own calls, the innermost first, none of the grader's.
answer 'static void put(int64_t *p, int64_t v) { *p = v; }' '{
    *last = n / parts;
    put(k == 1 ? (void *)8 : first, k);
}'
grade split_range
says crash-frames 'in put (split_range.c:1), called by split_range (split_range.c:7)'
says crash-line '7 | put(k == 1'
silent crash-not-ours 'probe_case'
says crash-advice 'Lines that are named above are your own calls'
answer 'static int64_t deep(volatile int64_t n) { volatile int64_t a[50]; a[(uint64_t)n % 50] = n; return n < 0 ? 0 : deep(n + 1) + a[1]; }' \
    '{ *first = deep(k); *last = n / parts; }'
grade split_range
says stack-overflow 'stack overflow: the recursion does not end'
answer '' '{ *first = n / (parts - 4) + k; *last = n; }'
grade split_range
says division 'division by zero.*in split_range (split_range.c:5)'

# A wrong result: input, expected, got, the wrong part alone marked.
mkdir -p "$scratch/sub/01-one-memory-or-many"
cp grader/wrong/01-one-memory-or-many/fork_sum/sum-as-exit-status.c "$scratch/sub/01-one-memory-or-many/fork_sum.c"
grade fork_sum
says compare-input '^    Input     '
says compare-marks '^ *^^^^^^^^*$'
says hint-1 'Only the last eight bits'
silent hint-2-is-asked-for 'Hint 2'
grade fork_sum --hint 3
says hint-2 'Hint 2:'
says hint-3 'Hint 3:'
if command -v script >/dev/null; then
    timeout 120 script -qec "build/bin/grade --build $scratch/build --from $scratch/sub --exercise fork_sum --seed 5 --force" \
        /dev/null >"$scratch/out" 2>&1 </dev/null
    tr -s ' \r\n' ' ' <"$scratch/out" >"$scratch/flat"
    says compare-colour $'Got *\033\[1;31m[0-9-]*\033\[0m'
    silent compare-no-carets '^^^^'
fi

# A race: both places and both lines.
cp grader/wrong/02-pool-of-workers/pi_hits_threads/unprotected-sum.c "$folder/pi_hits_threads.c"
grade pi_hits_threads
says race-places 'thread [0-9]* \(reads\|writes\) it at pi_hits_threads.c:[0-9]*.*thread [0-9]* \(reads\|writes\) it at pi_hits_threads.c:[0-9]*'
says race-line '^ *[0-9]* | .*hits'

# After success: the remark and the way to the solution.
cp solutions/02-pool-of-workers/split_range.c "$folder/"
grade split_range
says success-remark 'Well done.*Look at the order of the operations'
says success-path 'solutions/02-pool-of-workers/split_range.c'
rm "$folder/split_range.c"
grade split_range
says missing 'not submitted'
says missing-words 'CE - there is no file to compile'
says missing-cure 'git checkout exercises'

# The grader knows no exercise: no name of the catalogue in its code.
names=$(sed -n 's/^ *"name": "\([a-z0-9]*_[a-z0-9_]*\)",$/\1/p' grader/catalogue/*.json | sort -u)
exercises=$(for n in $names; do ls exercises/*/"$n".* 2>/dev/null | head -n 1 | sed 's#.*/##; s#\..*##'; done)
known=$(grep -l -w -F "$exercises" grader/src/*.c | grep -v /contract)
[ -n "$exercises" ] && [ -z "$known" ] && echo ok feedback/knows-no-exercise || {
    echo "FAIL feedback/knows-no-exercise: $known"
    failed=1
}
exit $failed
