#!/bin/sh
# warnings.sh FLAGS -- FILES - each C file compiles without a warning under
# gcc and under clang, and with the headers of both MPIs.  Prints `ok` or
# `FAIL` lines.
set -eu
machine=${0%/*}
object=$(mktemp)
trap 'rm -f "$object"' EXIT
flags=
while [ "$1" != -- ]; do
    flags="$flags $1"
    shift
done
shift
status=0
for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || {
        echo "skip warnings under $compiler: it is not installed"
        continue
    }
    for file; do
        name=${file##*/}
        if grep -q 'include <mpi.h>' "$file"; then
            with="openmpi mpich"
        else
            with=none
        fi
        openmp=
        ! grep -q '^ *# *pragma omp ' "$file" || openmp=-fopenmp
        for mpi in $with; do
            case $mpi in
            none) command=$compiler ;;
            *) command=$machine/mpicc ;;
            esac
            label="$name compiles cleanly with $compiler"
            [ "$mpi" = none ] || label="$label and $mpi"
            # The flags are meant to be split.
            # shellcheck disable=SC2086
            if said=$(CC=$compiler MPI=$mpi $command $flags $openmp -Werror \
                -c -o "$object" "$file" 2>&1); then
                echo "ok $label"
            else
                echo "FAIL $label: $(printf '%s\n' "$said" | grep -m 1 . || true)"
                status=1
            fi
        done
    done
done
exit $status
