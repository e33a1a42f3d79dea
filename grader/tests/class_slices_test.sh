#!/bin/bash
# class_slices_test.sh - a class in slices, without any Slurm: a slice that
# is run twice, that was cut short, that another grader made; what is
# missing is said, and nothing counts twice.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-test-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
slug=02-pool-of-workers
right=solutions/$slug/split_range.c
subs=$scratch/in out=$scratch/out
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok class/slices/$1"; else
        echo "FAIL class/slices/$1: $3"
        failed=1
    fi
}

# class WANTED-STATUS ARGS...; $scratch/out-text
class() {
    want=$1
    shift
    timeout 300 build/bin/class --submissions "$subs" --out "$out" \
        --exercise split_range "$@" >"$scratch/text" 2>&1 </dev/null
    status=$?
    [ $status -eq "$want" ]
}
said() { echo "status $status: $(tr '\n' ' ' <"$scratch/text" | head -c 400)"; }
has() { grep -q -e "$1" "$scratch/text"; }
in_journal() { # which students have a result in a file, one a line
    grep -a -o '"student":"[^"]*"' "$1" | cut -d '"' -f 4
}

for s in ada bob cleo; do
    mkdir -p "$subs/$s/$slug"
    cp $right "$subs/$s/$slug/"
done
cp exercises/$slug/split_range.c "$subs/bob/$slug/"

class 2 --slice 0/2 && has 'no journal yet'
verdict before-the-plan $? "$(said)"
for bad in 2/2 0/0 1 x/2 -1/2; do
    class 2 --slice $bad && has 'slice K/N must be a number'
    verdict "bad-$bad" $? "$(said)"
done
class 3 --plan --seed 5 && has '3 results to find, 0 known'
verdict plan $? "$(said)"

class 0 --slice 0/2 --jobs 2 && has '2 results to find'
verdict slice $? "$(said)"
class 0 --slice 0/2 && has ' 0 results to find, 2 known'
verdict nothing-is-graded-twice $? "$(said)"
first=$out/slices/0-of-2.1.jsonl
[ "$(in_journal "$first" | sort | tr '\n' ' ')" = 'ada cleo ' ] &&
    [ "$(in_journal "$out/slices/0-of-2.2.jsonl" | wc -l)" -eq 0 ]
verdict every-second-student $? "$(grep -H -o '"student":"[^"]*"' "$out"/slices/* | tr '\n' ' ')"

class 3 --merge && has '1 results to find, 2 known' &&
    grep -q '"bob","bob","unfinished"' "$out/gradebook.csv" && [ -d "$out/slices" ]
verdict missing-is-said $? "$(said) $(cat "$out/gradebook.csv")"

# Two nodes that both hold slice 1, the second dies in the middle of a line;
# and results of another seed and of another grader.
class 0 --slice 1/2
cp "$out/slices/1-of-2.1.jsonl" "$scratch/bob"
sed 's/"score":[0-9]*/"score":7/g' "$scratch/bob" >"$out/slices/1-of-2.2.jsonl"
head -c -40 "$scratch/bob" >"$out/slices/1-of-2.3.jsonl"
rm "$out/slices/1-of-2.1.jsonl"
mv "$out/slices/1-of-2.2.jsonl" "$scratch/second"
class 3 --plan && has '1 results to find, 2 known'
verdict cut-short-is-no-result $? "$(said)"
sed 's/"grader":"[0-9a-f]*"/"grader":"0123456789abcdef"/' "$scratch/bob" >"$out/slices/a.jsonl"
class 3 --plan && has '1 result in OUT/slices by another grader' && has '1 results to find, 2 known'
verdict another-grader $? "$(said)"
sed '1s/"seed":5/"seed":6/' "$scratch/bob" >"$out/slices/a.jsonl"
class 3 --plan && has '1 results to find, 2 known'
verdict another-seed $? "$(said)"
sed 's/"verdict":"WRONG"/"verdict":"GRADER_ERROR"/' "$scratch/bob" >"$out/slices/a.jsonl"
class 3 --plan && has '1 results to find, 2 known'
verdict unsettled-is-tried-again $? "$(said)"
cp -r "$out" "$scratch/unsettled"
(out=$scratch/unsettled; class 1 --merge && grep -q '"bob","bob","graded","split_range is GRADER_ERROR"' "$out/gradebook.csv")
verdict unsettled-has-a-row $? "$(cat "$scratch/unsettled/gradebook.csv")"

# The first result counts, the second of the same answer does not.
cp "$scratch/bob" "$out/slices/1-of-2.1.jsonl"
cp "$scratch/second" "$out/slices/1-of-2.2.jsonl"
class 0 --merge
verdict merge $? "$(said)"
[ "$(in_journal "$out/journal.jsonl" | sort | tr '\n' ' ')" = 'ada bob cleo ' ] && [ ! -e "$out/slices" ]
verdict one-line-a-student $? "$(in_journal "$out/journal.jsonl" | tr '\n' ' ') $(ls "$out")"
grep -q '"bob","bob","graded","",[^,]*,0,2,2,10' "$out/gradebook.csv"
verdict the-first-counts $? "$(cat "$out/gradebook.csv")"

# The same as in one run.
whole=$scratch/whole sliced=$out
out=$whole
class 0 --seed 5
measured='"graded_at"\|"seconds"\|"peak_rss_kb"\|"cpu_ms"'
differs=
for f in gradebook.csv index.html {ada,bob,cleo}/results.json; do
    cmp -s <(grep -v -e "$measured" "$whole/$f") <(grep -v -e "$measured" "$sliced/$f") || differs="$differs $f"
done
[ -z "$differs" ]
verdict as-in-one-run $? "these differ:$differs"
exit $failed
