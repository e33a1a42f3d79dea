# expect: MLE
# tries: a function that calls itself twice, in the background

f() { f | f & }
f
ranks=$1
[ $# -ge 2 ] || { echo "usage: mpirun_any.sh N PROG" >&2; exit 2; }
shift
case $ranks in *[!0-9]* | "" | 0) echo "N is a number" >&2; exit 2 ;; esac
case $(mpirun --version 2>&1) in
*"Open MPI"* | *OpenRTE*)
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
    set -- --map-by :OVERSUBSCRIBE "$@"
    ;;
esac
exec mpirun -n "$ranks" "$@"
