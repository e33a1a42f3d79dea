#!/bin/sh
# pictures.sh - draws the pictures of grader/observe/README.md, from runs of
# the tests' faulty programs, and those of chapters 1 and 2.
set -u
root=$(cd "${0%/*}/../../.." && pwd)
cd "$root" || exit 2
tests=grader/observe/tests
out=${1:-grader/observe/pictures}
keep=${1:-}
made=build/observe-tests/pictures
mkdir -p "$made" "$out"

draw() { # draw NAME COMMAND...
    name=$1
    shift
    timeout 100 build/observe --svg "$out/$name.svg" "$@" >"$made/said" 2>&1 </dev/null
    [ $? -eq 70 ] || {
        echo "pictures: $name has no fault: $(cat "$made/said")" >&2
        exit 1
    }
    [ -z "$keep" ] || grep -e '^observe: ' -e '^DEADLOCK' "$made/said" |
        sed -n '1{s/^observe: //;p}' >"$out/$name.txt"
}

while read -r name ranks; do
    MPI=openmpi grader/machine/mpicc -std=c11 -D_GNU_SOURCE -g -O1 -pthread -w \
        -o "$made/$name" "$tests/faulty/$name.c" || exit 1
    draw "$name" grader/machine/mpirun -n "$ranks" "$made/$name"
done <<'LIST'
ring_receive 4
barrier_some 4
order_of_collectives 2
barrier_hides_send 2
send_never_received 2
wrong_tag 3
LIST
for name in lock-three-cycle lock-order-lucky cond-lost-wakeup barrier-one-short \
    pipe-own-write-end pipe-full-parent-waits; do
    gcc -std=c11 -D_GNU_SOURCE -g -O1 -Ichapters/include -w -o "$made/$name" \
        "$tests/threads/faulty/$name.c" -pthread || exit 1
    draw "$name" "$made/$name"
done
[ -n "$keep" ] || out=chapters/01-one-memory-or-many
draw pipe_forget build/programs/openmpi/pipe_sum 5 forget
[ -n "$keep" ] || out=chapters/02-pool-of-workers
draw full_pipes build/programs/openmpi/full_pipes 10 page
