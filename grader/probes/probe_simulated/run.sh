#!/bin/sh
# run.sh RANKS NONCE - runs inside a box: the probe on so many ranks of
# cluster.xml, in simulated time.
#
# Nothing of this machine's own speed is in that time: work takes what the
# probe charges for it, a message what the cluster says, and a core is busy
# for a microsecond to send or to receive one.
set -eu
here=$(dirname "$0")
each=0:1e-6:0
hosts=$(mktemp)
seq -f 'node%g' 0 63 >"$hosts"
status=0
smpirun -np "$1" -platform "$here/cluster.xml" -hostfile "$hosts" \
    --cfg=smpi/simulate-computation:no \
    --cfg=smpi/bw-factor:0:1 --cfg=smpi/lat-factor:0:1 \
    --cfg=network/crosstraffic:0 \
    --cfg=smpi/os:$each --cfg=smpi/ois:$each --cfg=smpi/or:$each \
    --cfg=smpi/bcast:binomial_tree \
    --log=root.thres:critical "$here/probe" "$2" || status=$?
rm -f "$hosts"
exit $status
