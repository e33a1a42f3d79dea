#!/bin/sh
# sweep_test.sh - build/observe --sweep: each program of sweep/ begins with
# `// expect: CLASS sweep=A-B n=RANKS`, then `synchronous` if only that shows
# it, and the sentence; see says.sh.  Of a correct program nothing is said.
# Prints `ok` or `FAIL` for each.
set -u
root=$(cd "${0%/*}/../../.." && pwd)
cd "$root" || exit 2
here=grader/observe/tests
out=build/observe-tests/sweep
mkdir -p "$out"

result() { # result NAME MESSAGE: ok if there is none
    if [ -z "$2" ]; then echo "ok sweep $1"; else echo "FAIL sweep $1: $2"; fi
}

build() {
    MPI=openmpi grader/machine/mpicc -std=c11 -D_GNU_SOURCE -g -O1 -Wall \
        -Wno-unused -pthread -o "$out/$(basename "$1" .c)" "$1"
}

# sweep NAME OPTION...; the command's own 4 is not to matter
sweep() {
    name=$1
    shift
    rm -f "$out/$name.json"
    timeout 300 build/observe --json "$out/$name.json" "$@" \
        grader/machine/mpirun -n 4 "$out/$name" >"$out/$name.out" 2>"$out/$name.err"
}

# What a faulty program $1 was to be told, and the report of it: one line of
# JSON's values, and what differs.
compare() {
    file=$here/sweep/$1.c
    python3 - "$out/$1.json" "$(sed -n 1p "$file")" "$($here/says.sh "$file")" <<'P'
import fnmatch, json, re, sys
got = json.load(open(sys.argv[1]))
expect, says = sys.argv[2:]
kind, n, rest = re.match(r'// expect: (.*) sweep=\S+ n=(\d+)(.*)', expect).groups()
late = 'synchronous' in rest
faults = got['faults']
if len(faults) != 1:
    sys.exit(f'{len(faults)} reports')
fault = faults[0]
if fault['class'] != kind or got['sweep'] != {'ranks': int(n), 'synchronous': late}:
    sys.exit(f"{fault['class']} {got['sweep']}")
if fault['severity'] != ('potential' if late else 'error'):
    sys.exit(fault['severity'])
if not fnmatch.fnmatchcase(fault['message'], says.replace('[', '[[]')):
    sys.exit('said ' + fault['message'])
P
}

for file in $here/sweep/*.c; do
    name=$(basename "$file" .c)
    range=$(sed -n '1s/.*sweep=\([0-9-]*\).*/\1/p' "$file")
    n=$(sed -n '1s/.* n=\([0-9]*\).*/\1/p' "$file")
    build "$file" || { result "$name" "does not compile"; continue; }
    [ -n "$n" ] || continue
    sweep "$name" --sweep "$range" </dev/null
    status=$?
    bad=$(compare "$name" 2>&1)
    [ $status -eq 70 ] || bad="status $status. $bad"
    grep -q "mpirun -n $n $out/$name\$" "$out/$name.err" ||
        bad="$bad does not tell the command"
    [ ! -s "$out/$name.out" ] || bad="$bad prints: $(head -n 1 "$out/$name.out")"
    result "$name" "$bad"
done

# quiet NAME RANGE: nothing but that there is nothing
quiet() {
    sweep "$1" --sweep "$2" --seed 3
    status=$?
    bad=
    [ $status -eq 0 ] || bad="status $status. "
    [ "$(wc -l <"$out/$1.err")" -eq 1 ] &&
        grep -q "^observe: No fault with .* ranks: .*, and with seed 3\.\$" "$out/$1.err" ||
        bad="$bad$(head -n 3 "$out/$1.err")"
    result "$1" "$bad"
}

while read -r name range; do
    build "$here/correct/$name.c" || result "$name" "does not compile"
    quiet "$name" "$range" </dev/null
done <<'LIST'
ring_sendrecv 2-5
all_collectives 3
LIST
echo 42 >"$out/number"
quiet reads_number 1-3 <"$out/number"

# What nothing is wrong with but its status is told, and ends with it.
sweep reads_number --sweep 2 </dev/null
status=$?
bad=
[ $status -eq 3 ] || bad="status $status. "
grep -q '^observe: With 2 ranks the program ended with status 3\.$' \
    "$out/reads_number.err" || bad="$bad$(cat "$out/reads_number.err")"
result status "$bad"

# refused WHAT SENTENCE ARGUMENT...
refused() {
    what=$1 sentence=$2
    shift 2
    said=$(build/observe "$@" 2>&1)
    status=$?
    case $status.$said in
    64.*"$sentence"*) result "$what" "" ;;
    *) result "$what" "status $status: $said" ;;
    esac
}

for range in 0-3 5-2 x 1- 1-65 3,4; do
    refused "refuses $range" "give two numbers of ranks" --sweep $range \
        grader/machine/mpirun -n 4 true
done
refused "needs -n" "needs a command with -n" --sweep 1-3 grader/machine/mpirun true
result "in the help" "$(build/observe --help | grep -q -e '--sweep A-B' || echo no)"
