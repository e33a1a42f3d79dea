#!/bin/sh
# expect: WRONG hint=tries-again-after-failure
# Every failure is taken for a refusal of the options, so a program that
# ends with an error is started a second time.
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
mpirun -n "$ranks" --map-by :OVERSUBSCRIBE "$@" 2>/dev/null ||
    mpirun -n "$ranks" "$@"
