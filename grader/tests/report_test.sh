#!/bin/bash
# report_test.sh - every form of the record is valid and true, whatever the
# learner's program wrote.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-report-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

verdict() { # verdict NAME STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok report/$1"; else
        echo "FAIL report/$1: $3"
        failed=1
    fi
}

# check RECORD NAME [REPORT...]: makes every form and has them checked, and
# the REPORTs that are there already
check() {
    record=$1 name=$2
    shift 2
    for f in html junit gradescope classroom50 exercism markdown csv moodle; do
        rm -f "$scratch/report.$f"
        build/bin/report --format "$f" --out "$scratch/report.$f" "$record" 2>"$scratch/why" ||
            verdict "$name/$f" 1 "$(head -c 300 "$scratch/why")"
        [ ! -e "$scratch/report.$f" ] || set -- "$@" "$scratch/report.$f"
    done
    /usr/bin/python3 grader/tests/report_check.py check "$name" "$record" "$@" 2>&1 | tee "$scratch/said"
    ! grep -q '^FAIL ' "$scratch/said" && grep -q "^ok report/$name/moodle" "$scratch/said" || failed=1
}

# A record of a real run: a pass, a wrong result, code that does not compile
# and holds bytes of every kind.
mkdir -p "$scratch/build" "$scratch/sub/01-one-memory-or-many" "$scratch/sub/02-pool-of-workers"
for f in bin drivers probes reserved-symbols; do ln -s "$root/build/$f" "$scratch/build/$f"; done
cp solutions/01-one-memory-or-many/*.c "$scratch/sub/01-one-memory-or-many/"
cp grader/wrong/01-one-memory-or-many/fork_sum/sum-as-exit-status.c "$scratch/sub/01-one-memory-or-many/fork_sum.c"
cp grader/wrong/02-pool-of-workers/split_range/remainder-dropped.c "$scratch/sub/02-pool-of-workers/split_range.c"
printf '/* \033[31m ]]> <script>alert(1)</script> \377\376 \357\277\276 */\nint x = "<b>&amp;\033[0m\300" + ;\n' \
    >"$scratch/sub/02-pool-of-workers/my_par_u64.c"
timeout 300 build/bin/grade --build "$scratch/build" --from "$scratch/sub" --seed 3 >"$scratch/out" 2>&1 </dev/null
[ $? -eq 1 ]
verdict real-run $? "$(tail -n 3 "$scratch/out" | tr '\n' ' ')"
real="$scratch/build/grade/results.json"
check "$real" real "$real" "$scratch/build/grade/report.html"

# Every form for people says what held the answers; two have no room for it.
for level in bubblewrap uid limits; do
    case $level in
    bubblewrap) says='in a sandbox of its own' ;;
    uid) says='in no namespaces of its own' ;;
    limits) says='The answers ran unsandboxed' ;;
    esac
    sed "s/^ \"sandbox\": \"[a-z]*\"/ \"sandbox\": \"$level\"/" "$real" >"$scratch/$level.json"
    for f in html junit gradescope markdown; do
        build/bin/report --format $f "$scratch/$level.json" 2>&1 | grep -q "$says"
        verdict "sandbox/$level/$f" $? "it does not say: $says"
    done
done

# Hostile records.
mkdir "$scratch/hostile"
/usr/bin/python3 grader/tests/report_check.py make "$real" "$scratch/hostile" 2>"$scratch/why"
verdict hostile-records $? "$(tail -n 1 "$scratch/why")"
for record in "$scratch"/hostile/*.json; do
    check "$record" "$(basename "$record" .json)"
done

# What is no record is refused with a sentence, and nothing is written.
refuse() { # refuse NAME PATTERN ARGS...
    name=$1 pattern=$2
    shift 2
    rm -f "$scratch/none"
    build/bin/report --out "$scratch/none" "$@" >"$scratch/out" 2>&1
    [ $? -eq 2 ] && grep -q -e "$pattern" "$scratch/out" && [ ! -e "$scratch/none" ]
    verdict "refuses-$name" $? "$(head -n 2 "$scratch/out" | tr '\n' ' ')"
}
echo '{"schema": "many-hands/grade/1"}' >"$scratch/bad1"
echo '{"schema": "x", "exercises": []}' >"$scratch/bad2"
echo '{"schema": "many-hands/grade/1", "exercises": [{"name": "a", "verdict": "GOOD"}]}' >"$scratch/bad3"
head -c 3000 "$real" >"$scratch/bad4"
refuse no-list 'no list of exercises' --format html "$scratch/bad1"
refuse other-schema 'schema is not' --format html "$scratch/bad2"
refuse unknown-verdict 'no name or no verdict' --format html "$scratch/bad3"
refuse half-a-file 'no record of the grader' --format html "$scratch/bad4"
refuse no-file 'cannot read' --format html "$scratch/nothing"
refuse unknown-format 'no format "pdf"' --format pdf "$real"
refuse two-records 'made of one record' --format html "$real" "$real"

# Two students, one of them without a row of the other's exercises.
mkdir -p "$scratch/Ada L" "$scratch/=cmd"
cp "$real" "$scratch/Ada L/results.json"
cp "$scratch/hostile/bare.json" "$scratch/=cmd/results.json"
build/bin/report --format csv "$scratch/Ada L/results.json" "$scratch/=cmd/results.json" >"$scratch/two.csv"
/usr/bin/python3 - "$scratch/two.csv" <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline=''), strict=True))
sys.exit([r['student'] for r in rows] != ['Ada L', "'=cmd"] or rows[1]['fork_sum verdict'] != '' or rows[0]['fork_sum verdict'] != 'WRONG')
END
verdict gradebook-of-two $? "$(head -c 300 "$scratch/two.csv")"

exit $failed
