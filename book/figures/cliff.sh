#!/bin/sh
# cliff.sh - what a message takes and where a send begins to wait, for both
# MPIs, by chapter 8's pingpong and eager: the input of cliff_svg.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chapter=chapters/08-send-receive-ring
echo "# what pingpong 2 and eager said, two ranks on one machine"
for mpi in openmpi mpich; do
    compiler=$(machine=grader/machine; . grader/machine/mpi.sh; mpi_compiler $mpi)
    for program in pingpong eager; do
        "$compiler" -std=c11 -O2 -Ichapters/include -o "$work/$program" \
            "$chapter/$program.c"
        MPI=$mpi grader/machine/mpirun -n 2 "$work/$program" \
            $([ $program = eager ] || echo 2) >"$work/$program.txt"
    done
    awk -v mpi=$mpi '/at once up to/ { print mpi ",limit," $(NF - 1) }' \
        "$work/eager.txt"
    awk -v mpi=$mpi '$2 == "bytes" { print mpi "," $1 "," $3 }' \
        "$work/pingpong.txt"
done
