#!/bin/bash
# lab_test.sh - the lab comes up, works, and leaves nothing, however it ends.
#
# Prints `ok NAME`, `FAIL NAME: why` or `skip NAME: why` for each test.
set -u
lab=$(cd "$(dirname "$0")" && pwd)
root=${lab%/chapters/*}
program=build/programs/openmpi/where_am_i
if ! "$lab/lab.sh" --has-slurm 2>/dev/null; then
    echo 'skip lab-slurm: no Slurm here; make setup brings it'
    exit 0
fi
scratch=$(mktemp -d /tmp/many-hands-test-XXXXXX) || exit 2
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0
export LAB_PATIENCE=300 # nothing here is about time

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok lab-slurm/$1"; else
        echo "FAIL lab-slurm/$1: $3"
        failed=1
    fi
}
said() { tr '\n' ' ' <"$scratch/said" | head -c 400; }
wait_until() { # at most a minute
    for _ in $(seq 300); do
        "$@" && return 0
        sleep 0.2
    done
    return 1
}

# Is nothing left of the lab whose folder stands in $scratch/dir, nor of the
# daemon that its job has left behind?
gone() {
    local dir
    dir=$(cat "$scratch/dir")
    [ -n "$dir" ] && [ ! -e "$dir" ] && ! pgrep -f "$dir" >/dev/null &&
        ! pgrep -f "sleep $nap" >/dev/null
}
left() { ls -d "$(cat "$scratch/dir")" 2>&1; pgrep -a -f "$(cat "$scratch/dir")|sleep $nap"; }
nap=1$(printf '%05d' $$)

# --- calls ------------------------------------------------------------------------

"$lab/lab.sh" 12 true >"$scratch/said" 2>&1 </dev/null
[ $? -eq 2 ] && grep -q 'NODES must be a number from 1 to 9' "$scratch/said"
verdict bad-nodes $? "$(said)"
mkdir "$scratch/bin"
ln -s "$(command -v dirname)" "$scratch/bin"
sed 's,^PATH=.*,PATH='"$scratch/bin"',' "$lab/lab.sh" >"$scratch/no-slurm.sh"
bash "$scratch/no-slurm.sh" 1 true >"$scratch/said" 2>&1 </dev/null
[ $? -eq 2 ] && grep -q 'munged is missing.*apt-get install munge slurmctld' "$scratch/said"
verdict without-slurm $? "$(said)"

# --- one that works, and another beside it -------------------------------------------

# A job that leaves a daemon behind; then `ready`.
cat >"$scratch/work" <<'END'
echo "$MH_SLURM" >"$1/dir"
sbatch --output=/dev/null --wrap "setsid sleep $2 & echo >$1/runs; sleep $2" >/dev/null
until [ -s "$1/runs" ]; do sleep 0.1; done
echo ready >"$1/ready"
END
cat >"$scratch/good" <<'END'
. "$1/work"
"$MH_SLURM_LAB/lab.sh" 1 srun sh -c 'echo "other: $SLURMD_NODENAME"'
srun --nodes=3 sh -c 'echo "$SLURMD_NODENAME"' | sort | tr '\n' ' '
echo
ports=$(grep -oE '(SlurmctldPort|Port)=[0-9]+' "$SLURM_CONF" | cut -d = -f 2 | paste -sd '|')
echo "ports $(awk -v ports="$ports" 'BEGIN { split(ports, p, "|"); for (i in p) hex[sprintf("%04X", p[i])] = 1 }
    $4 == "0A" { split($2, a, ":"); if (a[2] in hex) print a[1] }' /proc/net/tcp /proc/net/tcp6 | sort | uniq -c | xargs)"
exit 3
END
"$lab/lab.sh" 3 bash "$scratch/good" "$scratch" $nap >"$scratch/said" 2>&1 </dev/null
[ $? -eq 3 ]
verdict status-of-the-command $? "$(said)"
grep -qx 'n1 n2 n3 ' "$scratch/said" && grep -q 'other: n1' "$scratch/said"
verdict two-at-once $? "$(said)"
# only where the machine's own name is 127.0.0.1 can Slurm be held to it
grep -qx 'ports 4 0100007F' "$scratch/said" ||
    [[ $(timeout 2 getent ahostsv4 "$(hostname)") != 127.0.0.1* ]]
verdict loopback-only $? "$(said)"
gone
verdict nothing-is-left $? "$(left)"

echo 'sinfo -h -o %D; [ -x where_am_i ] && [ -r job.slurm ] && echo both; echo "$MH_SLURM" >'"$scratch/dir" | "$lab/lab.sh" >"$scratch/said" 2>&1
[ $? -eq 0 ] && grep -qx 1 "$scratch/said" && grep -qx both "$scratch/said" && gone
verdict commands-from-a-pipe $? "$(said)"

# --- the lesson's job ---------------------------------------------------------------

# where RANKS NODES FILE: did each rank say once where it is, as many on each node?
where() {
    local each=$(($1 / $2)) r want
    want=$(for r in $(seq 0 $(($1 - 1))); do echo "rank $r of $1: $((r % each)) of $each"; done)
    [ "$(sed -nE 's/^(rank [0-9]+ of [0-9]+: )on [^,]*, number ([0-9]+ of [0-9]+) there, [0-9]+ cores allowed$/\1\2/p' "$3" | sort)" = "$want" ]
}
# $1 is the scratch folder.  Four ranks by srun and by mpirun, on two nodes.
cat >"$scratch/jobs" <<'END'
cd "$MH_SLURM/jobs"
two='--nodes=2 --ntasks=4 --ntasks-per-node=2'
sbatch --wait job.slurm && cp where-*.txt "$1/one" && rm where-*.txt
sbatch --wait $two job.slurm && cp where-*.txt "$1/two"
sbatch --wait $two --output="$1/by-mpirun" --wrap 'mpirun ./where_am_i'
srun --mpi=none ./where_am_i >"$1/none" 2>&1
echo "$?" >"$1/status"
srun --mpi=pmix --nodes=3 --ntasks=6 --ntasks-per-node=2 ./where_am_i >"$1/pmix" 2>&1
END
"$lab/lab.sh" 3 bash "$scratch/jobs" "$scratch" >"$scratch/said" 2>&1 </dev/null
grep -q '^job [0-9]* has 2 ranks on n1$' "$scratch/one" && where 2 1 "$scratch/one"
verdict job.slurm $? "$(said) $(cat "$scratch/one")"
grep -q '^job [0-9]* has 4 ranks on n\[1-2\]$' "$scratch/two" && where 4 2 "$scratch/two"
verdict job.slurm-on-two-nodes $? "$(said) $(cat "$scratch/two")"
where 4 2 "$scratch/by-mpirun"
verdict mpirun-in-a-job $? "$(cat "$scratch/by-mpirun")"
! grep -qx 0 "$scratch/status" && ! grep -q '^rank' "$scratch/none" &&
    grep -q 'direct launched using "srun"' "$scratch/none"
verdict srun-without-pmix $? "$(cat "$scratch/status" "$scratch/none")"
where 6 3 "$scratch/pmix"
verdict srun-with-pmix $? "$(cat "$scratch/pmix")"

# A Slurm without the plugin: one sentence, and all but MPI works.
cp -r "$lab" "$scratch/no-pmix" && sed -i 's/grep -qw pmix/false/' "$scratch/no-pmix/lab.sh"
"$scratch/no-pmix/lab.sh" 1 srun sh -c 'grep MpiDefault $SLURM_CONF' >"$scratch/said" 2>&1 </dev/null
grep -q 'no plugin pmix.*say mpirun in a job' "$scratch/said" && grep -qx MpiDefault=none "$scratch/said"
verdict without-pmix $? "$(said)"

# --- bound --------------------------------------------------------------------------

# What the lesson shows of a Slurm that binds: the lines at its prompt.
text=$(sed -n '/^## Threads/,/^## MPI/{/^slurm\$/,/^```/{/^```/!p}}' "$lab/README.md")
sed -n 's/^slurm\$ //p' <<<"$text" >"$scratch/commands"
if [ "$(nproc)" -lt 2 ] || [ "$(nproc)" -ne "$(getconf _NPROCESSORS_ONLN)" ]; then
    echo 'skip lab-slurm/bound: this needs two cores, and all that the machine has'
else
    LAB_BIND=yes "$lab/lab.sh" 1 bash "$scratch/commands" >"$scratch/said" 2>"$scratch/noise" </dev/null
    [ -s "$scratch/commands" ] && diff <(grep -v '^slurm\$' <<<"$text") "$scratch/said" >"$scratch/differs"
    verdict bound $? "$(cat "$scratch/differs" "$scratch/noise")"
fi

# --- ways to end it -----------------------------------------------------------------

# Ctrl-C goes to all that are in the foreground; KILL to lab.sh alone, which
# can do nothing about it.  perl: where this script runs, SIGINT may be ignored.
for signal in INT HUP KILL; do
    rm -f "$scratch/dir" "$scratch/runs" "$scratch/ready"
    setsid perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$lab/lab.sh" 1 \
        bash -c '. "$1/work"; exec sleep 10000' - "$scratch" $nap >"$scratch/said" 2>&1 </dev/null &
    pid=$!
    wait_until test -s "$scratch/ready"
    group=-
    [ $signal != KILL ] || group=
    kill -$signal -- $group$pid
    wait_until gone
    verdict "after-$signal" $? "$(left) $(said)"
    [ $signal != KILL ] || kill -KILL -- -$pid # what it left of ours
    wait $pid
done 2>/dev/null

# --- an ordinary user ---------------------------------------------------------------

if [ "$(id -u)" -eq 0 ]; then
    chapter=$scratch/chapters/11
    mkdir -p "$chapter/labs" "$scratch/${program%/*}"
    cp -r "$lab" "$lab/../../job.slurm" "$chapter/labs" && mv "$chapter/labs/job.slurm" "$chapter"
    cp "$root/$program" "$scratch/$program"
    chmod -R a+rX "$scratch"
    (cd / && setpriv --reuid=65534 --regid=65534 --clear-groups "$chapter/labs/slurm/lab.sh" 3 \
        bash -c 'srun --nodes=3 id -u; cd "$MH_SLURM/jobs"
            sbatch --wait --nodes=2 --ntasks=4 --ntasks-per-node=2 job.slurm; cat where-*.txt') \
        >"$scratch/said" 2>&1 </dev/null
    [ $? -eq 0 ] && [ "$(grep -cx 65534 "$scratch/said")" -eq 3 ] && where 4 2 "$scratch/said"
verdict ordinary-user $? "$(said)"
fi
exit $failed
