#!/bin/bash
# class_slurm.sh [plain|slurm] - what it costs to hand a class to Slurm: one
# class is graded twice on all cores of this machine, plainly and by a Slurm
# of one node, the named way first.  Prints KEY VALUE lines.
#
#     SIZE=12 CHAPTER=2   submissions, and the chapter that is graded
#
# slurm.wall   wall time of the class by Slurm / plainly
# slurm.cpu    CPU time of both, that of Slurm's daemons included; only where
#              the kernel counts it for a group of processes (root, cgroup v1)
#
# The Slurm is up before, and its start does not count.
set -u
cd "$(dirname "$0")/../.." || exit 1
cores=$(getconf _NPROCESSORS_ONLN)
export LAB_CPUS=$cores LAB_PATIENCE=300 # busy is not dead

used() { cat "$group/cpuacct.usage" 2>/dev/null || echo 0; }

# graded KEY COMMAND...: KEY, its wall and its CPU time in ns.  Status 1: some
# answers are wrong, as they are meant to be.
graded() {
    local key=$1 began cpu
    shift
    began=$(date +%s%N) cpu=$(used)
    "$@" --submissions "$room/in" --chapter "${CHAPTER:-2}" --seed 20 \
        >"$room/log" 2>&1 </dev/null
    [ $? -le 1 ] || { tail -n 5 "$room/log" >&2; return 1; }
    echo "$key $(($(date +%s%N) - began)) $(($(used) - cpu))"
}
plain() { graded plain build/bin/class --out "$room/plain" --jobs "$cores"; }
slurm() { graded slurm grader/machine/class_slurm.sh "$room/slurm"; }

if [ "${1:-}" = --in-lab ]; then
    room=$3 group=$4
    case $2 in plain) plain && slurm ;; *) slurm && plain ;; esac
    exit
fi

room=$(mktemp -d /tmp/many-hands-bench-XXXXXX) || exit 1
group=/sys/fs/cgroup/cpuacct/many-hands-bench-$$
trap 'rm -rf "$room"; rmdir "$group" 2>/dev/null' EXIT
chmod 755 "$room"
# Every other one hands in the solutions, the rest the starters.
for ((i = 0; i < ${SIZE:-12}; i++)); do
    case $((i % 2)) in 0) from=solutions ;; *) from=exercises ;; esac
    mkdir -p "$room/in" && cp -r $from "$room/in/student-$i"
    for file in "$room/in/student-$i"/*/*.c; do echo "// student $i" >>"$file"; done
done
# The daemons are to be in the group too, but not this shell, which ends it.
mkdir "$group" 2>/dev/null
(
    ! [ -d "$group" ] || echo "$BASHPID" >"$group/cgroup.procs"
    exec chapters/11-on-a-cluster/labs/slurm/lab.sh 1 "$0" --in-lab \
        "${1:-plain}" "$room" "$group" </dev/null
) >"$room/times" || exit 1
awk '{ wall[$1] = $2; cpu[$1] = $3 }
    END {
        if (!("plain" in wall && "slurm" in wall))
            exit 1
        printf "slurm.wall %.4f\n", wall["slurm"] / wall["plain"]
        if (cpu["plain"] > 0)
            printf "slurm.cpu %.4f\n", cpu["slurm"] / cpu["plain"]
    }' "$room/times"
cat "$room/times" >&2
