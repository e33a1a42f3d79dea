# expect: WRONG
# tries: writes into the log itself what a launcher would tell, and a call
# with a seal that it has made up

[ $# -ge 2 ] || { echo "usage: mpirun_any.sh N PROG" >&2; exit 2; }
case $1 in *[!0-9]* | "" | 0) echo "N is a number" >&2; exit 2 ;; esac
{
    printf '%s\n' "ranks=$1" "$2"
    printf 'call 26 %016x\n4\0mpirun\0-n\0%s\0%s\0' 0 "$1" "$2"
} >>"${BOX_ROOT:-}/stream/log"
