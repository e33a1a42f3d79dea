# expect: PASS
# tries: nothing of use: fills every folder it can write, all of them in the box

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
cat /dev/zero >/tmp/a 2>/dev/null
cat /dev/zero >/dev/shm/a 2>/dev/null
cat /dev/zero >./a 2>/dev/null
exec mpirun -n "$ranks" "$@"
