#!/bin/sh
# tally.sh PART=COMMAND ... - run every part of the tests, count the verdicts.
#
# A part prints lines `ok NAME`, `FAIL NAME: why` and `skip NAME: why`.  A
# part that ends badly without a FAIL, or that tests nothing, is itself one
# failure.  The last line is `N passed, N failed`; the status is 1 if any
# failed.  PART_LIMIT: seconds that a part may take (default 2400).
set -u
logs=$(mktemp -d) || exit 2
limit=${PART_LIMIT:-2400}
child=
trap 'rm -rf "$logs"' EXIT
# timeout runs the part in a group of its own and passes the signal on.
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; wait; exit 130' INT TERM

for part; do
    name=${part%%=*}
    log=$logs/$name
    echo "== $name"
    begun=$(date +%s)
    mkfifo "$logs/pipe"
    tee "$log" <"$logs/pipe" &
    reader=$!
    timeout -k 10 "$limit" sh -c "${part#*=}" >"$logs/pipe" 2>&1 </dev/null &
    child=$!
    wait "$child"
    status=$?
    child=
    patience=50
    while kill -0 "$reader" 2>/dev/null && [ "$patience" -gt 0 ]; do
        sleep 0.1
        patience=$((patience - 1))
    done
    verdict=
    if kill "$reader" 2>/dev/null; then
        verdict="left something running that holds its output"
    elif [ "$status" -eq 124 ]; then
        verdict="took more than $limit seconds"
    elif [ "$status" -ne 0 ] && ! grep -q '^FAIL ' "$log"; then
        verdict="ended with status $status and without a verdict"
    elif ! grep -qE '^(ok|FAIL|skip) ' "$log"; then
        verdict="ended without testing anything"
    fi
    wait "$reader" 2>/dev/null
    rm "$logs/pipe"
    [ -z "$verdict" ] || echo "FAIL $name: $verdict" | tee -a "$log"
    # For whoever wants the tests faster; nothing is decided by it.
    echo "== $name took $(($(date +%s) - begun)) s"
done

cat "$logs"/* >"$logs/.all" 2>/dev/null
passed=$(grep -c '^ok ' "$logs/.all")
failed=$(grep -c '^FAIL ' "$logs/.all")
skipped=$(grep -c '^skip ' "$logs/.all")
if [ "$skipped" -gt 0 ]; then
    echo "== skipped: $skipped"
    grep '^skip ' "$logs/.all"
fi
if [ "$failed" -gt 0 ]; then
    echo "== failed: $failed"
    grep '^FAIL ' "$logs/.all"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
