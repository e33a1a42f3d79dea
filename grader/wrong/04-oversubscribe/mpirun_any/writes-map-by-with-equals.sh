#!/bin/sh
# expect: WRONG hint=writes-map-by-with-equals
# --map-by=:OVERSUBSCRIBE in one word is the spelling of Open MPI 5; Open
# MPI 4 calls it an unknown option.
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
case $(mpirun --version) in
    *"Open MPI"*)
        OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
        export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
        exec mpirun -n "$ranks" --map-by=:OVERSUBSCRIBE "$@"
        ;;
esac
exec mpirun -n "$ranks" "$@"
