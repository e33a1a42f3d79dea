#!/bin/sh
# picture_test.sh - the pictures and exports of build/observe: no label lies
# over another, every colour has its dark twin, a hang has one accent colour;
# Chrome's and Paje's traces keep to their documented forms, and stay small
# however long the run.  Prints `ok` or `FAIL` for each.
set -u
here=${0%/*}
root=$(cd "$here/../../.." && pwd)
cd "$root" || exit 2
here=grader/observe/tests
out=build/observe-tests/pictures
mkdir -p "$out"
failed=0
threads="-std=c11 -D_GNU_SOURCE -g -O1 -Ichapters/include"

result() { # result NAME MESSAGE: ok if there is none
    if [ -z "$2" ]; then echo "ok $1"; else
        echo "FAIL $1: $2" | head -n 6
        failed=1
    fi
}

# watch NAME LANES hang|ends MESSAGES COMMAND...: all three files, checked
watch() {
    name=$1 lanes=$2 how=$3 flows=$4
    shift 4
    rm -f "$out/$name".*
    timeout 100 build/observe --svg "$out/$name.svg" \
        --chrome "$out/$name.chrome.json" --paje "$out/$name.paje" \
        --json "$out/$name.json" "$@" >"$out/$name.out" 2>&1 </dev/null
    result "picture/$name" \
        "$($here/picture_check.py svg "$out/$name.svg" "$lanes" "$how" 2>&1)"
    result "chrome/$name" \
        "$($here/picture_check.py chrome "$out/$name.chrome.json" $flows 2>&1)"
    result "paje/$name" \
        "$($here/picture_check.py paje "$out/$name.paje" 2>&1)"
}

mpi() { # mpi NAME: a faulty or correct program, compiled
    MPI=openmpi grader/machine/mpicc -std=c11 -D_GNU_SOURCE -g -O1 -pthread \
        -w -o "$out/$(basename "$1" .c)" "$1" || echo "FAIL compile $1"
}

thread() {
    gcc $threads -o "$out/$(basename "$1" .c)" "$1" -pthread ||
        echo "FAIL compile $1"
}

mpi $here/faulty/ring_receive.c
mpi $here/faulty/barrier_some.c
mpi $here/correct/ring_sendrecv.c
run=grader/machine/mpirun
watch ring_receive 4 hang 0 $run -n 4 "$out/ring_receive"
watch ring_receive_16 16 hang 0 $run -n 16 "$out/ring_receive"
watch barrier_some 4 hang 0 $run -n 4 "$out/barrier_some"
watch ring_sendrecv 4 ends '' $run -n 4 "$out/ring_sendrecv"
watch send_16 16 ends 15 $run -n 16 build/programs/openmpi/pi_mpi_send 100
watch params 4 ends 0 $run -n 4 build/programs/openmpi/params

for file in faulty/lock-abba faulty/pipe-own-write-end faulty/lock-three-cycle \
    correct/fork-pipe-sum correct/cond-bounded-queue correct/barrier-phases \
    correct/lanes-fifteen; do thread $here/threads/$file.c; done
watch lock-abba 3 hang '' "$out/lock-abba"
watch lock-three-cycle 4 hang '' "$out/lock-three-cycle"
watch pipe-own-write-end 2 hang '' "$out/pipe-own-write-end"
watch fork-pipe-sum 4 ends '' "$out/fork-pipe-sum"
watch cond-bounded-queue 3 ends '' "$out/cond-bounded-queue"
watch lanes-fifteen 16 ends '' "$out/lanes-fifteen"

# 60,000 calls were made; the record holds 4,096 (and the end of a thread
# is known from its join), and no file grows.
calls=$(grep -c '"ph":"X"' "$out/lanes-fifteen.chrome.json")
size=$(wc -c <"$out/lanes-fifteen.svg")
bad=
[ "$calls" -gt 3000 ] && [ "$calls" -le $((4096 + 16)) ] || bad="$calls calls. "
[ "$size" -lt 100000 ] || bad="${bad}a picture of $size bytes"
result picture/a-long-run-stays-small "$bad"

# What stands in the call's arguments is what the program did.
result chrome/arguments "$(python3 - "$out/send_16.chrome.json" <<'P'
import json, sys
calls = [e for e in json.load(open(sys.argv[1]))['traceEvents'] if e['ph'] == 'X']
sends = [e for e in calls if e['name'] == 'MPI_Send']
got = sorted(e['tid'] for e in sends)
if got != list(range(1, 16)):
    print('sends of', got)
for e in sends:
    a = e['args']
    if a.get('peer') != 0 or a.get('bytes') != 8 or 'tag' not in a \
            or not a['place'].startswith('pi_mpi_send.c:'):
        print(a)
P
)"
# One line; which of two equal threads of a race reads and which one writes is
# luck.
flat() {
    tr -s '\n> ' ' ' | sed -E 's/thread [0-9]+ (reads|writes) it/a thread touches it/g'
}

# The pictures that are committed show what the programs do now, and what is
# said of them stands beside them.
again=$out/again
result picture/drawn-again "$($here/pictures.sh "$again" 2>&1)"
for new in "$again"/*.svg; do
    name=$(basename "$new" .svg)
    old=$(ls chapters/*/"$name.svg" 2>/dev/null || echo "grader/observe/pictures/$name.svg")
    how=same
    [ ! -e "$again/$name.ended" ] || how=told
    bad=$($here/picture_check.py svg "$old" 2>&1)
    bad=$bad$($here/picture_check.py $how "$old" "$new" 2>&1)
    [ "$(wc -c <"$old")" -lt 15000 ] || bad="$bad $old is too large"
    pages=$(grep -l -e "[(/]$name\.svg)" grader/observe/README.md \
        grader/observe/threads/README.md chapters/*/README.md)
    [ -n "$pages" ] || bad="$bad no page shows it"
    # Where a contract has the sentence, the book compares the transcript.
    grep -q -s '^observe: ' "${old%.svg}.expect" || for page in $pages; do
        flat <"$page" | grep -q -F -e "$(flat <"$again/$name.txt")" ||
            bad="$bad $page does not say: $(cat "$again/$name.txt")"
    done
    result "picture/committed/$name" "$bad"
done

# The options are in the help, and a file that cannot be written is told.
build/observe --help | grep -q -e --chrome && build/observe --help | grep -q -e --paje
result picture/help "$([ $? -eq 0 ] || echo "no --chrome or --paje")"
build/observe --svg /nowhere/x.svg "$out/fork-pipe-sum" 2>&1 >/dev/null |
    grep -q 'nowhere/x.svg'
result picture/cannot-write "$([ $? -eq 0 ] || echo "it says nothing")"
exit $failed
