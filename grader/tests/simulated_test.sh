#!/bin/bash
# simulated_test.sh - what the grader remarks of an answer's simulated time:
# it is the same on every run, it tells a line from a tree, and the verdict
# and the points are the same without it.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-test-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok simulated/$1"; else
        echo "FAIL simulated/$1: $3"
        failed=1
    fi
}

# grade BUILD EXERCISE FILE - "VERDICT POINTS | remark | evidence | after"
grade() {
    local slug
    slug=$(basename "$(dirname exercises/*/"$2.c")")
    rm -rf "$scratch/sub"
    mkdir -p "$scratch/sub/$slug"
    cp "$3" "$scratch/sub/$slug/$2.c"
    "$root/build/bin/grade" --build "$1" --from "$scratch/sub" --seed 1 \
        --exercise "$2" >"$scratch/out" 2>&1 </dev/null
    python3 -c 'import json, sys
x = json.load(open(sys.argv[1]))["exercises"][0]
print(x["verdict"], x["score"], "|", x.get("remark"), "|", x["evidence"], "|",
      x.get("after"))' "$1/grade/results.json"
}
part() { cut -d'|' -f"$1" <<<"$2" | sed 's/^ //; s/ $//'; }

# A build with the simulated probes and one without, as where SimGrid is not.
for build in with without; do
    mkdir -p "$scratch/$build/probes"
    for f in bin drivers reserved-symbols; do
        ln -s "$root/build/$f" "$scratch/$build/$f"
    done
    for f in build/probes/*.o build/probes/*.wraps; do
        case $build/$f in without/*.smpi.o) continue ;; esac
        ln "$f" "$scratch/$build/probes/" 2>/dev/null ||
            cp "$f" "$scratch/$build/probes/"
    done
done

tree=solutions/10-collectives/tree_bcast.c
line=grader/wrong/10-collectives/tree_bcast/root-sends-to-all.c
plain=$(grade "$scratch/without" tree_bcast "$line")
[ "$(part 2 "$plain")" = None ] && ! grep -q imulated <<<"$plain"
verdict without/says-nothing-of-it $? "$plain"
if ! command -v smpicc >/dev/null || ! command -v smpirun >/dev/null; then
    echo 'skip simulated/with: it needs SimGrid (make setup brings it)'
    exit $failed
fi

told=$(grade "$scratch/with" tree_bcast "$line")
[ "$(part 1 "$told")" = "$(part 1 "$plain")" ]
verdict line/same-verdict-and-points $? "$(part 1 "$told") with, $(part 1 "$plain") without SimGrid"
# 63 messages of 0.849 milliseconds, each a megabyte at 1250 MB a second and
# 10 microseconds; a tree of 64 has 6 rounds of them.
want='On 64 simulated ranks your broadcast of a megabyte took 53.5 milliseconds; the tree of the library took 5.1 milliseconds.'
[ "$(part 2 "$told")" = "$want" ]
verdict line/its-time $? "$(part 2 "$told")"
[ "$(part 3 "$told")" = "$(part 3 "$plain"). $want" ]
verdict line/in-the-evidence $? "$(part 3 "$told")"
[ "$(grade "$scratch/with" tree_bcast "$line")" = "$told" ]
verdict line/again-the-same $? "another run says something else"

told=$(grade "$scratch/with" tree_bcast "$tree")
want=${want/53.5/5.1}
[ "$(part 1 "$told")" = "PASS 15" ] && [ "$(part 2 "$told")" = "$want" ]
verdict tree/its-time $? "$told"
grep -qF "$want The reference solution" <<<"$(part 4 "$told")"
verdict tree/after-the-pass $? "$(part 4 "$told")"

heat=grader/wrong/09-overlap/heat_overlap/waits-first.c
told=$(grade "$scratch/with" heat_overlap "$heat")
grep -q '^WRONG .*a step of yours took 42.8 microseconds; .* took 54.0 microseconds' <<<"$told"
verdict heat/waits-first $? "$told"
told=$(grade "$scratch/with" heat_overlap solutions/09-overlap/heat_overlap.c)
grep -q '^PASS .*a step of yours took 33.0 microseconds; .* took 54.0 microseconds' <<<"$told"
verdict heat/overlaps $? "$told"
exit $failed
