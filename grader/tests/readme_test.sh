#!/bin/sh
# readme_test.sh [--write] - the tables of grader/README.md and of
# exercises/README.md hold what is there.
#
# A table stands between <!-- table NAME --> and <!-- end -->.  With --write
# the tables are written anew; without, each that has drifted is a FAIL.
set -u
cd "$(dirname "$0")/../.." || exit 2
scratch=$(mktemp -d /tmp/many-hands-readme-XXXXXX) || exit 2
trap 'rm -rf "$scratch"' EXIT

# KIND EXERCISE VERDICT of every case, one a line
for path in grader/wrong/*/*/* grader/hostile/*/*; do
    says=$path
    [ ! -d "$path" ] || says=$path/expect
    verdict=$(sed -n '1s/.*expect: \([A-Z]*\).*/\1/p' "$says")
    folder=${path%/*}
    case $path in
    grader/wrong/*) echo "wrong ${folder##*/} $verdict" ;;
    *) echo "hostile ${folder##*/} $verdict" ;;
    esac
done >"$scratch/cases"

count() { grep -c "^$1 $2 $3\$" "$scratch/cases"; }

exercises() {
    echo '| chapter | exercise | wrong answers | hostile answers |'
    echo '|---|---|---:|---:|'
    for folder in grader/wrong/*/*/; do
        name=$(basename "$folder")
        chapter=$(basename "$(dirname "$folder")")
        echo "| ${chapter%%-*} | \`$name\` | $(count wrong "$name" '.*') | $(count hostile "$name" '.*') |"
    done
    echo "| | all | $(count wrong '.*' '.*') | $(count hostile '.*' '.*') |"
}

verdicts() {
    echo '| verdict | wrong answers | hostile answers |'
    echo '|---|---:|---:|'
    for word in CE POLICY TAMPER MLE OLE MEMORY RACE DEADLOCK CRASH TLE ORPHAN WRONG ZOMBIE LEAK SERIAL INCONCLUSIVE PASS; do
        echo "| $word | $(count wrong '.*' $word) | $(count hostile '.*' $word) |"
    done
}

# What each verdict means, in the order in which the grader prefers them.
meanings() {
    echo '| word | it means |'
    echo '|---|---|'
    sed -n '/^} verdicts/,/^};/s/^ *{"\([A-Z_]*\)", "\([^"]*\)",.*/| \1 | \2 |/p' \
        grader/src/verdict.c
}

failed=0
for table in exercises verdicts meanings; do "$table" >"$scratch/$table"; done
for readme in grader/README.md exercises/README.md; do
    awk -v at="$scratch" '
        /^<!-- table / { print; print ""; while ((getline line < (at "/" $3)) > 0) print line; print ""; skip = 1; next }
        /^<!-- end -->/ { skip = 0 }
        !skip' "$readme" >"$scratch/README.md"
    if [ "${1:-}" = --write ]; then
        cp "$scratch/README.md" "$readme"
    elif diff "$readme" "$scratch/README.md" >"$scratch/diff"; then
        echo "ok readme-tables/$readme"
    else
        echo "FAIL readme-tables/$readme: run grader/tests/readme_test.sh --write: $(head -n 4 "$scratch/diff" | tr '\n' ' ')"
        failed=1
    fi
done
exit $failed
