#!/bin/bash
# class.sh - what grading a class costs: prints KEY VALUE lines.
#
#     SIZE=12   submissions, made of solutions, starters and wrong answers
#     JOBS=n    as for make class
#
# class.cost   CPU time of the whole run / CPU time that the compiler and
#              the probes used inside their boxes (cpu_ms of the records)
# class.busy   CPU time of the whole run / (cores * wall time)
# class.each   wall seconds a submission
set -u
cd "$(dirname "$0")/../.." || exit 1
size=${SIZE:-12}
room=$(mktemp -d /tmp/many-hands-bench-XXXXXX) || exit 1
group=/sys/fs/cgroup/cpuacct/many-hands-bench-$$
trap 'rm -rf "$room"; rmdir "$group" 2>/dev/null' EXIT

# Student 4k hands in the solutions, 4k+1 the starters, the others wrong
# answers.  A line of their own makes all files different.
for ((i = 0; i < size; i++)); do
    case $((i % 4)) in 0) from=solutions ;; *) from=exercises ;; esac
    cp -r $from "$room/student-$i"
    if [ $((i % 4)) -ge 2 ]; then
        for folder in grader/wrong/*/*/; do
            wrong=("$folder"*)
            slug=$(basename "$(dirname "$folder")") name=$(basename "$folder")
            answer=${wrong[i % ${#wrong[@]}]}
            [ "${answer##*.}" != c ] || cp "$answer" "$room/student-$i/$slug/$name.c"
        done
    fi
    for file in "$room/student-$i"/*/*.c; do echo "// student $i" >>"$file"; done
done
mkdir "$room/in" "$room/out" && mv "$room"/student-* "$room/in"

# The kernel's own account of a group also has what nobody waited for.
run() {
    TIMEFORMAT='%U %S %R'
    time build/bin/class --submissions "$room/in" --out "$room/out" --seed 20 \
        ${JOBS:+--jobs "$JOBS"} >"$room/log" 2>&1 </dev/null
}
if mkdir "$group" 2>/dev/null; then
    times=$( (echo "$BASHPID" >"$group/cgroup.procs" && run) 2>&1)
    used=$(cat "$group/cpuacct.usage")
else
    times=$( (run) 2>&1)
    used=
fi
grep -h -o '"cpu_ms": [0-9]*' "$room"/out/*/results.json |
    awk -v times="$times" -v used="$used" -v cores="$(nproc)" -v size="$size" '
        { inside += $2 / 1e3 }
        END {
            split(times, t, " ")
            all = used == "" ? t[1] + t[2] : used / 1e9
            if (inside == 0 || t[3] == 0)
                exit 1
            printf "class.cost %.4f\nclass.busy %.4f\nclass.each %.3f\n",
                all / inside, all / (cores * t[3]), t[3] / size
        }' || { cat "$room/log" >&2; exit 1; }
grep -l GRADER_ERROR "$room"/out/*/results.json >&2
exit 0
