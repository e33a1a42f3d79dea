#!/bin/sh
# expect: WRONG hint=passes-the-number-on
# "$@" still begins with the number of ranks.
[ $# -ge 2 ] || { echo "usage: mpirun_any.sh N PROG [ARG...]" >&2 && exit 2; }
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
exec mpirun -n "$1" --map-by :OVERSUBSCRIBE "$@"
