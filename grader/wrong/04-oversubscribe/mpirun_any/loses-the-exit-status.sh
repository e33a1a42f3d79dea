#!/bin/sh
# expect: WRONG hint=loses-the-exit-status
# Another command runs after mpirun, and the script ends with the status of
# that one.
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
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
mpirun -n "$ranks" --map-by :OVERSUBSCRIBE "$@"
unset OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
