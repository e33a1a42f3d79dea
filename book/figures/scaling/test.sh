#!/bin/sh
# test.sh - the report and the picture of `make scaling`, on made-up runs.
set -u
report=build/scaling/report svg=build/scaling/svg
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

# csv CORES LINE... - writes the runs of a file
csv() {
    printf '# machine made up\n# cores %s\n' "$1"
    shift
    printf '%s\n' "$@"
}

# has NAME FILE TEXT - does FILE hold TEXT?
has() {
    if grep -qF -- "$3" "$2"; then
        echo "ok scaling/$1"
    else
        echo "FAIL scaling/$1: no \"$3\" in: $(tr '\n' '|' <"$2")"
        failed=1
    fi
}

# has_not NAME FILE TEXT
has_not() {
    if grep -qF -- "$3" "$2"; then
        echo "FAIL scaling/$1: \"$3\" in: $(tr '\n' '|' <"$2")"
        failed=1
    else
        echo "ok scaling/$1"
    fi
}

# table NAME - the report on $work/NAME.csv, in $work/NAME.txt
table() {
    $report "$work/$1.csv" >"$work/$1.txt" 2>&1
}

csv 2 fork,1,1,2.00,1.99,1.99 fork,2,1,1.20,2.00,1.00 \
    fork,1,2,2.04,1.99,1.99 fork,2,2,1.04,2.00,1.01 \
    fork,1,3,3.00,1.99,1.99 fork,2,3,1.00,1.98,0.99 >"$work/quiet.csv"
table quiet
has quiet-row "$work/quiet.txt" \
    'fork         2   1.0000   1.0400   1.2000     2.00        100%      2.00'
has quiet-verdict "$work/quiet.txt" 'The best times can be believed'
has_not quiet-no-doubt "$work/quiet.txt" '?'
$report "$work/quiet.csv" fork >"$work/pairs.txt"
has pairs-for-fit "$work/pairs.txt" '1 2.000000 2 1.000000'

# The same numbers, but no second round comes near the best on two workers.
sed 's/^fork,2,2,1.04/fork,2,2,1.06/' "$work/quiet.csv" >"$work/scattered.csv"
table scattered
has scattered-verdict "$work/scattered.txt" 'too noisy to tell'
has scattered-reason "$work/scattered.txt" \
    'fork on 2: the two best rounds differ by more than 5 %'
has scattered-mark "$work/scattered.txt" ' 2.00? '
has_not scattered-one-is-fine "$work/scattered.txt" 'fork on 1:'

# Others had the cores: the rounds agree, the workers did not run all along.
csv 2 thread,1,1,2.00,1.70,1.70 thread,1,2,2.01,1.70,1.70 \
    thread,2,1,1.00,1.90,0.95 thread,2,2,1.01,1.90,0.95 >"$work/disturbed.csv"
table disturbed
has disturbed-reason "$work/disturbed.txt" \
    'thread on 1: in the best round no worker had a core for 90 %'
has disturbed-base-spoils-all "$work/disturbed.txt" ' 2.00? '
has_not disturbed-two-is-fine "$work/disturbed.txt" 'thread on 2:'

# Four workers on two cores cannot have one each: that is no disturbance.
csv 2 mpi,1,1,2.00,2.00,2.00 mpi,1,2,2.00,2.00,2.00 \
    mpi,4,1,1.00,2.00,0.50 mpi,4,2,1.00,2.00,0.50 >"$work/over.csv"
table over
has more-workers-than-cores "$work/over.txt" 'The best times can be believed'

csv 2 fork,1,1,2.00,2.00,2.00 >"$work/once.csv"
table once
has one-round "$work/once.txt" 'fork on 1: there is only one round'

for bad in 'fork,1,1,0,0,0' 'fork,1,1,1' 'fork,0,1,1,1,1' 'spoon,1,1,1,1,1' \
    'fork,1,1,nan,1,1' 'fork,1,1,1,1,2' 'fork,1,1,1,1,1,1'; do
    csv 2 "$bad" >"$work/bad.csv"
    if table bad; then
        echo "FAIL scaling/refuses $bad: accepted"
        failed=1
    else
        has "refuses $bad" "$work/bad.txt" 'bad.csv:3: '
    fi
done

$svg "$work/quiet.csv" one "$work/over.csv" two >"$work/two.svg"
has svg-ends "$work/two.svg" '</svg>'
has svg-says-the-spread "$work/two.svg" \
    'fork on 2 2.00 (median 1.92, longest 1.67);'
if command -v xmllint >/dev/null && ! xmllint --noout "$work/two.svg"; then
    echo "FAIL scaling/svg-is-xml"
    failed=1
fi
$svg chapters/06-is-it-faster/recorded.csv recorded |
    cmp -s - chapters/06-is-it-faster/scaling.svg &&
    echo "ok scaling/recorded" || {
    echo "FAIL scaling/recorded: run make scaling-recorded, commit scaling.svg"
    failed=1
}

# The lesson shows what is said of the recorded rounds.
lesson=chapters/06-is-it-faster/README.md
awk '/^```/ { on = 0 } on; /^\$ build\/scaling\/report / { on = 1 }' $lesson >"$work/shown.txt"
if $report chapters/06-is-it-faster/recorded.csv | diff - "$work/shown.txt" >"$work/diff.txt"; then
    echo "ok scaling/lesson"
else
    echo "FAIL scaling/lesson: $lesson shows another table: $(head -n 3 "$work/diff.txt" | tr '\n' '|')"
    failed=1
fi

# So does what is told of the rounds on a busy machine.
busy=${lesson%/*}/recorded_busy.csv
$report "$busy" >"$work/busy.txt"
has busy-cannot-tell "$work/busy.txt" '? This machine is too noisy to tell'
tr '\n' ' ' <$lesson >"$work/lesson.txt"
has busy-two "$work/lesson.txt" "for two workers $(awk '$2 == 2 && NF == 8 {
    sub(/[?]/, "", $6); s[++n] = $6; shares[$8] }
    END { for (cpu in shares) all = all cpu
        print s[1] ", " s[2] " and " s[3] ", the CPU shares " all " each time" }' "$work/busy.txt")"
has busy-three "$work/lesson.txt" "$(awk '$1 == "mpi" && NF == 8 {
    sub(/[?]/, "", $6); s[$2] = $6 }
    END { print "two MPI ranks are " s[2] " times as fast as one, and three, on two cores, " s[3] " times" }' "$work/busy.txt")"

# The program ./scaling and `make scaling` have one name.
for what in chapter6 scaling; do
    make -n -W ${lesson%/*}/scaling.c MAKEFLAGS= $what >"$work/$what.make" 2>&1
done
has program-is-built "$work/chapter6.make" '06-is-it-faster/scaling.c '
has make-measures "$work/scaling.make" 'bench.sh'
has_not program-is-another "$work/scaling.make" '06-is-it-faster/scaling.c '

# What is no number is refused before anything is written.
for bad in 'x 1 1000' '2 0 1000' '2 1 1e9'; do
    # The three words are meant to be split.
    # shellcheck disable=SC2086
    sh chapters/06-is-it-faster/bench.sh $bad >"$work/none" 2>"$work/said"
    [ $? -eq 2 ] && [ ! -s "$work/none" ] || echo 'no refusal' >"$work/said"
    has "refuses $bad" "$work/said" 'must be a number from 1'
done

exit $failed
