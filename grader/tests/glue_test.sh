#!/bin/bash
# glue_test.sh - the archive for Gradescope, run in a folder laid out like
# Gradescope's /autograder, and the workflow file for learners' forks.
# Gradescope's and GitHub's own machines cannot be had here: the rest is
# checked against their documented form.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-glue-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

verdict() { # verdict NAME STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok glue/$1"; else
        echo "FAIL glue/$1: $3"
        failed=1
    fi
}

# --- Gradescope --------------------------------------------------------------

zip=$scratch/gradescope.zip
export AUTOGRADER=$scratch/autograder
grader/glue/gradescope.sh "$zip" --chapter 2 --seed 7 >"$scratch/out" 2>&1
verdict packs $? "$(tail -n 2 "$scratch/out")"
mkdir -p "$AUTOGRADER"/{source,submission,results}
unzip -q "$zip" -d "$AUTOGRADER/source"
[ -x "$AUTOGRADER/source/setup.sh" ] && [ -x "$AUTOGRADER/source/run_autograder" ]
verdict root-of-the-archive $? 'no setup.sh or run_autograder at its root'
found=$(find "$AUTOGRADER/source" \( -path '*/solutions*' -o -path '*/wrong/*' -o -path '*/hostile/*' -o -name .git \) | head -n 3)
[ -z "$found" ]
verdict no-answers-inside $? "$found"
cp "$AUTOGRADER/source/run_autograder" "$AUTOGRADER/run_autograder"

# What is built here already is not built again: the archive's files are not
# newer than it.
mkdir -p "$AUTOGRADER/source/course/build"
for part in bin drivers probes grader reserved-symbols; do
    cp -a "build/$part" "$AUTOGRADER/source/course/build/$part"
done
find "$AUTOGRADER/source/course/build" -exec touch -h {} +
timeout 900 "$AUTOGRADER/source/setup.sh" >"$scratch/out" 2>&1 </dev/null
verdict setup $? "$(tail -n 3 "$scratch/out" | tr '\n' ' ')"

# submit NAME WANTED: runs the autograder; the verdicts it gives, in words
submit() {
    (cd "$AUTOGRADER" && timeout 300 ./run_autograder) >"$scratch/out" 2>&1 </dev/null
    verdict "$1/runs" $? "$(tail -n 3 "$scratch/out" | tr '\n' ' ')"
    /usr/bin/python3 - "$AUTOGRADER/results/results.json" >"$scratch/got" 2>&1 <<'END'
import json, sys, jsonschema
data = json.load(open(sys.argv[1]))
jsonschema.validate(data, json.load(open('grader/tests/schemas/gradescope.schema.json')))
print(*(t['name'].split(':')[0] + '=' + t['tags'][0] for t in data['tests']))
END
    grep -q -x -e "$2" "$scratch/got"
    verdict "$1/results" $? "wanted $2, got $(tail -n 1 "$scratch/got")"
    rm -rf "$AUTOGRADER/submission" && mkdir "$AUTOGRADER/submission"
}
all='split_range=%s pi_hits_fork=CE pi_hits_threads=CE pool_map=CE my_par_u64=%s'
answers=solutions/02-pool-of-workers
cp $answers/split_range.c "$AUTOGRADER/submission/"
submit loose-files "$(printf "$all" PASS CE)"
mkdir "$AUTOGRADER/submission/02-pool-of-workers"
cp $answers/my_par_u64.c "$AUTOGRADER/submission/02-pool-of-workers/"
cp grader/wrong/02-pool-of-workers/split_range/remainder-dropped.c "$AUTOGRADER/submission/02-pool-of-workers/split_range.c"
cp $answers/split_range.c "$AUTOGRADER/submission/" # the folder counts
submit folders "$(printf "$all" WRONG PASS)"
mkdir -p "$AUTOGRADER/submission/exercises/02-pool-of-workers"
cp $answers/split_range.c "$AUTOGRADER/submission/exercises/02-pool-of-workers/"
ln -s "$root/$answers/my_par_u64.c" "$AUTOGRADER/submission/my_par_u64.c"
submit clone-and-a-link "$(printf "$all" PASS CE)"
submit nothing "$(printf "$all" CE CE)"

# A grader that cannot work leaves no results, so that nobody gets a zero.
mv "$AUTOGRADER/source/course/build/bin/grade" "$scratch/grade"
(cd "$AUTOGRADER" && ./run_autograder) >"$scratch/out" 2>&1 </dev/null
[ $? -ne 0 ] && [ ! -e "$AUTOGRADER/results/results.json" ]
verdict broken-grader-gives-no-zero $? "$(ls "$AUTOGRADER/results")"

mv "$scratch/grade" "$AUTOGRADER/source/course/build/bin/grade"

# Nor does one that cannot grade one exercise of several.
cp $answers/{split_range,my_par_u64}.c "$AUTOGRADER/submission/"
mv "$AUTOGRADER/source/course/build/drivers/my_par_u64" "$scratch/driver"
(cd "$AUTOGRADER" && ./run_autograder) >"$scratch/out" 2>&1 </dev/null
[ $? -ne 0 ] && [ ! -e "$AUTOGRADER/results/results.json" ] && grep -q 'my_par_u64 *GRADER_ERROR' "$scratch/out"
verdict missing-driver-gives-no-zero $? "$(ls "$AUTOGRADER/results"; tail -n 5 "$scratch/out")"
mv "$scratch/driver" "$AUTOGRADER/source/course/build/drivers/my_par_u64"

# --- GitHub Actions ----------------------------------------------------------

mkdir "$scratch/flow"
/usr/bin/python3 - grader/glue/classroom.yml "$scratch/flow" >"$scratch/steps" 2>"$scratch/why" <<'END'
import re, sys, yaml
flow = yaml.safe_load(open(sys.argv[1]))
assert set(flow) == {'name', True, 'permissions', 'env', 'jobs'}, list(flow)  # YAML reads `on` as true
assert flow['permissions'] == {'contents': 'read'}
for job in flow['jobs'].values():
    assert job['timeout-minutes'] <= 60 and job['runs-on'].startswith('ubuntu-')
    for step in job['steps']:
        assert ('uses' in step) != ('run' in step), step
        if 'uses' in step:
            assert re.fullmatch(r'actions/[\w-]+@v\d+', step['uses']), step['uses']
            assert step['uses'].startswith('actions/upload') or step['with']['persist-credentials'] is False
        else:
            # Nothing that a learner chooses (titles, branches) is put into a script.
            assert not re.search(r'\$\{\{(?! *steps\.)', step['run']), 'an expression in a script'
            run = re.sub(r'\$\{\{.*?\}\}', '0', step['run'])
            open(sys.argv[2] + '/' + step['name'], 'w').write(run)
            print(run)
END
verdict workflow $? "$(tail -n 1 "$scratch/why")"
bash -n "$scratch/steps" 2>"$scratch/why"
verdict workflow-scripts $? "$(cat "$scratch/why")"
missing=
for format in $(grep -o 'format [a-z0-9]*' "$scratch/steps" | cut -d' ' -f2); do
    build/bin/report --help | grep -q "^ *$format " || missing="$missing $format"
done
[ -z "$missing" ] && grep -q 'format junit' "$scratch/steps"
verdict workflow-formats $? "there is no format$missing"

# Its steps, run here with a grader that ends as it is told: the three ends
# are told apart, and datetime is the committer's date in UTC.
work=$scratch/runner
mkdir -p "$work/course/build/bin" "$work/course/build/grade" "$work/bin" "$work/answers"
ln -s "$root/build/bin/report" "$work/course/build/bin/report"
printf '#!/bin/sh\nexit 0\n' >"$work/bin/sudo"
cat >"$work/course/build/bin/grade" <<'END'
#!/bin/sh
echo "$*" >build/grade/arguments
exit "$ENDS"
END
chmod +x "$work/bin/sudo" "$work/course/build/bin/grade"
echo '{"schema": "many-hands/grade/1", "graded_at": "2026-11-30T12:00:00Z", "exercises": []}' \
    >"$work/course/build/grade/results.json"
: >"$work/course/build/grade/report.html"
(
    cd "$work/answers" && git init -q &&
        GIT_AUTHOR_DATE='2026-01-01T00:00:00+0000' GIT_COMMITTER_DATE='2026-03-01T00:30:00+0200' \
            git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x
)
step() { # step NAME: as GitHub runs it
    (cd "$work/course" && PATH="$work/bin:$PATH" GITHUB_OUTPUT="$work/output" \
        GITHUB_STEP_SUMMARY="$work/summary" bash -eo pipefail "$scratch/flow/$1") >"$scratch/out" 2>&1
}
for ends in 0 1 2; do
    case $ends in
    0) says='Every exercise passed' ;;
    1) says='Not every exercise passed' ;;
    2) says='no fault of the answers' ;;
    esac
    : >"$work/output"
    CHAPTER=3 ENDS=$ends step Grade && grep -qx "status=$ends" "$work/output" &&
        grep -q -e '--force --chapter 3$' "$work/course/build/grade/arguments"
    verdict "workflow-grade-ends-with-$ends" $? "$(cat "$work/output" "$scratch/out" | tr '\n' ' ')"
    STATUS=$ends step Verdict
    [ $? -eq $ends ] && grep -q "$says" "$scratch/out"
    verdict "workflow-verdict-$ends" $? "$(cat "$scratch/out")"
done
TZ=America/New_York step Reports
grep -q '"datetime": "2026-02-28T22:30:00Z"' "$work/report/result.json"
verdict workflow-datetime $? "$(grep datetime "$work/report/result.json" || cat "$scratch/out")"

exit $failed
