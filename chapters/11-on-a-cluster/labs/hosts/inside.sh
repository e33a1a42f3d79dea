#!/bin/bash
# inside.sh - in the namespaces of lab.sh: makes a switch and three hosts,
# then a shell on node1.  Process 1 here: with it everything ends.
set -euo pipefail
here=$(cd "${0%/*}" && pwd)
export lab_work lab_net=10.99.0
nodes='node1 node2 node3'

mount -t tmpfs lab "$lab_work"
cd "$lab_work"
mkdir bin
for command in "$here"/commands/*; do
    ln -s "$command" bin/
done
ln -s "$lab_launcher" bin/mpirun
for program in $lab_programs; do
    ln -s "$lab_folder/$program" .
done

# The switch is a bridge; its two-ended cables are pairs of devices.
ip link set lo up
ip link add switch type bridge
ip link set switch up
echo '127.0.0.1 localhost' >names
for node in $nodes; do
    echo "$lab_net.${node#node} $node" >>names
    echo "$node slots=2" >>hosts
done
mount --bind names /etc/hosts

export PATH=$lab_work/bin:$PATH TMPDIR=$lab_work
for node in $nodes; do
    start-node "$node"
done

# mpirun reaches the other hosts by `agent` where it would use ssh.
export OMPI_MCA_plm_rsh_agent=$lab_work/bin/agent
export OMPI_MCA_btl=self,vader,tcp OMPI_MCA_btl_tcp_if_include=eth0
export OMPI_MCA_oob_tcp_if_include=eth0
export OMPI_MCA_pml=ob1 OMPI_MCA_mpi_yield_when_idle=1 OMPI_MCA_memory=^patcher
export OMPI_MCA_hwloc_base_binding_policy=none
export OMPI_MCA_btl_vader_single_copy_mechanism=none PMIX_MCA_gds=hash
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export HWLOC_COMPONENTS=-gl HWLOC_HIDE_ERRORS=2

# No `exec`: process 1 must be one whose end nobody misses.
if [ -t 0 ]; then
    cat "$here/welcome.txt"
    on-node node1 env 'PS1=node1$ ' bash --norc -i || true
else
    on-node node1 bash
fi
