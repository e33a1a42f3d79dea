#!/bin/bash
# down.sh DIR - as soon as nobody holds the pipe DIR/alive any more, ends
# the Slurm of lab.sh that lives in DIR and removes DIR.
#
# down.sh DIR NODE - kills one node at once, like a power cut: its slurmd,
# its job steps and all that they run.
set -u
dir=$1 node=${2:-}

# holders PATTERN: the processes whose environment has such a line.
holders() {
    grep -lzxE -e "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3 | sort
}

# Daemons and job steps hold the log of their node open.  What a job runs,
# even if it has made itself a daemon, has the variables of Slurm; so has
# the user's own shell, but no job's number.
roots() {
    find /proc/[0-9]*/fd -lname "$dir/${node:+slurmd.$node}*.log" \
        2>/dev/null | cut -d / -f 3
    comm -12 <(holders "SLURM_CONF=$dir/slurm.conf") \
        <(comm -12 <(holders 'SLURM_JOB_ID=.*') \
            <(holders "SLURMD_NODENAME=${node:-.*}"))
}

# With their children, some of which let nobody read their environment.
members() {
    { roots | sed 's/^/root /'; ps -e -o ppid= -o pid= -o stat=; } | awk '
        $1 == "root" { found[$2] = 1; next }
        $3 !~ /^Z/ { parent[$2] = $1 }
        END {
            do {
                more = 0
                for (p in parent)
                    if (!(p in found) && parent[p] in found)
                        more = found[p] = 1
            } while (more)
            for (p in found)
                if (p in parent)
                    print p
        }' | sort -n
}

end_all() {
    local left
    for _ in $(seq 50); do
        left=$(members)
        [ -n "$left" ] || return 0
        # None may tell another that somebody has died: first all stand
        # still, parents first.  The numbers are meant to be split.
        # shellcheck disable=SC2086
        kill -STOP $left 2>/dev/null
        # shellcheck disable=SC2086
        kill -KILL $left 2>/dev/null
        sleep 0.1
    done
    echo "lab-slurm: these do not end:" $left >&2
    return 1
}

if [ -n "$node" ]; then
    end_all
else
    trap '' INT TERM HUP
    read -r _ <"$dir/alive"
    end_all
    rm -rf "$dir"
fi
