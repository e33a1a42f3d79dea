#!/bin/sh
# course_test.sh - `course --files` must notice every kind of missing or
# stray file: each is made in a copy of the course, and taken back.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d /tmp/many-hands-course-XXXXXX) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failed=0
cp -r "$root/chapters" "$root/exercises" "$root/solutions" "$scratch"
mkdir "$scratch/grader"
for room in catalogue drivers probes wrong; do
    cp -r "$root/grader/$room" "$scratch/grader"
done
cd "$scratch" || exit 2

# bites NAME FILE COMMAND: after the command, FILE is named and nothing else
bites() {
    cp -r . ../"${scratch##*/}.kept"
    eval "$3"
    "$root/build/bin/course" --files "$scratch" | grep '^FAIL' >.out
    if grep -q "^FAIL $2: " .out && [ "$(wc -l <.out)" -eq 1 ]; then
        echo "ok course-files/$1"
    else
        echo "FAIL course-files/$1: told instead: $(head -n 2 .out | tr '\n' ' ')"
        failed=1
    fi
    find . -mindepth 1 -maxdepth 1 -exec rm -rf {} +
    cp -r ../"${scratch##*/}.kept"/. .
    rm -rf ../"${scratch##*/}.kept"
}

"$root/build/bin/course" --files "$scratch" >.out && ! grep -q '^FAIL' .out
if [ $? -eq 0 ]; then echo "ok course-files/complete"; else
    echo "FAIL course-files/complete: $(grep -m 2 '^FAIL' .out | tr '\n' ' ')"
    failed=1
fi
rm -f .out
two=02-pool-of-workers
bites stray-exercise "exercises/$two/extra.c" "touch exercises/$two/extra.c"
bites editor-backup "exercises/$two/.split_range.c.swp" "touch exercises/$two/.split_range.c.swp"
bites stray-solution "solutions/$two/contract.h" "touch solutions/$two/contract.h"
bites stray-wrong "grader/wrong/$two/nothing/a.c" "mkdir grader/wrong/$two/nothing; touch grader/wrong/$two/nothing/a.c"
bites stray-driver grader/drivers/old.cc "touch grader/drivers/old.cc"
bites stray-probe grader/probes/old.c "touch grader/probes/old.c"
bites stray-catalogue grader/catalogue/notes.txt "touch grader/catalogue/notes.txt"
bites contract-without-program "chapters/$two/none.expect" "touch chapters/$two/none.expect"
bites picture-that-nobody-shows "chapters/$two/old.svg" "touch chapters/$two/old.svg"
bites script-that-nobody-names "chapters/$two/old.sh" "touch chapters/$two/old.sh"
bites no-starter "exercises/$two/split_range.c" "rm exercises/$two/split_range.c"
bites no-solution "solutions/$two/split_range.c" "rm solutions/$two/split_range.c"
bites no-driver grader/drivers/split_range.cc "rm grader/drivers/split_range.cc"
bites no-probe grader/probes/split_range.c "rm grader/probes/split_range.c"
bites no-todo "exercises/$two/split_range.c" "sed -i s/TODO/done/ exercises/$two/split_range.c"
bites empty-hint split_range "python3 $root/grader/tests/empty_hint.py grader/catalogue/$two.json split_range"
bites empty-mistake split_range "sed -i '0,/remainder-dropped/s/\"remainder-dropped\": \".*\"/\"remainder-dropped\": \"\"/' grader/catalogue/$two.json"

# A name that is none is refused; nothing would be tested without a word.
cd "$root" || exit 2
for call in 'course split_rang:did you mean split_range' 'hostile fork_sun:did you mean fork_sum' \
    'hostile fork_sum/nothing:there is no case "fork_sum/nothing"'; do
    program=build/bin/${call%%:*}
    # Program and name are meant to be split.
    # shellcheck disable=SC2086
    $program >"$scratch/said" 2>&1
    if [ $? -eq 2 ] && grep -q "${call#*:}" "$scratch/said"; then
        echo "ok names/${call%%:*}"
    else
        echo "FAIL names/${call%%:*}: $(head -n 2 "$scratch/said" | tr '\n' ' ')"
        failed=1
    fi
done
exit $failed
