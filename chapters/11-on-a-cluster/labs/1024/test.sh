#!/bin/bash
# test.sh MAKE - tests of `make lab-1024`.  Simulated time is the same on
# every machine and under any load, so numbers are compared as they are.
# Prints `ok NAME`, `FAIL NAME: why` or `skip NAME: why`.
set -u
cd "${0%/*}" && here=$PWD && cd ../../../.. || exit 2
make=$1
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0
verdict() { # NAME STATUS WHY
    if [ "$2" -eq 0 ]; then
        echo "ok labs/1024-$1"
    else
        echo "FAIL labs/1024-$1: $(tr '\n' '|' <<<"$3" | cut -c 1-300)"
        failed=1
    fi
}

# Without SimGrid: one sentence with the cure.
mkdir "$work/bare"
ln -s "$(type -P sh)" "$work/bare/sh"
said=$(PATH=$work/bare "$here/smpicc.sh" 2>&1)
[ $? -eq 2 ] && grep -q 'apt-get install libsimgrid-dev' <<<"$said"
verdict says-what-is-missing $? "$said"

# The picture needs no SimGrid.
build/lab-1024/plot "$here/recorded.csv" "$here/recorded.csv" \
    >"$work/recorded.svg" 2>"$work/said" &&
    cmp -s "$work/recorded.svg" "$here/scaling.svg"
verdict picture-is-the-recorded-one $? "make lab-1024-recorded, commit scaling.svg"
if command -v xmllint >/dev/null; then
    said=$(xmllint --noout "$here/scaling.svg" 2>&1)
    verdict picture-is-xml $? "$said"
fi
sed 's/^tree,64,.*/tree,64,0,0/' "$here/recorded.csv" >"$work/bad.csv"
! build/lab-1024/plot "$work/bad.csv" "$here/recorded.csv" >"$work/bad.svg" 2>"$work/said"
verdict plot-refuses-nonsense $? "accepted"

if ! said=$("$here/smpicc.sh" --version 2>&1) && grep -q 'needs SimGrid' <<<"$said"; then
    echo "skip labs/1024: $said"
    exit $failed
fi
said=$("$make" -s --no-print-directory build/lab-1024/simulate 2>&1)
verdict the-answers-compile $? "$said"
[ "$failed" -eq 0 ] || exit 1

# run CLUSTER OUT [MOST]
run() {
    "$here/run.sh" build/lab-1024/simulate "$1" ${3:+"$3"} >"$2" \
        2>"$work/said"
}
of() { awk -F, -v p="$2" -v n="$3" '$1 == p && $2 == n { print $3 }' "$1"; }
# near NAME A B: within a fiftieth, and neither of them missing
near() {
    awk -v a="$2" -v b="$3" 'BEGIN {
        exit !(a > 0 && b > 0 && a < 1.02 * b && b < 1.02 * a) }'
    verdict "$1" $? "$2 against $3"
}

# The whole set, against the recorded one.  Another release of SimGrid may
# round otherwise; the same one may not.
run "$here/cluster.txt" "$work/all.csv"
verdict whole-set $? "$(cat "$work/said")"
if cmp -s <(head -n 1 "$work/all.csv") <(head -n 1 "$here/recorded.csv"); then
    difference=$(diff "$work/all.csv" "$here/recorded.csv")
    verdict same-time-in-every-run $? "$difference"
else
    for part in ring line tree heat-strong heat-weak pi-strong pi-weak; do
        near "as-recorded-$part" "$(of "$work/all.csv" $part 1024)" \
            "$(of "$here/recorded.csv" $part 1024)"
    done
fi

# What the description promises: a megabyte takes latency + size /
# bandwidth, 63 times in a line and 6 times along a tree.
message=$(awk 'BEGIN { print 1e-5 + 1048576 / 1250e6 }')
near line-is-63-messages "$(of "$work/all.csv" line 64)" \
    "$(awk -v m="$message" 'BEGIN { print 63 * m }')"
near tree-is-6-messages "$(of "$work/all.csv" tree 64)" \
    "$(awk -v m="$message" 'BEGIN { print 6 * m }')"
near pi-alone-is-work "$(of "$work/all.csv" pi-strong 1)" 0.067108864

# The curves move with the file, and only those that should.
sed 's/^latency .*/latency 1000/' "$here/cluster.txt" >"$work/slow.txt"
sed 's/^bandwidth .*/bandwidth 125/' "$here/cluster.txt" >"$work/thin.txt"
run "$work/slow.txt" "$work/slow.csv" 16 && run "$work/thin.txt" "$work/thin.csv" 16
verdict other-clusters $? "$(cat "$work/said")"
near latency-moves-the-ring "$(of "$work/slow.csv" ring 16)" \
    "$(awk -v r="$(of "$work/all.csv" ring 16)" 'BEGIN { print r + 15 * 990e-6 }')"
near bandwidth-leaves-the-ring "$(of "$work/thin.csv" ring 16)" \
    "$(of "$work/all.csv" ring 16)"
near bandwidth-moves-the-tree "$(of "$work/thin.csv" tree 16)" \
    "$(awk 'BEGIN { print 4 * (1e-5 + 1048576 / 125e6) }')"

for bad in 'latency fast' 'bandwidth 0' 'overhead -1' 'dart'; do
    sed "s/^${bad%% *} .*/$bad/" "$here/cluster.txt" >"$work/bad.txt"
    run "$work/bad.txt" "$work/bad.csv" 2
    [ $? -eq 2 ] && grep -q "one line \"${bad%% *} NUMBER\"" "$work/said"
    verdict "refuses $bad" $? "$(cat "$work/said")"
done

# A rank that crashes is a failure, not a missing line.
printf '#!/bin/sh\nexit 3\n' >"$work/crash" && chmod +x "$work/crash"
"$here/run.sh" "$work/crash" "$here/cluster.txt" 2 >"$work/crash.csv" 2>"$work/said"
[ $? -ne 0 ] && grep -q 'on 2 ranks failed' "$work/said"
verdict says-that-a-run-failed $? "$(cat "$work/said")"
exit $failed
