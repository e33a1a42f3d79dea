#!/bin/sh
# weak.sh - the variables behind an MPI's handles, declared weak.
#
#     weak.sh openmpi build/weak.h
#
# In Open MPI MPI_INT is the address of a variable of libmpi.  The watching
# library is also loaded into processes without libmpi, where such an address
# must be NULL and not an error.
set -eu
machine=${0%/*}/../../machine
echo '#include <mpi.h>' >"$2.c"
{
    echo "/* made by weak.sh for $1 */"
    MPI=$1 "$machine/mpicc" -E "$2.c" |
        sed -n 's/.*extern.*[ *]\(ompi_[a-z_0-9]*\);.*/#pragma weak \1/p' |
        sort -u
} >"$2"
rm -f "$2.c"
