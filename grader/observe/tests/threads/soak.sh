#!/bin/bash
# soak.sh - the race runtime's two promises, counted over many runs.
#
#     soak.sh RUNS [PROGRAM ...]
#
# Each race of faulty/ must be reported in every run, none may be in any
# run of correct/.  Prints a line `PROGRAM COMPILER REPORTED of RUNS` each.
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
here=$root/grader/observe/tests/threads
runs=${1:-200}
shift
scratch=$(mktemp -d "${TMPDIR:-/tmp}/many-hands-soak-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
wrong=0
programs=("$@")
[ $# -eq 0 ] && programs=("$here"/faulty/race-*.c "$here"/correct/*.c)
for file in "${programs[@]}"; do
    for cc in ${COMPILERS:-gcc clang}; do
        $cc -O0 -std=c11 -D_GNU_SOURCE -g -fsanitize=thread -c "$file" -o "$scratch/x.o" &&
            gcc "$scratch/x.o" "$root/build/threads/race.o" -o "$scratch/x" -pthread || exit 2
        reported=0
        for ((i = 0; i < runs; i++)); do
            RACE_REPORT=$scratch/report timeout 60 "$scratch/x" >/dev/null 2>&1 </dev/null
            [ -e "$scratch/report" ] && reported=$((reported + 1))
            rm -f "$scratch/report"
        done
        case $file in */faulty/*) wanted=$runs ;; *) wanted=0 ;; esac
        [ $reported -eq $wanted ] || wrong=1
        echo "$(basename "$file" .c) $cc $reported of $runs"
    done
done
exit $wrong
