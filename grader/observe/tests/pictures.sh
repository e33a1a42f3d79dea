#!/bin/sh
# pictures.sh - draws the pictures of grader/observe/README.md and
# grader/observe/threads/README.md, from runs of the tests' faulty programs,
# and those of the lessons.  With a folder, all of them go there, each beside
# what was said of it (NAME.txt), and NAME.ended if MPI ended the run.
set -u
root=$(cd "${0%/*}/../../.." && pwd)
cd "$root" || exit 2
tests=grader/observe/tests
out=${1:-grader/observe/pictures}
keep=${1:-}
made=build/observe-tests/pictures
mkdir -p "$made" "$out"

# draw STATUS NAME COMMAND...: the run must end with STATUS, which is 70 where
# the observer names a fault.
draw() {
    status=$1 name=$2
    shift 2
    timeout 100 build/observe --svg "$out/$name.svg" "$@" >"$made/said" 2>&1 </dev/null
    [ $? -eq "$status" ] || {
        echo "pictures: $name did not end with $status: $(cat "$made/said")" >&2
        exit 1
    }
    [ -n "$keep" ] || return 0
    grep -E -e '^(observe|DEADLOCK|RACE): ' "$made/said" |
        grep -v '^observe: rank [0-9]*: an error' |
        sed -n '1{s/^observe: //;p}' >"$out/$name.txt"
    rm -f "$out/$name.ended"
    ! grep -q -E 'aborting: |will now abort|Primary job +terminated' "$made/said" ||
        : >"$out/$name.ended"
}

# held NAME FILE: a program whose threads wait where they may race.
held() {
    gcc -std=c11 -D_GNU_SOURCE -g -O0 -fsanitize=thread -Ichapters/include \
        -c -o "$made/$1.o" "$2" &&
        gcc -o "$made/$1" "$made/$1.o" build/threads/race.o -pthread || exit 1
}

while read -r name ranks mpi; do
    MPI=$mpi grader/machine/mpicc -std=c11 -D_GNU_SOURCE -g -O1 -pthread -w \
        -o "$made/$name" "$tests/faulty/$name.c" || exit 1
    MPI=openmpi draw 70 "$name" grader/machine/mpirun -n "$ranks" "$made/$name"
done <<LIST
ring_receive 4 openmpi
barrier_some 4 openmpi
order_of_collectives 2 openmpi
send_never_received 2 openmpi
$($tests/classes.sh --programs)
LIST
for name in lock-abba lock-three-cycle lock-order-lucky cond-lost-wakeup barrier-one-short \
    pipe-own-write-end pipe-full-parent-waits; do
    gcc -std=c11 -D_GNU_SOURCE -g -O1 -Ichapters/include -w -o "$made/$name" \
        "$tests/threads/faulty/$name.c" -pthread || exit 1
    draw 70 "$name" "$made/$name"
done
held race-before-join "$tests/threads/faulty/race-before-join.c"
draw 70 race-before-join "$made/race-before-join"

held clinic_locks chapters/07-threads-that-share/clinic_locks.c
built=build/programs/openmpi run=grader/machine/mpirun
while read -r slug status name command; do
    [ -n "$keep" ] || out=chapters/$slug
    draw "$status" "$name" $command
done <<LIST
01-one-memory-or-many 70 pipe_forget $built/pipe_sum 5 forget
02-pool-of-workers 70 full_pipes $built/full_pipes 10 page
07-threads-that-share 70 clinic_locks $made/clinic_locks
07-threads-that-share 1 clinic_bread $built/clinic_bread
07-threads-that-share 70 clinic_return $built/clinic_return
08-send-receive-ring 70 ring_deadlock $run -n 4 $built/ring_deadlock 1048576
08-send-receive-ring 70 deadlock1 $run -n 2 $built/deadlock1
08-send-receive-ring 70 deadlock2 $run -n 3 $built/deadlock2
08-send-receive-ring 70 deadlock3 $run -n 2 $built/deadlock3 1000000
09-overlap 0 heat_sendrecv $run -n 2 $built/heat_sendrecv 24 1
09-overlap 0 heat_overlap $run -n 2 $built/heat_overlap 24 1
09-overlap 70 forgotten $run -n 2 $built/forgotten
09-overlap 70 too_soon $run -n 2 $built/too_soon
09-overlap 70 mixed_up $run -n 2 $built/mixed_up
10-collectives 70 clinic_skip $run -n 7 $built/clinic_skip
10-collectives 70 clinic_order $run -n 4 $built/clinic_order 100
10-collectives 70 clinic_count $run -n 4 $built/clinic_count
LIST
