#!/bin/bash
# sentences.sh - what chapter 7 says that the observer says, it says.
#
#     sentences.sh [README]
#
# Each run is one that the lesson shows; its output must be one of the
# lesson's ```text blocks, but for the breaks of lines.  Which of two equal
# threads of a race reads and which one writes is luck.  Prints `ok NAME` or
# `FAIL NAME: why`.
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
cd "$root" || exit 2
chapter=chapters/07-threads-that-share
page=${1:-$chapter/README.md}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/many-hands-sentences-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
failed=0

# One line, and in that of a race no word that is luck.
flat() {
    tr -s '\n ' ' ' | sed -E 's/^ //; s/ $//' |
        sed -E '/RACE/s/thread [12]/thread/g; /RACE/s/(reads|writes) it/touches it/g'
}

# The text blocks of the lesson, a line each.
blocks() {
    awk '/^```text/ { inside = 1; text = ""; next }
        /^```/ && inside { print text; inside = 0 }
        inside { text = text " " $0 }' "$page" |
        while read -r line; do echo "$line" | flat; echo; done
}
blocks >"$scratch/blocks"

says() { # says NAME COMMAND...
    local name=$1 status
    shift
    timeout 60 build/observe "$@" >"$scratch/said" 2>"$scratch/told" </dev/null
    status=$?
    flat <"$scratch/told" >"$scratch/flat"
    cat "$scratch/said" "$scratch/told" | flat >"$scratch/both"
    if [ $status -eq 70 ] && [ -s "$scratch/flat" ] &&
        { grep -qxF -f "$scratch/flat" "$scratch/blocks" ||
            grep -qxF -f "$scratch/both" "$scratch/blocks"; }; then
        echo "ok observe-threads/chapter-7/$name"
    else
        echo "FAIL observe-threads/chapter-7/$name: status $status; $page does not show \"$(cat "$scratch/both")\""
        failed=1
    fi
}

# As the lesson says: compiled for it, and linked with the runtime.
held() { # held PROGRAM
    gcc -g -O0 -fsanitize=thread -Ichapters/include -c "$chapter/$1.c" -o "$scratch/$1.o" &&
        gcc "$scratch/$1.o" build/threads/race.o -o "$scratch/$1-held" -pthread
}

held race && says race-held "$scratch/race-held"
held clinic_locks && says clinic_locks "$scratch/clinic_locks-held"
says queue-lost build/programs/openmpi/queue lost
says bank-cross build/programs/openmpi/bank cross
says clinic_return build/programs/openmpi/clinic_return

# Every sentence of the lesson is one of these.
shown=$(grep -c -E '(RACE|DEADLOCK|MISUSE|LEAK|ORPHAN|ZOMBIE): ' "$scratch/blocks")
if [ "$shown" -eq 5 ]; then echo "ok observe-threads/chapter-7/all"; else
    echo "FAIL observe-threads/chapter-7/all: $page shows $shown sentences of the observer, and 5 are compared; add the run to $0"
    failed=1
fi
exit $failed
