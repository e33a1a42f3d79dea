#!/bin/sh
# trace_test.sh - make trace: right answers, ones that hang, race, do not
# compile or attack the page; what it prints, what is on the page, and that
# no process and no file is left.  Prints `ok` or `FAIL` for each.
set -u
root=$(cd "${0%/*}/../../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-tracetest-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

result() { # result NAME MESSAGE: ok if there is none
    if [ -z "$2" ]; then echo "ok trace/$1"; else
        echo "FAIL trace/$1: $2" | head -n 8
        failed=1
    fi
}

# submit SLUG NAME FILE: a submission with one answer
submit() {
    rm -rf "$scratch/from"
    mkdir -p "$scratch/from/$1"
    cp "$3" "$scratch/from/$1/$2.c"
}

# trace NAME OPTIONS...: to $scratch/said, $status, $page
trace() {
    page=build/trace/$1.html
    rm -f "$page"
    build/bin/trace --exercise "$@" >"$scratch/said" 2>&1
    status=$?
}

# expect NAME STATUS PATTERN: in what was said
expect() {
    bad=
    [ "$status" -eq "$2" ] || bad="status $status, not $2. "
    tr -s ' \n' ' ' <"$scratch/said" | grep -q -e "$3" ||
        bad="${bad}no \"$3\" in: $(head -c 600 "$scratch/said")"
    result "$1" "$bad"
}

# has NAME PATTERN...: on the page; a pattern that begins with ! must not be
has() {
    name=$1 bad=
    shift
    for pattern; do
        case $pattern in
        !*) tr '\n' ' ' <"$page" | grep -q -e "${pattern#!}" && bad="$bad there is ${pattern#!}" ;;
        *) tr '\n' ' ' <"$page" | grep -q -e "$pattern" || bad="$bad no $pattern" ;;
        esac
    done
    tidy -q -e --show-warnings no "$page" >"$scratch/tidy" 2>&1
    grep -v 'main:has\|discarding unexpected\|unknown' "$scratch/tidy" | grep -q Error &&
        bad="$bad $(head -n 2 "$scratch/tidy")"
    result "$name" "$bad"
}

# --- right answers, as many pictures as runs
for name in pi_mpi fork_sum pi_hits_threads pool_map; do
    trace $name --from solutions
    expect "solution/$name" 0 'your run: no fault was seen.*The picture is in build/trace/'
    has "page/$name" '<svg.*<svg' 'Your run' 'The reference solution' '<title>What' \
        '!<script' '!href="http' '!src=' '!@import'
done

# --- the number of ranks
trace pi_mpi --from solutions --ranks 2
has ranks/two 'make trace, 2 ranks' 'What 2 ranks did' '!What 4 ranks did'
trace pi_mpi --ranks 17
expect ranks/too-many 2 'NP'
trace pi_mpi --ranks 0
expect ranks/none 2 'NP'

trace fork_sum --from solutions --ranks 3
expect ranks/of-no-mpi 0 'fork_sum has no ranks; NP=3 changes nothing'

# --- unknown names
trace pi_mqi
expect name/nearest 2 'trace: there is no exercise .*did you mean EX=pi_mpi?'
trace pi_mpi --from nope
expect name/no-folder 2 'trace: cannot open FROM=nope'
trace split_range
expect name/no-picture 2 'there is no picture of split_range'
build/bin/trace >"$scratch/said" 2>&1
status=$?
expect name/missing 2 'say which exercise, for example make trace EX=pi_mpi NP=4'

# --- answers that are wrong
submit 05-pi-over-mpi bcast_params grader/wrong/05-pi-over-mpi/bcast_params/root-stays-out.c
trace bcast_params --from "$scratch/from"
expect hangs/mpi 0 'your run: Ranks 1, 2 and 3 are in MPI_Bcast (bcast_params.c:16).*the reference solution: no fault was seen'
has hangs/mpi-page 'bcast_params.c:16' 'class="sx"' 'it can never end'

submit 01-one-memory-or-many fork_sum grader/wrong/01-one-memory-or-many/fork_sum/write-end-left-open.c
trace fork_sum --from "$scratch/from"
expect hangs/pipe 0 'your run: The parent reads a pipe at fork_sum.c:[0-9]*.*It holds one itself'
has hangs/pipe-page '<code>while (read(ends\[0\], ' 'class="sx"'

submit 01-one-memory-or-many shared_count grader/wrong/01-one-memory-or-many/shared_count/plain-increment.c
trace shared_count --from "$scratch/from"
expect races 0 'your run: Nothing orders two processes.*shared_count.c:[0-9]*'

printf '#include "contract.h"\nint64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)\n{\n    return seed + n + comm\n}\n' >"$scratch/ce.c"
submit 05-pi-over-mpi pi_mpi "$scratch/ce.c"
trace pi_mpi --from "$scratch/from"
expect compile 0 'your run: .*pi_mpi.c:4.*error.*the reference solution: no fault was seen'
has compile-page 'pi_mpi.c:4' '<svg'

# --- one that spins for ever ends by its limits, and takes nobody along
cat >"$scratch/spin.c" <<'C'
#include "contract.h"
int64_t
fork_sum(const int32_t *v, size_t n)
{
    volatile int64_t x = v[0] + (int64_t)n;
    for (;;)
        x++;
}
C
submit 01-one-memory-or-many fork_sum "$scratch/spin.c"
trace fork_sum --from "$scratch/from"
expect spins 0 'your run: The run was ended by its limits.*the reference solution: no fault'

# --- one that writes its own picture: it must not act on the page
cat >"$scratch/forge.c" <<'C'
#include "contract.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int64_t
fork_sum(const int32_t *v, size_t n)
{
    char path[300];
    const char *root = getenv("BOX_ROOT");
    snprintf(path, sizeof path, "%s/out/picture.svg", root ? root : "");
    (void)v;
    (void)n;
    if (fork() == 0) {
        setsid();
        for (int i = 0; i < 400; i++) {
            FILE *f = fopen(path, "w");
            if (f != NULL) {
                fputs("<svg onload=\"alert(1)\"><script>forged</script></svg>", f);
                fclose(f);
            }
            usleep(5000);
        }
        _exit(0);
    }
    return 0;
}
C
submit 01-one-memory-or-many fork_sum "$scratch/forge.c"
trace fork_sum --from "$scratch/from"
bad=
grep -q -e '<script' -e 'onload' -e forged "$page" && bad='a forged picture is on the page'
result forged-picture "$bad"

# --- without solutions/, as students have it
mkdir -p "$scratch/course/build"
for part in grader exercises chapters; do ln -s "$root/$part" "$scratch/course/$part"; done
for part in bin probes trace threads observe observe-threads observe-openmpi.so reserved-symbols; do
    ln -s "$root/build/$part" "$scratch/course/build/$part"
done
trace pi_mpi --root "$scratch/course" --from solutions
expect student 0 'your run: no fault.*its picture is left out'
has student-page 'its picture is left out' '!The reference solution</h2>'

# --- no solution is accused, and each exercise with a question has a picture
for question in grader/observe/trace/questions/*.c; do
    name=$(basename "$question" .c)
    trace "$name" --from solutions --ranks 3
    expect "solution/$name" 0 'your run: no fault.*solution: no fault.*picture is in'
done

# --- interrupted
submit 01-one-memory-or-many fork_sum "$scratch/spin.c"
build/bin/trace --exercise fork_sum --from "$scratch/from" >"$scratch/said" 2>&1 &
pid=$!
while ! ls /tmp/many-hands-trace-*/out-*/ >/dev/null 2>&1 && kill -0 $pid 2>/dev/null; do sleep 0.1; done
kill -TERM $pid
wait $pid
status=$?
expect interrupted 2 'stopped; nothing is left running'

# --- nothing is left: a box is named by the folder that it was made in
bad=$(grep -l -a -e 'many-hands-[t]race-' /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | head -n 3)
result nothing-survives "$bad"
bad=$(ls -d /tmp/many-hands-trace-* 2>/dev/null)
result no-file-is-left "$bad"
exit $failed
