#!/bin/sh
# expect: WRONG hint=leaves-n-out
# The number of ranks is taken off the arguments but never handed to mpirun,
# which then chooses one itself.
usage()
{
    echo "usage: mpirun_any.sh N PROG [ARG...]" >&2
    exit 2
}

case $1 in
    '' | *[!0-9]* | 0) usage ;;
esac
[ $# -ge 2 ] || usage
shift
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
exec mpirun --map-by :OVERSUBSCRIBE "$@"
