#!/bin/sh
# expect: WRONG hint=sets-the-variable-of-version-4
# Oversubscription is allowed by a variable that Open MPI 4 reads and Open
# MPI 5 no longer knows.
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
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
export OMPI_MCA_rmaps_base_oversubscribe
exec mpirun -n "$ranks" "$@"
