#!/bin/bash
# chapters.sh - no program of the chapters is accused.
#
#     chapters.sh [PROGRAM ...]
#
# Runs every chapter's program that is not one of MPI under the observer,
# with the arguments of each case of its output contract that ends with
# status 0.  chapters.exempt names the cases that do wrong on purpose, and
# why; one that names a case that is not there is an error.  Prints
# `ok NAME` or `FAIL NAME: why`.
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
here=grader/observe/tests/threads
cd "$root" || exit 2
scratch=$(mktemp -d "${TMPDIR:-/tmp}/many-hands-chapters-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# `CASE<tab>arguments` for each run of a contract that ends with 0.
runs() {
    awk -v program="$2" '
    function flush(  i, n, values, line) {
        if (!good || run == "") return
        n = with == "" ? 0 : split(with, values, " ")
        for (i = 1; i <= (n ? n : 1); i++) {
            line = run
            if (n) gsub("{" name "}", values[i], line)
            print (label == "" ? program : label) "\t" line
        }
    }
    function begin() { run = with = ""; good = 1 }
    BEGIN { begin() }
    text { if ($0 == "end") text = 0; next }
    { sub(/ +#.*/, "") }
    /^(lines|any-order|interleaved|stderr)/ { text = 1; next }
    /^case / { flush(); begin(); label = $2 }
    /^run / {
        if (run != "") { flush(); begin() }
        if (sub(".*\\./" program, "")) { sub(/ *\|.*/, ""); sub(/^ /, ""); run = $0 " " }
    }
    /^with / { with = $0; sub(/^with /, "", with); name = with
        sub(/=.*/, "", name); sub(/^[^=]*=/, "", with) }
    /^needs / && system("test -e " $2) != 0 { good = 0 }
    /^(hangs|races)/ || /^exit/ && $2 != "0" { good = 0 }
    END { flush() }' "$1"
}

exempt() { # exempt PROGRAM CASE
    awk -v p="$1" -v c="$2" '!/^#/ && $1 == p && ($2 == c || $2 == "*") { found = 1 }
        END { exit !found }' $here/chapters.exempt
}

one() { # one PROGRAM CASE ARGUMENTS...
    local name=$1 label=observe-threads/chapters/$1.$2 out status
    shift 2
    out=$(timeout 100 build/observe "build/programs/openmpi/$name" "$@" 2>&1 >/dev/null </dev/null)
    status=$?
    if [ $status -eq 0 ] && [ -z "$out" ]; then
        echo "ok $label${*:+ $*}"
    else
        echo "FAIL $label${*:+ $*}: status $status, said \"$out\""
    fi
}

sources=()
for file in $(grep -L -e '^#include <mpi.h>' -e mpi4py chapters/[0-9A-Z]*/*.{c,py}); do
    [ $# -gt 0 ] && [[ " $* " != *" $(basename "$file" .c) "* ]] && continue
    sources+=("$file")
done
for file in "${sources[@]}"; do
    name=$(basename "$file" .c)
    runs "${file%.*}.expect" "$name" | sed "s/^/$name\t/"
done >"$scratch/all"
while IFS=$'\t' read -r name case arguments; do
    exempt "$name" "$case" && continue
    # shellcheck disable=SC2086  # words of a contract
    one "$name" "$case" $arguments
done <"$scratch/all" >"$scratch/results"
cat "$scratch/results"

# Each program is there, and each exemption still means something.
if [ $# -eq 0 ]; then
    for file in "${sources[@]}"; do
        name=$(basename "$file" .c)
        needs=$(sed -n 's/^needs \([^ ]*\).*/\1/p;' "${file%.*}.expect" | head -n 1)
        [ -z "$needs" ] || [ -e "$needs" ] || continue
        cut -f 1 "$scratch/all" | grep -qx "$name" || exempt "$name" '*' ||
            echo "FAIL observe-threads/chapters/$name: no case of its contract ends with 0; say in chapters.exempt why"
    done
    grep -v '^#' $here/chapters.exempt | while read -r name case why; do
        cut -f 1,2 "$scratch/all" | tr '\t' ' ' | grep -qx "$name $case" && [ -n "$why" ] ||
            [ "$case" = '*' ] ||
            echo "FAIL observe-threads/chapters/$name: chapters.exempt names its case $case, which is not there or has no reason"
    done
fi | tee "$scratch/more"
! grep -q '^FAIL' "$scratch/results" "$scratch/more"
