#!/bin/bash
# student_test.sh - the export for students: nothing leaks, and it works in a
# folder where nothing else is.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-student-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok student/$1"; else
        echo "FAIL student/$1: $3"
        failed=1
    fi
}

# Four lines of code in a row of a solution or a wrong answer, white space
# and comments apart, that the starters do not have: prints FILE of each of
# the files on standard input that has such lines.
leaks() {
    tr '\n' '\0' >"$scratch/list"
    awk '
        FNR == 1 { window = ""; lines = 0 }
        FILENAME == "=answers" || FILENAME == "=starters" { next }
        {
            line = $0
            gsub(/[ \t\r]+/, "", line)
            sub(/\/\*.*\*\/$/, "", line)
            sub(/\/\/.*/, "", line)
            if (length(line) < 4 || line ~ /^(\/?\*|#include)/)
                next
            window = lines < 4 ? window "\n" line : \
                substr(window, index(substr(window, 2), "\n") + 1) "\n" line
            lines++
            if (lines < 4)
                next
            if (FILENAME ~ /(^|\/)(solutions|wrong)\//) answer[window] = 1
            else if (kind == "starter") delete answer[window]
            else if (window in answer && !told[FILENAME]++) print FILENAME
        }' $(find solutions grader/wrong -type f) \
        kind=starter $(git ls-files exercises) \
        kind=export $(xargs -0 <"$scratch/list")
}

tar -xzf build/student/many-hands.tar.gz -C "$scratch" || exit 2
course=$scratch/many-hands
cd "$course" || exit 2
for there in solutions grader/wrong grader/hostile grader/tests CONTRIBUTING.md .git; do
    [ ! -e "$there" ]
    verdict "no-$(basename $there)" $? "$there is in the export"
done
[ -z "$(find . -name '*.cc' -o -name '*.orig' -o -name '*~')" ]
verdict no-driver-sources $? "$(find . -name '*.cc' | head -n 3)"
[ "$(ls exercises/*/*.[cs]* | wc -l)" -eq "$(cd "$root" && git ls-files exercises | grep -cv 'contract.h\|README.md')" ]
verdict all-starters $? "not as many starters as here"

cd "$root" || exit 2
found=$(find "$course" -type f ! -name '*.woff2' ! -name '*.driver' | leaks | tr '\n' ' ')
[ -z "$found" ]
verdict no-answer-in-any-file $? "lines of an answer are in $found"
mkdir "$scratch/planted"
sed 's/^    /\t/' solutions/02-pool-of-workers/pool_map.c >"$scratch/planted/notes.txt"
[ -n "$(echo "$scratch/planted/notes.txt" | leaks)" ]
verdict planted-answer-is-found $? "the search for answers finds nothing"

# From here on as a student: setup, book, programs, grader, starters.
cd "$course" || exit 2
unset MAKEFLAGS MAKELEVEL MFLAGS
timeout 1500 make start >"$scratch/start" 2>&1
verdict start/status $? "$(tail -n 3 "$scratch/start" | tr '\n' ' ')"
grep -q 'Everything works' "$scratch/start" && ! grep -q 'FROM=solutions' "$scratch/start"
verdict start/says $? "no good end, or it speaks of solutions"
grep -q '^0 of [0-9]* exercises passed' "$scratch/start" &&
    ! grep -q -e GRADER_ERROR -e ' CE ' "$scratch/start"
verdict start/starters-are-wrong $? "$(tail -n 12 "$scratch/start" | tr '\n' ' ')"

mkdir -p answers
cp -r "$root"/solutions/*/ answers/
for exercise in split_range pi_mpi mpirun_any; do
    timeout 300 make grade FROM=answers EX=$exercise >"$scratch/out" 2>&1
    [ $? -eq 0 ] && grep -q "$exercise  *PASS" "$scratch/out"
    verdict "solution-passes/$exercise" $? "$(head -n 5 "$scratch/out" | tr '\n' ' ')"
    grep -q 'Your instructor has the reference solution' "$scratch/out"
    verdict "no-solution-promised/$exercise" $? "it names a solution that is not there"
done
rm -r answers
make progress >"$scratch/out" 2>&1 && grep -q 'Next: who_sees' "$scratch/out"
verdict progress $? "$(head -n 3 "$scratch/out")"
not_here='student|instructor|gradescope|soak|check-|solutions|FRESH_RUNS'
make >"$scratch/out" 2>&1 && ! grep -q -E "$not_here" "$scratch/out"
verdict help $? "it offers what is not there: $(grep -E "$not_here" "$scratch/out" | head -n 2)"
# Every name it offers can be made.  A recipe with $(MAKE) runs in spite of
# -n; start and check have their own tests.
names=$(sed -n 's/^    make \([a-z0-9-]*\) .*/\1/p' "$scratch/out" | grep -v -x -e start -e check)
for name in $names; do
    make -n "$name" >"$scratch/made" 2>&1
    ! grep -q 'No rule to make target' "$scratch/made"
    verdict "help/$name" $? "$(grep -m 1 'No rule' "$scratch/made")"
done
[ "$(wc -w <<<"$names")" -ge 15 ]
verdict help/names $? "only these were found: $names"
if command -v smpicc >/dev/null; then
    ! make lab-1024 MOST=4 >"$scratch/out" 2>&1 && grep -q 'your own answers to pi_mpi ring_sum heat_run tree_bcast' "$scratch/out"
    verdict lab-1024/starters $? "$(tail -n 2 "$scratch/out" | tr '\n' ' ')"
    cp -r exercises "$scratch/starters"
    for answer in 05-pi-over-mpi/pi_mpi 08-send-receive-ring/ring_sum 09-overlap/heat_run 10-collectives/tree_bcast; do
        cp "$root/solutions/$answer.c" "exercises/$answer.c"
    done
    make lab-1024 MOST=4 >"$scratch/out" 2>&1 && grep -q '^ring,4,' build/lab-1024/scaling.csv
    verdict lab-1024/own-answers $? "$(tail -n 2 "$scratch/out" | tr '\n' ' ')"
    rm -r exercises && mv "$scratch/starters" exercises
else
    echo 'skip student/lab-1024: there is no SimGrid (make setup)'
fi
timeout 900 make check CHECK_PARTS=check-warnings >"$scratch/out" 2>&1
[ $? -eq 0 ] && grep -q '^[1-9][0-9]* passed, 0 failed' "$scratch/out"
verdict check $? "$(tail -n 2 "$scratch/out" | tr '\n' ' ')"
make -pq check 2>/dev/null | grep -q '^CHECK_PARTS := check-programs check-warnings$'
verdict check-parts $? "make check would run tests that are not here"

# An answer that is not committed must not go out.
cd "$root" || exit 2
if git clone -q --no-hardlinks . "$scratch/clone" 2>/dev/null; then
    echo '/* my answer */' >>"$scratch/clone/exercises/02-pool-of-workers/split_range.c"
    (cd "$scratch/clone" && grader/export/student.sh . out) >"$scratch/out" 2>&1
    [ $? -eq 2 ] && grep -q 'differs from what is committed' "$scratch/out"
    verdict refuses-changed-starters $? "$(head -n 2 "$scratch/out")"
fi
exit $failed
