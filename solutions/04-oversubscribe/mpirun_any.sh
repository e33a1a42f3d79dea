#!/bin/sh
# mpirun_any.sh N PROG [ARG...] - start N ranks of PROG with any mpirun.

usage()
{
    echo "usage: mpirun_any.sh N PROG [ARG...], N a number from 1" >&2
    exit 2
}

[ $# -ge 2 ] || usage
ranks=$1
shift
case $ranks in
    *[!0-9]*) usage ;; # a character that is not a digit
    *[1-9]*) ;;
    *) usage ;; # empty, or nothing but zeros
esac

case $(mpirun --version 2>&1) in
    *"Open MPI"* | *OpenRTE*)
        # Only these two together let root run; other users do not care.
        OMPI_ALLOW_RUN_AS_ROOT=1
        OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
        export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
        # Two words: Open MPI 4 does not know --map-by=:OVERSUBSCRIBE.
        exec mpirun -n "$ranks" --map-by :OVERSUBSCRIBE "$@"
        ;;
    *)
        # Hydra and Intel MPI count no slots, so they never refuse.
        exec mpirun -n "$ranks" "$@"
        ;;
esac
