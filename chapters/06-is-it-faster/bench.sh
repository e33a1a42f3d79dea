#!/bin/sh
# bench.sh - pi on 1 .. P workers by fork, thread and MPI, as CSV: what
# `make scaling` runs.
#
# usage: chapters/06-is-it-faster/bench.sh P ROUNDS DARTS
# Round by round through all kinds and numbers of workers, so that a
# disturbance of some seconds does not hit one point alone.  The times are
# those that the programs take themselves: no launcher is in them.
set -eu
most=$1 rounds=$2 darts=$3
for number in "P=$most" "ROUNDS=$rounds" "DARTS=$darts"; do
    case ${number#*=} in
    '' | 0* | *[!0-9]*)
        echo "scaling: $number must be a number from 1" >&2
        exit 2
        ;;
    esac
done
machine=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null |
    head -n 1)
echo "# machine ${machine:-unknown}"
echo "# cores $(nproc)"
echo "# darts $darts"
echo "kind,workers,round,seconds,cpu_sum,cpu_max"

# run KIND WORKERS ROUND COMMAND... - one line from what COMMAND prints
run() {
    kind=$1 workers=$2 round=$3
    shift 3
    text=$("$@") || exit 1 # a failed program stops the measurement
    printf '%s\n' "$text" | awk -v head="$kind,$workers,$round" '
        $1 == "worker" || $1 == "rank" {
            for (i = 2; i < NF; i++)
                if ($(i - 1) == "CPU" && $i == "time") {
                    cpu = $(i + 1) + 0
                    sum += cpu
                    if (cpu > max) max = cpu
                }
        }
        $1 == "time:" { seconds = $2 + 0 }
        END { printf "%s,%.6f,%.6f,%.6f\n", head, seconds, sum, max }'
}

round=1
while [ "$round" -le "$rounds" ]; do
    p=1
    while [ "$p" -le "$most" ]; do
        n=$((darts - darts % p)) # all programs share evenly
        run fork "$p" "$round" ./pi_fork "$n" "$p"
        run thread "$p" "$round" ./pi_pthread "$n" "$p"
        run mpi "$p" "$round" \
            grader/machine/mpirun -n "$p" ./whose_time "$n" even
        p=$((p + 1))
    done
    printf 'scaling: round %d of %d\n' "$round" "$rounds" >&2
    round=$((round + 1))
done
