#!/bin/bash
# transcripts.sh [--record] - runs the commands of README.md in a fresh lab
# and compares what they print with what README.md shows; --record writes it
# there instead.
#
# What differs from run to run does not count: the order of lines, the time
# of day, the lab's folder, and whether srun had to wait for its turn; nor do
# the name of this machine and the number of its cores.  Prints
# `ok NAME` or `FAIL NAME: why` for each block of commands.
set -u
lab=$(cd "$(dirname "$0")" && pwd)

if ! "$lab/lab.sh" --has-slurm 2>/dev/null; then
    echo 'skip lab-slurm/transcripts: no Slurm here; make setup brings it'
    exit 0
fi
if [ "${1:-}" != --in-lab ]; then
    scratch=$(mktemp -d) || exit 2
    trap 'rm -rf "$scratch"' EXIT
    LAB_PATIENCE=300 "$lab/lab.sh" 3 "$lab/transcripts.sh" --in-lab "$scratch/README.md" </dev/null || exit 2
    if [ "${1:-}" = --record ]; then
        cat "$scratch/README.md" >"$lab/README.md"
        exit
    fi
fi

# Copies README.md with the output of each `$ command` of its console blocks.
run_all() {
    local inside=no line
    while IFS= read -r line; do
        case $inside$line in
        'no```console') inside=yes ;;
        'yes```') inside=no ;;
        yes'$ '*)
            printf '%s\n' "$line"
            (eval "${line#??}") 2>&1 </dev/null | grep -vE \
                '^srun: job [0-9]+ (queued|has been allocated)' |
                sed "s|$MH_SLURM|\$MH_SLURM|g
                    s/ on $(hostname), number \(.*\), [0-9]* cores / on vm, number \1, 2 cores /"
            continue
            ;;
        yes*) continue ;;
        esac
        printf '%s\n' "$line"
    done
}

if [ "${1:-}" = --in-lab ]; then
    cd "$MH_SLURM/jobs" || exit 2
    run_all <"$lab/README.md" >"$2"
    exit
fi

# block FILE N: the N-th console block, each command's output in order.
block() {
    awk -v n="$2" '/^```console$/ { seen++; next } /^```$/ { if (seen == n) exit }
        seen == n { if (/^\$ /) k++; printf "%04d %s\n", k, $0 }' "$1" |
        sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}/TIME/' | LC_ALL=C sort
}

failed=0
blocks=$(grep -c '^```console$' "$lab/README.md")
for n in $(seq "$blocks"); do
    what=$(diff <(block "$lab/README.md" "$n") <(block "$scratch/README.md" "$n"))
    if [ -z "$what" ]; then echo "ok lab-slurm/transcript-$n"; else
        echo "FAIL lab-slurm/transcript-$n: $(tr '\n' ' ' <<<"$what")"
        failed=1
    fi
done
[ "$blocks" -gt 0 ] && exit $failed
