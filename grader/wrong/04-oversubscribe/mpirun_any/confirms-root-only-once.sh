#!/bin/sh
# expect: WRONG hint=confirms-root-only-once
# Only one of the two variables that let root run Open MPI is set, and Open
# MPI wants both.
usage()
{
    echo "usage: mpirun_any.sh N PROG [ARG...]" >&2
    exit 2
}

case $1 in
    '' | *[!0-9]* | 0) usage ;;
esac
[ $# -ge 2 ] || usage
ranks=$1
shift
OMPI_ALLOW_RUN_AS_ROOT=1
export OMPI_ALLOW_RUN_AS_ROOT
exec mpirun -n "$ranks" --map-by :OVERSUBSCRIBE "$@"
