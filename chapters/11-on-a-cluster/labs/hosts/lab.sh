#!/bin/bash
# lab.sh FOLDER PROGRAM... - a shell on the first of three hosts that are
# network namespaces of this machine.  Reads commands from stdin; FOLDER
# holds the programs.
#
# Everything is made inside namespaces of its own: processes, network, names
# and mounts.  When the shell ends the kernel takes them away, whatever
# happened in between; an ordinary user needs no root for it.
set -euo pipefail
here=$(cd "${0%/*}" && pwd)
machine=$(cd "$here/../../../../grader/machine" && pwd)
. "$machine/mpi.sh"
PATH=$PATH:/usr/sbin:/sbin # where ip is, for an ordinary user

refuse() {
    echo "lab-hosts: $1" >&2
    exit 3
}

for tool in unshare:util-linux nsenter:util-linux ip:iproute2; do
    command -v "${tool%:*}" >/dev/null ||
        refuse "there is no ${tool%:*} here. On Debian or Ubuntu: apt-get install ${tool#*:} (make setup does it)."
done
launcher=$(mpi_launcher openmpi) ||
    refuse "there is no mpirun of Open MPI here: make setup."
[ "$(mpi_family "$launcher")" = openmpi4 ] ||
    refuse "this lab speaks to Open MPI 4 (its plm_rsh_agent); here is $("$launcher" --version | head -n 1)."

# The namespaces: as root without a user namespace, else with one.
try() {
    unshare "$@" sh -c 'ip link add cable type veth peer name end &&
        ip link add switch type bridge && mount -t tmpfs lab /proc' 2>&1
}
common=(--net --mount --pid --fork --mount-proc --kill-child)
if [ "$(id -u)" -eq 0 ] && why=$(try "${common[@]}"); then
    namespaces=("${common[@]}")
elif why=$(try --user --map-root-user "${common[@]}"); then
    namespaces=(--user --map-root-user "${common[@]}")
else
    refuse "this kernel gives user $(id -un) no network of their own (${why##*$'\n'}). Try as root: sudo make lab-hosts. In a container: start it with --privileged. On Ubuntu 24.04: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0."
fi

folder=$(cd "$1" && pwd)
shift
# Only a place to mount on: what is made there is seen inside alone.
build=$(cd "$here/../../../.." && mkdir -p build/lab-hosts && cd build && pwd)
lab_folder=$folder lab_work=$build/lab-hosts lab_relay=$build/bin/relay \
    lab_programs=$* lab_launcher=$launcher \
    exec unshare "${namespaces[@]}" "$here/inside.sh"
