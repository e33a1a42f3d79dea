#!/bin/sh
# measure.sh - times pi on 1, 2, ... workers; writes the input of speedup_svg.
#
# usage: measure.sh [DIRECTORY]
# DIRECTORY holds pi_serial, pi_fork and pi_pthread (default: here).  Each
# time is the best of five runs: other programs can only make a run slower.
# 840,000,000 darts divide evenly by 1, 2, ..., 8 workers.
set -eu
dir=${1:-.}
darts=${DARTS:-840000000}
cores=$(nproc)
most=$cores
[ "$most" -ge 4 ] || most=4
[ "$most" -le 8 ] || most=8

# best COMMAND... - the smallest time that five runs of COMMAND print
best() {
    for run in 1 2 3 4 5; do
        "$@"
    done | awk '$1 == "time:" && (best == "" || $2 + 0 < best) { best = $2 + 0 }
                END { if (best == "") exit 1; printf "%.6f\n", best }'
}

# A failed program must stop the script: so no `echo $(best ...)`.
echo "# seconds for $darts darts, best of 5"
echo "cores $cores"
seconds=$(best "$dir/pi_serial" "$darts")
echo "serial 1 $seconds"
workers=1
while [ "$workers" -le "$most" ]; do
    seconds=$(best "$dir/pi_fork" "$darts" "$workers")
    echo "fork $workers $seconds"
    seconds=$(best "$dir/pi_pthread" "$darts" "$workers")
    echo "thread $workers $seconds"
    workers=$((workers + 1))
done
