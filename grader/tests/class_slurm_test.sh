#!/bin/bash
# class_slurm_test.sh [STUDENTS] - a class on a Slurm of three nodes, one of
# which dies while it grades: every student has one row, and all is as in
# one run on one machine.  12 students if not said; with more, the times of
# both are printed too.  Then two students with an exercise of MPI: its ranks
# are started by mpirun, in a box, inside a task of Slurm.
#
# Prints `ok NAME`, `FAIL NAME: why` or `skip NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
lab=chapters/11-on-a-cluster/labs/slurm
slug=02-pool-of-workers
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok class/slurm/$1"; else
        echo "FAIL class/slurm/$1: $3"
        failed=1
    fi
}

# --- in the lab: this script again, with the folder -----------------------------

# Waits until a task on node n2 has some of its results, and leaves it
# standing still, so that it cannot end before the node dies.  Slurm says
# which task is there: nobody may look into a grader, not even its user.
freeze_n2() {
    local pids k results
    for _ in $(seq 1200); do
        for k in $(squeue -h -r -w n2 -t RUNNING -o %K); do
            # the grader and the children it has at the moment
            pids=$(pgrep -f -- "--slice $k/[0-9]* .*$scratch/in") || continue
            # shellcheck disable=SC2086
            kill -STOP $pids 2>/dev/null
            results=$(cat "$scratch/out/slices/$k-of-"*.jsonl 2>/dev/null |
                grep -c '"student"')
            [ "$results" -lt 1 ] || [ "$results" -gt 3 ] || return 0
            # shellcheck disable=SC2086
            kill -CONT $pids 2>/dev/null
        done
        sleep 0.05
    done
    return 1
}

in_lab() {
    SLICES=$slices CPUS=1 grader/machine/class_slurm.sh "$scratch/out" \
        --submissions "$scratch/in" --exercise split_range --seed 3 \
        >"$scratch/said" 2>&1 </dev/null &
    local run=$!
    freeze_n2
    echo $? >"$scratch/frozen"
    kill_node n2
    echo "$MH_SLURM" >"$scratch/dir"
    wait $run
    echo $? >"$scratch/status"
    SLICES=2 CPUS=1 grader/machine/class_slurm.sh "$scratch/mpi-out" \
        --submissions "$scratch/mpi-in" --exercise pi_mpi --seed 3 \
        >"$scratch/mpi-said" 2>&1 </dev/null
    echo $? >"$scratch/mpi-status"
    cp "$MH_SLURM/slurmctld.log" "$scratch/"
}

if [ "${1:-}" = --in-lab ]; then
    scratch=$2 slices=$3
    in_lab
    exit
fi

# --- outside --------------------------------------------------------------------

if ! $lab/lab.sh --has-slurm 2>/dev/null; then
    echo 'skip class/slurm: no Slurm here; make setup brings it'
    exit 0
fi
students=${1:-12}
slices=$((students / 4 < 24 ? students / 4 : 24))
scratch=$(mktemp -d /tmp/many-hands-test-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT

# Right answers, starters, every known wrong one, and one that is refused.
answers=("solutions/$slug/split_range.c" "exercises/$slug/split_range.c"
    grader/wrong/"$slug"/split_range/*.c)
for k in $(seq "$students"); do
    folder=$scratch/in/$(printf 'student %03d' "$k")/$slug
    mkdir -p "$folder"
    cp "${answers[k % ${#answers[@]}]}" "$folder/split_range.c"
    echo "/* $k */" >>"$folder/split_range.c"
done
ln -s /etc "$folder/link"
mpi=05-pi-over-mpi
mkdir -p "$scratch/mpi-in/right/$mpi" "$scratch/mpi-in/wrong/$mpi"
cp solutions/$mpi/pi_mpi.c "$scratch/mpi-in/right/$mpi"
cp grader/wrong/$mpi/pi_mpi/seeds-each-rank.c "$scratch/mpi-in/wrong/$mpi/pi_mpi.c"

began=$EPOCHREALTIME
build/bin/class --submissions "$scratch/in" --out "$scratch/whole" --jobs 3 \
    --exercise split_range --seed 3 >"$scratch/whole-said" 2>&1 </dev/null
[ $? -eq 1 ]
verdict one-machine $? "$(tail -n 3 "$scratch/whole-said")"
alone=$EPOCHREALTIME
build/bin/class --submissions "$scratch/mpi-in" --out "$scratch/mpi-whole" --jobs 1 \
    --exercise pi_mpi --seed 3 >"$scratch/whole-said" 2>&1 </dev/null
verdict one-machine-mpi $? "$(tail -n 3 "$scratch/whole-said")"

# Three nodes of one core, together what --jobs 3 has.
LAB_CPUS=1 $lab/lab.sh 3 "$0" --in-lab "$scratch" "$slices" >"$scratch/lab" 2>&1 </dev/null
verdict lab $? "$(tail -n 5 "$scratch/lab")"
ended=$EPOCHREALTIME

grep -qx 0 "$scratch/frozen"
verdict killed-in-the-middle $? "no task of node n2 was seen in its middle: $(tail -n 5 "$scratch/said")"
grep -q 'requeue job.* due to failure of node n2' "$scratch/slurmctld.log"
verdict requeued $? "$(tail -n 5 "$scratch/slurmctld.log")"
grep -qx 1 "$scratch/status"
verdict status $? "$(cat "$scratch/status"): $(tail -n 5 "$scratch/said")"

[ "$(grep -c '^"student ' "$scratch/out/gradebook.csv")" -eq "$students" ] &&
    [ "$(grep '^"student ' "$scratch/out/gradebook.csv" | cut -d , -f 1 | sort -u | wc -l)" -eq "$students" ]
verdict "a-row-for-each-of-$students" $? "$(cut -d , -f 1-3 "$scratch/out/gradebook.csv" | tr '\r\n' ' ')"
in_journal() { grep -a -o '"student":"[^"]*"' "$scratch/$1/journal.jsonl" | sort; }
[ "$(in_journal out)" = "$(in_journal whole)" ] && [ "$(in_journal out | wc -l)" -eq $((students - 1)) ]
verdict none-lost-none-double $? "$(diff <(in_journal whole) <(in_journal out) | tr '\n' ' ')"

# differ A B: prints which files of two runs differ in more than times.
measured='"graded_at"\|"seconds"\|"peak_rss_kb"\|"cpu_ms"'
files() { (cd "$scratch/$1" && find . -type f ! -name journal.jsonl ! -name report.html | sort); }
differ() {
    local f
    [ "$(files "$1")" = "$(files "$2")" ] || echo 'the lists of files'
    while read -r f; do
        cmp -s <(grep -v -e "$measured" "$scratch/$1/$f") \
            <(grep -v -e "$measured" "$scratch/$2/$f") || echo "$f"
    done < <(files "$1")
}
differs=$(differ whole out)
[ -z "$differs" ]
verdict as-on-one-machine $? "these differ: $differs"

of() { grep -o '"verdict": *"[A-Z_]*"' "$scratch/mpi-out/$1/results.json" | head -n 1; }
grep -qx 0 "$scratch/mpi-status" && [[ $(of right) = *'"PASS"' ]] && [[ $(of wrong) = *'"WRONG"' ]]
verdict mpi $? "$(of right) $(of wrong) $(tail -n 5 "$scratch/mpi-said")"
differs=$(differ mpi-whole mpi-out)
[ -z "$differs" ]
verdict mpi-as-on-one-machine $? "these differ: $differs"

dir=$(cat "$scratch/dir")
[ -n "$dir" ] && [ ! -e "$dir" ] && ! pgrep -f "$dir" >/dev/null
verdict nothing-is-left $? "$(ls -d "$dir" 2>&1; pgrep -a -f "$dir")"
# What the dead node left in /tmp: nobody holds its lock any more.
find /tmp -maxdepth 1 -user "$(id -u)" -name 'many-hands-class-*' -newer "$scratch/whole-said" |
    while read -r d; do flock -n "$d" rm -rf "$d"; done
if [ "$students" -gt 12 ]; then
    awk -v a="$began" -v b="$alone" -v c="$ended" 'BEGIN {
        printf "one machine %.1f s, three nodes, one killed %.1f s\n", b - a, c - b }'
fi
exit $failed
