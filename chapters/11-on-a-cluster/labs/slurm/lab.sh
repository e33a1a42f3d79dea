#!/bin/bash
# lab.sh [NODES] [COMMAND...] - a Slurm of your own, for as long as COMMAND
# runs; a shell if there is none.  LAB_CPUS: cores a node claims to have.
# LAB_BIND=yes: it has those of this machine, and holds each task to its own.
# LAB_PATIENCE: seconds without an answer after which a node counts as dead.
# --has-slurm: only says whether everything is here.
#
# munged, slurmctld and one slurmd a node, talking over 127.0.0.1, all that they
# write in one new folder.  Nothing of a Slurm that this machine may have is
# read or touched.  Works as root and as an ordinary user, without systemd
# and without cgroups.  Status: that of COMMAND, 2 if there is no Slurm.
set -u
# Debian keeps the daemons where an ordinary user's PATH does not look.
PATH=$PATH:/usr/sbin:/sbin
lab=$(cd "$(dirname "$0")" && pwd)
chapter=${lab%/labs/slurm}
for command in munged slurmctld slurmd sbatch; do
    command -v $command >/dev/null || {
        echo "lab-slurm: $command is missing. Debian and Ubuntu have it:" \
            "apt-get install munge slurmctld slurmd slurm-client" \
            "(make setup does that)." >&2
        exit 2
    }
done
[ "${1:-}" != --has-slurm ] || exit 0

nodes=${1:-1}
[ $# -eq 0 ] || shift
case $nodes in
[1-9]) ;;
*)
    echo "lab-slurm: NODES must be a number from 1 to 9, not \"$nodes\"." >&2
    exit 2
    ;;
esac

# Slurm can bind only if a node has as many cores as it claims.
cpus=${LAB_CPUS:-4} task=none
[ -z "${LAB_BIND:-}" ] || cpus=$(getconf _NPROCESSORS_ONLN) task=affinity

# Short, because the path of a socket may have no more than 107 bytes.
dir=$(mktemp -d /tmp/mh-slurm-XXXXXX) || exit 2
chmod 755 "$dir"
export SLURM_CONF=$dir/slurm.conf MH_SLURM=$dir MH_SLURM_LAB=$lab

# The caretaker clears away when this shell is gone, however it ended: it
# reads from a pipe whose other end only this shell holds.
mkfifo "$dir/alive"
setsid "$lab/down.sh" "$dir" &
caretaker=$!
exec 9>"$dir/alive"
clear_away() {
    trap '' INT TERM HUP
    exec 9>&-
    wait $caretaker
}
trap clear_away EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Where does nobody answer?  One port for slurmctld, one for each node.
free_ports() {
    local port
    for port in $(seq "$1" $(($1 + nodes))); do
        ! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || return 1
    done
}

conf() { # conf FIRST_PORT [MPI]
    local me host n
    me=$(id -un) host=$(hostname)
    host=${host%%.*} # Slurm knows no domains
    cat <<CONF
ClusterName=lab
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$1
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
AuthInfo=socket=$dir/munge.sock,cred_expire=10
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool.%n
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.%n.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/$task
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=${2:-none}
TmpFS=$dir/tmp.%n
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=100
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0,bf_interval=1
SlurmdTimeout=${LAB_PATIENCE:-3}
KillWait=2
ReturnToService=2
PropagateResourceLimits=NONE
CONF
    # Told so, Slurm listens at the address of the machine's name alone.  That
    # helps only if it is the one at which we call.
    case $(timeout 2 getent ahostsv4 "$(hostname)") in
    127.0.0.1*) echo CommunicationParameters=NoCtldInAddrAny,NoInAddrAny ;;
    esac
    for n in $(seq "$nodes"); do
        echo "NodeName=n$n NodeHostname=$host NodeAddr=127.0.0.1" \
            "Port=$(($1 + n)) CPUs=$cpus RealMemory=2000"
    done
    echo "PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP"
}

# Says what the daemons wrote last, and gives up.
give_up() {
    echo "lab-slurm: $1; the last words of the daemons:" >&2
    tail -q -n 4 "$dir"/*.log "$dir/said" 2>/dev/null >&2
    exit 2
}

start_slurm() {
    local n
    slurmctld -i -c -f "$SLURM_CONF" || return 1
    for n in $(seq "$nodes"); do
        start_node "n$n" || return 1
    done
}

all_idle() {
    [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" -eq "$nodes" ]
}

# What ranks of Open MPI need to be started by srun.  The files of their
# shared memory have names that all nodes of one machine would share, so they
# talk over the loopback instead.
speak_mpi() { # speak_mpi FIRST_PORT
    if srun --mpi=list 2>&1 | grep -qw pmix; then
        conf "$1" pmix >"$SLURM_CONF"
    else
        echo "lab-slurm: this Slurm has no plugin pmix, so srun cannot start" \
            "the ranks of Open MPI; say mpirun in a job instead." >&2
    fi
    export OMPI_MCA_btl=self,tcp OMPI_MCA_btl_tcp_if_include=lo OMPI_MCA_pml=ob1
    export OMPI_MCA_oob_tcp_if_include=lo OMPI_MCA_mpi_yield_when_idle=1
    export HWLOC_COMPONENTS=-gl HWLOC_HIDE_ERRORS=2 PMIX_MCA_gds=hash
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
}

# The folder in which the shell begins: the jobs of this lab and of the
# lesson, and the program of the latter.
make_jobs() {
    local file
    mkdir "$dir/jobs" && cp "$lab"/*.slurm "$dir/jobs" || exit 2
    for file in job.slurm ../../build/programs/openmpi/where_am_i; do
        cp "$chapter/$file" "$dir/jobs" 2>/dev/null ||
            echo "lab-slurm: ${file##*/} is not here; make lab-slurm brings it." >&2
    done
}

bring_up() {
    local port n
    mkdir "$dir/state"
    for n in $(seq "$nodes"); do mkdir "$dir/tmp.n$n"; done
    (umask 077 && head -c 128 /dev/urandom >"$dir/munge.key")
    munged --key-file="$dir/munge.key" --socket="$dir/munge.sock" \
        --pid-file="$dir/munged.pid" --log-file="$dir/munged.log" \
        --seed-file="$dir/munge.seed" --num-threads=2 2>"$dir/said" ||
        give_up "munged does not start"
    for _ in $(seq 20); do
        port=$((20000 + RANDOM % 1000 * 10))
        free_ports $port && break
    done
    conf $port >"$SLURM_CONF"
    speak_mpi $port
    start_slurm >"$dir/said" 2>&1 || give_up "Slurm does not start"
    for _ in $(seq 300); do
        all_idle && return
        sleep 0.1
    done
    give_up "the nodes did not answer within 30 seconds"
}

# What a shell in the lab may say besides Slurm's own commands.
# In parentheses: what runs in the foreground dies with its terminal.
until_done() ( # until_done JOB: waits until it has left the queue
    while [ -n "$(squeue -h -j "$1" 2>/dev/null)" ]; do sleep 0.2; done
)
kill_node() { # kill_node n2: pulls its plug
    "$MH_SLURM_LAB/down.sh" "$MH_SLURM" "$1"
}
start_node() { # start_node n2: switches it on again
    slurmd -N "$1" -f "$SLURM_CONF"
}
export -f until_done kill_node start_node

bring_up 9>&-
make_jobs
if [ $# -gt 0 ]; then
    "$@" 9>&-
    exit
fi
cd "$dir/jobs" || exit 2
if [ -t 0 ]; then
    echo "A Slurm of your own: $nodes node(s) of $cpus cores." \
        "Try sinfo. It is gone when you leave this shell (exit), and so" \
        "are the files of the folder in which you are."
    PS1='slurm$ ' bash --norc -i 9>&-
else
    bash 9>&-
fi
