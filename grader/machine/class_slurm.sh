#!/bin/bash
# class_slurm.sh OUT ARGS... - `class --out OUT ARGS...` as a job array of
# Slurm: each task grades a slice, and when all are gone their results are
# merged.  The repository and OUT must be on a file system that all nodes
# share.  Called by `make class LAUNCHER=slurm`; grader/CLASS.md tells more.
#
# SLICES: tasks of the array (default: four for each processor, at most one
# a student).  CPUS: processors of a task, and so many exercises at a time
# (default 1).  Partition, account and time limit are Slurm's own:
# SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT.
set -u
class=build/bin/class

# This file is also the job: slurmd runs a copy of it, in the repository.
if [ "${1:-}" = --task ]; then
    exec $class --out "$3" --slice "$SLURM_ARRAY_TASK_ID/$2" \
        --jobs "${SLURM_CPUS_PER_TASK:-1}" "${@:4}"
fi

out=$1 cpus=${CPUS:-1} job=
shift
stop() {
    [ -z "$job" ] || scancel "$job"
    echo "class: stopped; the same command goes on from here." >&2
    exit 2
}
trap stop INT TERM HUP

command -v sbatch >/dev/null || {
    echo "class: LAUNCHER=slurm needs Slurm's sbatch, which a cluster's" \
        "login node has; make lab-slurm brings a small Slurm to try." >&2
    exit 2
}

case ${SLICES:-1},$cpus in
*[!0-9,]* | 0*,* | *,0*)
    echo "class: SLICES and JOBS must be numbers from 1." >&2
    exit 2
    ;;
esac

# How many tasks are there to be, for $1 submissions?  1000 is as large as an
# array may be where nobody has changed that.
slices() {
    local all
    all=${SLICES:-$(sinfo -h -o %C | awk -F / '{ n += 4 * $4 } END { print n }')}
    [ "$all" -le 1000 ] || all=1000
    [ "$all" -le "$1" ] || all=$1
    echo "$all"
}

# Lines "STATE REASON" of the tasks that are not over.  A controller that
# does not answer is asked again; a job that it has forgotten is over.
queue() {
    local said
    until said=$(squeue -h -r -j "$job" -o '%T %r' 2>&1); do
        case $said in *'Invalid job id'*) return ;; esac
        echo "slurm    $said" >&2
        sleep 5
    done
    echo "$said"
}

# pause BEGAN: a twentieth of the time since then, 0.2 to 5 seconds.  Who waits
# for a short class is told soon, and a long one does not tire the controller.
pause() {
    local tenths=$(((SECONDS - $1) / 2))
    [ $tenths -ge 2 ] || tenths=2
    [ $tenths -le 50 ] || tenths=50
    sleep $((tenths / 10)).$((tenths % 10))
}

# Waits until no task is left.  One that Slurm holds back will not begin by
# itself: then the rest is given up, and the merge says what is missing.
wait_for_tasks() {
    local now last='' began=$SECONDS
    while now=$(queue) && [ -n "$now" ]; do
        if ! grep -qvE '^PENDING .*([Hh]eld|DependencyNever)' <<<"$now"; then
            echo "slurm    job $job is held: ${now%%$'\n'*}" >&2
            scancel "$job"
        fi
        now="$(grep -c '^RUNNING' <<<"$now") running, $(grep -c . <<<"$now") to go"
        [ "$now" = "$last" ] || echo "slurm    job $job: $now"
        last=$now
        pause "$began"
    done
}

# Hands in an array for all that has no result yet, and waits for its end.
hand_in() { # hand_in SUBMISSIONS ARGS...
    local count
    count=$(slices "$1")
    mkdir -p "$out/slices" || exit 2
    job=$(sbatch --parsable --job-name=class --array=0-$((count - 1)) \
        --cpus-per-task="$cpus" --requeue --open-mode=append \
        --chdir="$PWD" --output="$out/slices/%a.log" \
        "$0" --task "$count" "$out" "${@:2}") || exit 2
    job=${job%%;*}
    echo "slurm    job $job: $count tasks of $cpus processor(s)"
    wait_for_tasks
    job=
}

# Once more for what a node has spoilt, as long as that brings something.
missing=
while :; do
    plan=$($class --out "$out" --plan "$@")
    status=$?
    echo "$plan"
    [ $status -ne 2 ] || exit 2
    last=$missing
    missing=$(sed -n 's/.*; \([0-9]*\) results to find.*/\1/p' <<<"$plan")
    [ $status -eq 3 ] && [ "$missing" != "$last" ] || break
    hand_in "$(sed -n 's/^\([0-9]*\) submission.*/\1/p' <<<"$plan")" "$@"
done

$class --out "$out" --merge "$@"
status=$?
if [ $status -eq 3 ]; then
    tail -q -n 1 "$out"/slices/*.log 2>/dev/null | sort | uniq -c |
        sort -rn | head -n 3 >&2
    echo "class: some tasks did not finish (the last words of their logs in" \
        "$out/slices are above); the same command goes on from here." >&2
    exit 2
fi
exit $status
