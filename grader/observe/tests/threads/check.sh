#!/bin/bash
# check.sh - faulty thread and process programs get their sentence, correct
# ones get none.
#
# A faulty program begins with
#     // expect: CLASS [potential]
#     // says: the sentence; {1} stands for FILE:LINE of the line that ends
#     with the comment /* 1 */, and * for any text
# Programs whose class is RACE, and all correct ones, are also built with
# race.o, by gcc and by clang.  Prints `ok NAME` or `FAIL NAME: why`.
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
here=$root/grader/observe/tests/threads
observe=$root/build/observe
scratch=$(mktemp -d "${TMPDIR:-/tmp}/many-hands-observe-XXXXXX")
# Two faulty programs leave a name; the next user of this machine must find
# none, for he could not remove it.
names="/dev/shm/many-hands-test-left /dev/shm/sem.many-hands-test-sem"
trap 'rm -rf "$scratch" $names' EXIT
trap 'exit 130' INT TERM
# shellcheck disable=SC2086  # two names
rm -f $names || {
    echo "FAIL observe-threads/names: another user has left $names; remove them"
    exit 1
}
flags="-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -g -I$root/chapters/include"

build() { # build FILE OUT KIND: plain, gcc or clang
    local omp= with= library
    grep -q '^ *#pragma omp' "$1" && omp=-fopenmp
    library=$(sed -n 's,^// library: ,,p' "$1")
    if [ -n "$library" ]; then
        with=$2.so
        gcc -O1 $flags -shared -fPIC -o "$with" "$here/library/$library.c" || return
    fi
    case $3 in
    plain) gcc -O1 $flags $omp "$1" $with -o "$2" -pthread ;;
    *) $3 -O0 $flags $omp -fsanitize=thread -c "$1" -o "$2.o" &&
        gcc "$2.o" "$root/build/threads/race.o" $with -o "$2" -pthread $omp ;;
    esac
}

. "$here/says.sh"

faulty() { # faulty FILE KIND
    local name want out status
    name=$(basename "$1" .c)
    want="$(class_of "$1"): $(sentence "$1")"
    build "$1" "$scratch/$name.$2" "$2" 2>"$scratch/$name.$2.log" || {
        echo "FAIL observe-threads/faulty/$name-$2: does not compile: $(head -c 300 "$scratch/$name.$2.log")"
        return
    }
    out=$(timeout 60 "$observe" "$scratch/$name.$2" 2>&1 >/dev/null </dev/null)
    status=$?
    # shellcheck disable=SC2053  # the sentence is a pattern
    if [ $status -eq 70 ] && [[ $out == ${want//[/\\[} ]]; then
        echo "ok observe-threads/faulty/$name-$2"
    else
        echo "FAIL observe-threads/faulty/$name-$2: status $status, said \"$out\", wanted \"$want\""
    fi
}

# The line `// typed: TEXT` is typed after the observer has looked often.
typed() {
    local text
    text=$(sed -n 's,^// typed: ,,p' "$1")
    [ -z "$text" ] || { sleep 1 && echo "$text"; }
}

correct() { # correct FILE KIND
    local name out status
    name=$(basename "$1" .c)
    build "$1" "$scratch/$name.$2" "$2" 2>"$scratch/$name.$2.log" || {
        echo "FAIL observe-threads/correct/$name-$2: does not compile: $(head -c 300 "$scratch/$name.$2.log")"
        return
    }
    out=$(typed "$1" | timeout 60 "$observe" "$scratch/$name.$2" 2>&1 >/dev/null)
    status=$?
    if [ $status -eq 0 ] && [ -z "$out" ]; then
        echo "ok observe-threads/correct/$name-$2"
    else
        echo "FAIL observe-threads/correct/$name-$2: status $status, said \"$out\""
    fi
}

one() { # one FILE: all its builds
    case $1 in
    */faulty/*)
        if grep -q '^// expect: RACE' "$1"; then
            faulty "$1" gcc
            faulty "$1" clang
        else faulty "$1" plain; fi ;;
    *)
        correct "$1" plain
        correct "$1" gcc
        # clang brings an OpenMP of its own, which the course does not use
        grep -q '^ *#pragma omp' "$1" || correct "$1" clang ;;
    esac
}

# Two at a time; in the order of their names.
jobs=$(nproc)
files=("$here"/faulty/*.c "$here"/correct/*.c)
[ $# -gt 0 ] && files=("$@")
for file in "${files[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    one "$file" >"$scratch/$(basename "$(dirname "$file")").$(basename "$file").result" &
done
wait
cat "$scratch"/*.result
! grep -q '^FAIL' "$scratch"/*.result
