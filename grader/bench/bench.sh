#!/bin/sh
# bench.sh - measures speed beside its peers and prints one table.
#
#     ONLY="darts workers pool threads collectives grade book labs class"
#                                   the sections to measure (default all)
#     ROUNDS=5                          interleaved rounds of each
#
# Every round runs all sides of a comparison once.  The value is the best
# run of one side divided by the best run of the other: other programs can
# only make a run slower.  Where a row says so it is the median of the rounds.
# Beside it stand the smallest and the largest ratio of a single round.  Not a test: the status is 0 however slow
# things are, and 1 if nothing could be measured.
set -u
cd "$(dirname "$0")/../.." || exit 1
bench=grader/bench
built=build/bench
programs=build/programs/openmpi
python=${PYTHON:-/usr/bin/python3}
rounds=${ROUNDS:-5}
only=${ONLY:-darts workers pool threads collectives grade book labs class}
darts=${DARTS:-840000000}
load_then=$(cut -d' ' -f1 /proc/loadavg)
mkdir -p "$built"
data=$(mktemp) || exit 1
rows=$(mktemp) || exit 1
out=$(mktemp) || exit 1
trap 'rm -f "$data" "$rows" "$out"' EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*" >&2; }

# Lines "KEY VALUE" on stdin become measurements of this round.
keep() { awk -v round="$round" 'NF == 2 { print $1, round, $2 }' >>"$data"; }

# missing WHAT: WHY - named in the table
missing() { printf 'missing|%s\n' "$*" >>"$rows"; }

# ratio LABEL|A|B|max or min|>= or <=|TARGET - best of A / best of B, where
# the best is the largest rate (max) or the smallest time (min)
ratio() { printf 'ratio|%s\n' "$1" >>"$rows"; }
# single LABEL|A||max, min or median|>= or <=|TARGET|UNIT
single() { printf 'single|%s\n' "$1" >>"$rows"; }
heading() { printf 'heading|%s\n' "$1" >>"$rows"; }

# measured COMMAND...: limited in time; its output goes into $out
measured() { timeout 300 "$@" >"$out" 2>"$out.err" </dev/null; }

# --- the darts, one core ----------------------------------------------------

bench_darts() {
    # The widest build of pi_hits needs x86-64-v4.
    if grep -qw avx512f /proc/cpuinfo && grep -qw avx512bw /proc/cpuinfo &&
        grep -qw avx512dq /proc/cpuinfo && grep -qw avx512vl /proc/cpuinfo &&
        nm "$built/darts_rate" | grep -q 'pi_hits\.arch_x86_64_v4'; then
        heading 'The darts on one core (this build uses AVX-512 here)'
        loop=1200 arrays=20 bare=0.5
    else
        heading 'The darts on one core (no AVX-512, or not this compiler)'
        loop=300 arrays=5 bare=
    fi
    numpy=yes
    "$python" -c 'import numpy' 2>/dev/null || numpy=no
    for round in $(seq "$rounds"); do
        say "  darts, round $round of $rounds"
        measured "$built/darts_rate" rate && keep <"$out"
        [ $numpy = no ] ||
            { measured "$python" "$bench/darts_peer.py" && keep <"$out"; }
    done
    if [ $numpy = yes ]; then
        ratio "C / the tutorial's Python loop|ours|python|max|>=|$loop"
        ratio "C / NumPy default_rng, arrays of 1,000,000|ours|arrays|max|>=|$arrays"
        ratio "  C / NumPy default_rng, arrays of 10,000|ours|blocks|max||"
    else
        missing "no numpy for $python: C / Python and C / NumPy"
    fi
    ratio "C / the same loop without the mixing|ours|bare|max|>=|$bare"
    single "darts a second, C|ours||max||| M/s|1e-6"
}

# --- two workers ------------------------------------------------------------

# What the workers' lines say: KEY.sum, KEY.longest, and KEY.shares
shares() {
    awk -v key="$1" '
        /^worker / { n++; sum += $(NF - 1); if ($(NF - 1) > most) most = $(NF - 1) }
        END { if (n == 2 && most > 0)
                  printf "%s.sum %.6f\n%s.shares %.4f\n", key, sum, key, sum / most }' \
        "$out" | keep
}

bench_workers() {
    heading "Two workers, $darts darts: CPU time, start-up not included"
    for round in $(seq "$rounds"); do
        say "  workers, round $round of $rounds"
        measured "$built/darts_rate" cpu "$darts" && keep <"$out"
        measured "$programs/pi_fork" "$darts" 2 && shares fork
        measured "$programs/pi_pthread" "$darts" 2 && shares thread
        measured grader/machine/mpirun -n 2 "$built/shares_mpi" "$darts" &&
            shares mpi
    done
    for how in fork thread mpi; do
        single "$how: all workers / longest|$how.shares||max|>=|1.95"
        ratio "$how: all workers / one serial loop|$how.sum|serial|min|<=|1.05"
    done
}

# --- the pool ---------------------------------------------------------------

bench_pool() {
    heading "pool_map of the solutions, 2 workers, beside Python's Pool.map"
    python_here=yes
    "$python" -c 'import multiprocessing' 2>/dev/null || python_here=no
    for round in $(seq "$rounds"); do
        say "  pool, round $round of $rounds"
        measured "$built/pool_rate" && keep <"$out"
        [ $python_here = no ] ||
            { measured "$python" "$bench/pool_peer.py" && keep <"$out"; }
    done
    if [ $python_here = yes ]; then
        ratio "tiny tasks a second / Pool.map, chunksize=1|tiny|py_tiny|max|>=|5"
        ratio "chunks of 1000 / Pool.map, chunksize=1000|chunks|py_chunks|max|>=|10"
        ratio "  tiny tasks / Pool.map, chunksize=1000|tiny|py_chunks|max||"
    else
        missing "no multiprocessing in $python: pool_map / Pool.map"
    fi
    single "one slow task: share of the rest done by others|others||max|>=|0.99"
    [ $python_here = no ] ||
        single "  the same in Pool.map, chunksize=1|py_others||max||"
}

# --- threads ----------------------------------------------------------------

bench_threads() {
    heading "tp_for of the solutions, 2 threads, beside OpenMP's schedule(dynamic)"
    for round in $(seq "$rounds"); do
        say "  threads, round $round of $rounds"
        measured "$built/tp_rate" && keep <"$out"
    done
    ratio "tiny tasks a second / OpenMP|tp|openmp|max|>=|0.5"
    single "tiny tasks a second, tp_for|tp||max|>=|5| M/s|1e-6"
}

# --- collectives ------------------------------------------------------------

bench_collectives() {
    heading "1 MiB on 4 ranks, beside the library's (seconds, two cores)"
    for round in $(seq "$rounds"); do
        say "  collectives, round $round of $rounds"
        measured grader/machine/mpirun -n 4 "$built/coll_rate" && keep <"$out"
    done
    ratio "tree_bcast / MPI_Bcast|tree|bcast|min|<=|1.5"
    ratio "the ring of chapter 10 / MPI_Allreduce|ring|allreduce|min|<=|1.5"
}

# --- from save to verdict ---------------------------------------------------

# room NAME - a build folder for grade that leaves the learner's own alone
room() {
    mkdir -p "$built/$1"
    for part in bin drivers probes reserved-symbols; do
        [ -e "$built/$1/$part" ] || ln -sfn "../../$part" "$built/$1/$part"
    done
}

# A course of one exercise whose driver launches four ranks once.
room_once() {
    once=$built/once
    mkdir -p "$once/build" "$once/grader/catalogue"
    cp "$bench/once.json" "$once/grader/catalogue/"
    for part in bin probes reserved-symbols; do
        ln -sfn "../../../$part" "$once/build/$part"
    done
    for part in chapters exercises solutions; do
        ln -sfn "../../../$part" "$once/$part"
    done
    for part in src machine; do
        ln -sfn "../../../../grader/$part" "$once/grader/$part"
    done
}

# seconds_of KEY COMMAND... - the time of a grading in which all pass
seconds_of() {
    key=$1
    shift
    start=$(date +%s%N)
    measured "$@"
    status=$?
    end=$(date +%s%N)
    if [ $status -eq 0 ]; then
        echo "$key $(((end - start) / 1000))" | keep
    else
        printf '%s: %s\n' "$key" "$(tail -n 1 "$out" "$out.err" 2>/dev/null |
            grep -v '^==>' | tr '\n' ' ')" >>"$out.bad"
        [ $status -ne 1 ] || echo "$key $(((end - start) / 1000))" | keep
    fi
}

bench_grade() {
    heading "From save to verdict (drivers built; needs two idle cores)"
    room whole
    room_once
    : >"$out.bad"
    for round in $(seq "$rounds"); do
        say "  grade, round $round of $rounds"
        build/bin/box_test cost 20 | keep
        test "$(id -u)" -ne 0 || GRADE_SANDBOX=uid build/bin/box_test cost 20 | keep
        seconds_of g.thread build/bin/grade --build "$built/whole" \
            --from solutions --exercise pi_hits_threads --force
        seconds_of g.mpi build/bin/grade --root "$built/once" \
            --build "$built/once/build" --from solutions \
            --exercise pi_mpi --force
        seconds_of g.mpi_all build/bin/grade --build "$built/whole" \
            --from solutions --exercise pi_mpi --force
    done
    for round in 1 2; do
        say "  grade, everything, round $round of 2"
        seconds_of g.all build/bin/grade --build "$built/whole" \
            --from solutions --force
        seconds_of g.again build/bin/grade --build "$built/whole" \
            --from solutions
    done
    single "an empty box, fastest of 20 (bubblewrap)|box.bubblewrap||min|<=|25| ms"
    single "  the same without namespaces (uid)|box.uid||min||| ms"
    single "pi_hits_threads|g.thread||min|<=|0.5| s|1e-6"
    single "pi_mpi, one launch of 4 ranks|g.mpi||min|<=|1.5| s|1e-6"
    single "  pi_mpi with its whole battery|g.mpi_all||min||| s|1e-6"
    single "all of solutions from nothing|g.all||min|<=|90| s|1e-6"
    single "all of solutions, nothing changed|g.again||min|<=|1| s|1e-6"
    sort -u "$out.bad" | while read -r line; do missing "not PASS, $line"; done
    rm -f "$out.bad"
}

# --- the book ---------------------------------------------------------------

# cpu_of KEY COMMAND... - user and system time of a command and its children
cpu_of() {
    key=$1
    shift
    timeout 300 sh -c '"$@" >/dev/null 2>&1 </dev/null && times' sh "$@" |
        awk -v key="$key" 'NR == 2 {
            for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); sum += t[1] * 60 + t[2] }
            print key, sum }' | keep
}

# Each lesson by itself, as pandoc comes.
plain_pandoc='for lesson in chapters/*/README.md book/translations/*/*/README.md; do
    pandoc -s --mathml --toc -o "$0" "$lesson" || exit; done'

bench_book() {
    heading "The book (built before; needs two idle cores)"
    command -v pandoc >/dev/null || { missing "no pandoc: the book"; return; }
    make -s --no-print-directory html build/book/print/print.html >"$out" 2>&1
    for round in $(seq "$rounds"); do
        say "  book, round $round of $rounds"
        cpu_of book.site make -s --no-print-directory -W book/book.lua html
        cpu_of book.plain sh -c "$plain_pandoc" "$built/plain.html"
        seconds_of book.page make -s --no-print-directory page LESSON=05
        measured book/tests/browser.sh times && keep <"$out"
    done
    seconds_of book.pdf book/pdf.sh build/book/print/print.html "$built/book.pdf"
    ratio "CPU time of the site / plain pandoc|book.site|book.plain|min|<=|1.5"
    single "one changed lesson's page (make page)|book.page||min|<=|0.5| s|1e-6"
    single "first paint of the slowest page|book.paint||min|<=|0.3| s"
    single "search, the slowest answer|book.search||min|<=|16| ms|1e3"
    single "the PDF from its pages|book.pdf||min|<=|20| s|1e-6"
}

# --- the labs ---------------------------------------------------------------

bench_labs() {
    heading "The labs of chapter 11 (programs built; needs two idle cores)"
    labs=chapters/11-on-a-cluster/labs
    : >"$out.bad"
    for round in $(seq "$rounds"); do
        say "  labs, round $round of $rounds"
        seconds_of lab.hosts "$labs/hosts/lab.sh" "$programs" where_am_i
        seconds_of lab.slurm "$labs/slurm/lab.sh" 3 true
    done
    for round in $(seq "$rounds"); do
        say "  labs, a class by Slurm and plainly, round $round of $rounds"
        first=plain
        [ $((round % 2)) -eq 1 ] || first=slurm
        timeout 600 "$bench/class_slurm.sh" $first >"$out" 2>"$out.err" && keep <"$out" ||
            echo "class by Slurm: $(tail -n 1 "$out.err")" >>"$out.bad"
    done
    round=1
    say "  labs, one round of 1 to 1,024 ranks"
    seconds_of lab.1024 "$labs/1024/run.sh" build/lab-1024/simulate \
        "$labs/1024/cluster.txt"
    single "lab-hosts, up and gone again|lab.hosts||min|<=|3| s|1e-6"
    single "lab-slurm with three nodes, up and gone again|lab.slurm||min|<=|5| s|1e-6"
    single "class by Slurm / plainly, wall, median|slurm.wall||median|<=|1.10"
    single "class by Slurm / plainly, CPU time, median|slurm.cpu||median|<=|1.10"
    single "lab-1024, its whole set|lab.1024||min|<=|60| s|1e-6"
    sort -u "$out.bad" | while read -r line; do missing "$line"; done
    rm -f "$out.bad"
}

# --- a class ----------------------------------------------------------------

bench_class() {
    size=${SIZE:-12}
    heading "A class of $size: solutions, starters, wrong answers (needs idle cores)"
    round=1
    say "  class, one round of $size submissions"
    timeout $((60 + 120 * size)) "$bench/class.sh" >"$out" 2>"$out.err" </dev/null && keep <"$out"
    single "CPU time / compiling and running the probes|class.cost||min|<=|1.25"
    single "share of all cores that is busy|class.busy||max|>=|0.90"
    single "  a submission of all exercises|class.each||min||| s"
}

# --- the table --------------------------------------------------------------

table() {
    awk -F'|' '
        function median(key,   i, j, n, v, x) {
            for (i = 1; i <= 99; i++)
                if ((key, i) in m) {
                    x = m[key, i]
                    for (j = n++; j > 0 && v[j] > x; j--)
                        v[j + 1] = v[j]
                    v[j + 1] = x
                }
            return n == 0 ? "" : (v[int((n + 1) / 2)] + v[int(n / 2) + 1]) / 2
        }
        function best(key, pick,   i, v) {
            if (pick == "median")
                return median(key)
            v = ""
            for (i = 1; i <= 99; i++)
                if ((key, i) in m && (v == "" ||
                    (pick == "max" ? m[key, i] > v : m[key, i] < v)))
                    v = m[key, i]
            return v
        }
        function shown(x) {
            return x >= 100 ? sprintf("%.0f", x) : x >= 10 ? sprintf("%.1f", x) : sprintf("%.3f", x)
        }
        FNR == NR { split($0, w, " "); m[w[1], w[2]] = w[3] + 0; next }
        $1 == "heading" { printf "\n%s\n", $2; next }
        $1 == "missing" { printf "  not measured: %s\n", $2; next }
        {
            a = best($3, $5); b = $1 == "ratio" ? best($4, $5) : 1
            if (a == "" || b == "" || b == 0) {
                printf "  %-46s not measured\n", $2
                next
            }
            scale = $9 == "" ? 1 : $9
            low = high = ""; n = 0
            for (i = 1; i <= 99; i++) {
                if (!(($3, i) in m) || ($1 == "ratio" && !(($4, i) in m)))
                    continue
                r = m[$3, i] / ($1 == "ratio" ? m[$4, i] : 1) * scale
                if (low == "" || r < low) low = r
                if (high == "" || r > high) high = r
                n++
            }
            v = a / b * scale
            verdict = ""
            if ($7 != "")
                verdict = ($6 == ">=" ? v >= $7 : v <= $7) ? "reached" : "MISSED"
            printf "  %-46s %8s%-4s %-9s %-8s %8s .. %-8s (%d)\n", $2,
                shown(v), $8, $7 == "" ? "" : $6 " " $7, verdict,
                shown(low), shown(high), n
            counted++
        }
        END { exit counted == 0 }' "$data" "$rows"
}

case $rounds in '' | *[!0-9]* | 0 | ???*)
    say "ROUNDS must be a number from 1 to 99"
    exit 1
    ;;
esac
for section in $only; do
    case $section in
    darts | workers | pool | threads | collectives | grade | book | labs | class) "bench_$section" ;;
    *)
        say "ONLY: there is no section \"$section\"; these are: darts workers pool threads collectives grade book labs class"
        exit 1
        ;;
    esac
done
rm -f "$out.err" "$out.bad"
echo
echo "$(nproc) cores, load when it began and now: $load_then, $(cut -d' ' -f1 /proc/loadavg)"
printf '  %-46s %8s     %-9s %-8s %8s .. %-8s %s\n' '' best target '' min max '(rounds)'
busy=$(awk -v n="$(nproc)" '{ print ($1 > 0.5 * n) }' <<EOT
$load_then
EOT
)
table || { say "bench: nothing could be measured"; exit 1; }
if [ "$busy" = 1 ]; then
    echo
    echo "Other programs were at work when this began: measure again before you"
    echo "believe a target MISSED, above all one in seconds."
fi
