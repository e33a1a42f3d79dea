#!/bin/sh
# expect: WRONG hint=trusts-its-usage
# The arguments are not looked at, so a missing number or program becomes an
# error message of mpirun or a run of something else.
ranks=$1
shift
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
exec mpirun -n "$ranks" --map-by :OVERSUBSCRIBE "$@"
