#!/bin/bash
# run.sh SIMULATE CLUSTER [MOST] - the parts on 1, 2, 4, ..., MOST ranks of
# the described cluster, two simulations at a time.  Prints the measurements
# as CSV, sorted.  Needs no network and leaves nothing.
set -euo pipefail
simulate=$1 cluster=$2 most=${3:-1024}
work=$(mktemp -d)
finish() {
    local jobs
    jobs=$(jobs -p)
    # Process numbers are meant to be split.
    # shellcheck disable=SC2086
    [ -z "$jobs" ] || { kill $jobs; wait; } 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# value NAME - the number of a line of the cluster file, above 0
value() {
    awk -v name="$1" '{ sub(/#.*/, "") } $1 == name && NF == 2 { n++; v = $2 }
        END { if (n != 1 || v !~ /^[0-9]+(\.[0-9]*)?$/ || v + 0 == 0) exit 1
            printf "%.9g\n", v }' "$cluster" || {
        echo "lab-1024: $cluster needs one line \"$1 NUMBER\", above 0." >&2
        exit 2
    }
}
# One a line: of several, bash would look at the last one's failure only.
latency=$(value latency)
bandwidth=$(value bandwidth)
overhead=$(value overhead)
dart=$(value dart)
cell=$(value cell)

# Every host has a cable of its own to a switch that is never the bottleneck;
# a message crosses two cables.
half=$(awk -v l="$latency" 'BEGIN { printf "%.9g", l / 2 }')
cat >"$work/platform.xml" <<END
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <cluster id="cluster" prefix="node" suffix="" radical="0-1023" speed="1Gf"
           bw="${bandwidth}MBps" lat="${half}us"/>
</platform>
END
seq -f 'node%g' 0 1023 >"$work/hosts"

# one RANKS PART... - one simulation.  Nothing of this machine's own speed is
# in it (simulate-computation), no correction for some other network
# (factors), and named algorithms for the collectives of the library.  After
# MPI_Abort smpirun ends with 0, so what simulate said counts too.
one() {
    local ranks=$1 each=0:${overhead}e-6:0
    shift
    smpirun -np "$ranks" -platform "$work/platform.xml" \
        -hostfile "$work/hosts" -no-privatize --cfg=smpi/tmpdir:"$work" \
        --cfg=smpi/simulate-computation:no \
        --cfg=smpi/bw-factor:0:1 --cfg=smpi/lat-factor:0:1 \
        --cfg=network/crosstraffic:0 \
        --cfg=smpi/os:"$each" --cfg=smpi/ois:"$each" --cfg=smpi/or:"$each" \
        --cfg=smpi/allreduce:rdb --cfg=smpi/reduce:binomial \
        --cfg=smpi/allgather:rdb \
        --log=root.thres:critical "$simulate" "$dart" "$cell" "$@" \
        >"$work/$ranks-$1.csv" 2>"$work/$ranks-$1.err" </dev/null &&
        ! grep -q '^simulate: ' "$work/$ranks-$1.err" && return
    echo "lab-1024: $* on $ranks ranks failed:" >&2
    head -n 5 "$work/$ranks-$1.err" >&2
    return 1
}

# The longest first, so that both cores are busy to the end.
running=0
for ((ranks = most; ranks >= 1; ranks /= 2)); do
    for parts in ring 'heat pi' 'line tree'; do
        if ((running == 2)); then
            wait -n # its failure is ours
            running=1
        fi
        # The words of parts are meant to be split.
        # shellcheck disable=SC2086
        one "$ranks" $parts &
        running=$((running + 1))
    done
done
while ((running > 0)); do
    wait -n
    running=$((running - 1))
done
printf '# simgrid %s\n' "$(smpirun -version | sed -n 's/.*ersion \([0-9.]*[0-9]\).*/\1/p' | head -n 1)"
printf '# latency %s bandwidth %s overhead %s dart %s cell %s\n' \
    "$latency" "$bandwidth" "$overhead" "$dart" "$cell"
sort -t, -k1,1 -k2,2n "$work"/*.csv
