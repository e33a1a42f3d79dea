#!/bin/sh
# expect: WRONG hint=always-says-oversubscribe
# --oversubscribe is given to every launcher, also to Hydra and Intel MPI,
# which do not know the option.
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
exec mpirun -n "$ranks" --oversubscribe "$@"
