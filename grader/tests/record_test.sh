#!/bin/bash
# record_test.sh - what is kept from one call to the next: points that no
# doubtful verdict may cost, the seed of each result, what need not be graded
# again.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-record-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
two=02-pool-of-workers
answers=$scratch/sub/$two
build=$scratch/build
failed=0
mkdir -p "$answers" "$build"/{drivers,probes}
for f in bin reserved-symbols drivers/{split_range,my_par_u64,pi_hits_fork}; do ln -s "$root/build/$f" "$build/$f"; done
cp build/probes/*.o build/probes/*.o.wraps "$build/probes/"
cp solutions/$two/{split_range,my_par_u64,pi_hits_fork}.c "$answers/"

verdict() { # verdict NAME STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok record/$1"; else
        echo "FAIL record/$1: $3"
        failed=1
    fi
}
grade() { # grade NAME [OPTIONS...]
    exercise=$1
    shift
    timeout 300 build/bin/grade --build "$build" --from "$scratch/sub" --exercise "$exercise" "$@" \
        >"$scratch/out" 2>&1 </dev/null
    status=$?
    tr -s ' \n' ' ' <"$scratch/out" >"$scratch/flat"
}
says() { # says NAME PATTERN: the last report holds it
    grep -q -e "$2" "$scratch/flat"
    verdict "$1" $? "no \"$2\" in: $(head -c 700 "$scratch/flat")"
}
silent() { # silent NAME PATTERN: it does not
    ! grep -q -e "$2" "$scratch/flat"
    verdict "$1" $? "\"$2\" in: $(head -c 700 "$scratch/flat")"
}
result() { # result KEY: of the first exercise in results.json
    /usr/bin/python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["exercises"][0][sys.argv[2]])' \
        "$build/grade/results.json" "$1" 2>&1
}

# --- points ------------------------------------------------------------------

# The first submission of all cannot be decided: what passed counts.
cp grader/hostile/pi_hits_fork/uneven-and-uncounted.c "$answers/pi_hits_fork.c"
grade pi_hits_fork --force --hint 3
says passed-tests-count ' INCONCLUSIVE *[1-9]/10 .*(points of the tests that passed kept)'
says inconclusive-advice 'Nothing in your answer is known to be wrong'
silent inconclusive-asks-for-no-change 'Hint 2'
for form in html gradescope; do
    build/bin/report --format $form "$build/grade/results.json" >"$scratch/flat"
    says passed-tests-count/$form 'You keep the points of the tests that passed'
done
cp solutions/$two/pi_hits_fork.c "$answers/"
grade pi_hits_fork
cp grader/hostile/pi_hits_fork/uneven-and-uncounted.c "$answers/pi_hits_fork.c"
grade pi_hits_fork
says more-of-last-time ' INCONCLUSIVE *10/10 .*(points of last time kept)'

# Another exercise between the two does not forget them.
grade my_par_u64
grade split_range
mv "$build/drivers/my_par_u64" "$scratch/driver"
grade my_par_u64 --force --hint 3
[ $status -eq 2 ]
verdict without-a-driver $? "status $status"
says last-time ' GRADER_ERROR *10/10 .*(points of last time kept)'
says error-advice 'Nothing in your answer has to be changed.*`make doctor`'
silent error-asks-for-no-change 'Hint 2'
mkdir -p "$scratch/other/$two"
cp "$answers/my_par_u64.c" "$scratch/other/$two/"
grade my_par_u64 --from "$scratch/other"
says points-are-of-one-submission ' GRADER_ERROR *0/10 '
mv "$scratch/driver" "$build/drivers/my_par_u64"
: >"$answers/my_par_u64.c"
grade my_par_u64
says a-real-fault-costs ' CE *0/10'
mv "$build/drivers/my_par_u64" "$scratch/driver"
cp solutions/$two/my_par_u64.c "$answers/"
grade my_par_u64
says points-are-the-last-known ' GRADER_ERROR *0/10'
mv "$scratch/driver" "$build/drivers/my_par_u64"

# --- a harness that is not there ---------------------------------------------

mv "$build/probes/my_par_u64.o.wraps" "$scratch/wraps"
grade my_par_u64 --force
says no-harness ' GRADER_ERROR .*my_par_u64.o.wraps is missing; run make grader'
mv "$scratch/wraps" "$build/probes/my_par_u64.o.wraps"

# --- a job that is lost -----------------------------------------------------

cat >"$answers/split_range.c" <<END
#include <sys/prctl.h>
#include <unistd.h>
void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k, (void)first, (void)last;
    prctl(PR_SET_NAME, "mh$$");
    sleep(1000);
}
END
build/bin/grade --build "$build" --from "$scratch/sub" --exercise split_range --force >"$scratch/out" 2>&1 </dev/null &
pid=$!
for _ in $(seq 400); do # until the answer sleeps
    ! cat /proc/[0-9]*/comm 2>/dev/null | grep -qx "mh$$" || break
    sleep 0.05
done
kill -KILL $(cat "/proc/$pid/task/$pid/children")
wait $pid
tr -s ' \n' ' ' <"$scratch/out" >"$scratch/flat"
says lost-job ' GRADER_ERROR *10/10 .*process ended early'
for key in detail evidence hint hint_id survivors peak_rss_kb seed tests; do
    what=$(result $key)
    [ "$what" != "'$key'" ] && [[ $what != *KeyError* ]]
    verdict lost-job-has-$key $? "$what"
done

# --- seeds -------------------------------------------------------------------

cp grader/wrong/$two/split_range/remainder-dropped.c "$answers/split_range.c"
grade split_range --seed 7
grade split_range
says seed-of-the-unchanged 'unchanged since seed 7'
[ "$(result seed)" = 7 ]
verdict seed-in-the-record $? "$(result seed)"
for form in html gradescope markdown exercism junit; do
    build/bin/report --format $form "$build/grade/results.json" >"$scratch/flat"
    says seed-in-$form 'SEED=7\b\|random_seed="7"'
done
rm -r "$answers"/pi_hits_fork.c
timeout 300 build/bin/grade --build "$build" --from "$scratch/sub" --chapter 2 >"$scratch/out" 2>&1 </dev/null
for form in html gradescope markdown exercism; do
    build/bin/report --format $form "$build/grade/results.json" >"$scratch/flat"
    says seeds-differ-in-$form 'SEED=7\b'
    own=$(sed -n 's/^ "seed": \([0-9]*\),$/\1/p' "$build/grade/results.json")
    says seeds-differ-in-$form/this-run "SEED=$own\b"
    silent seeds-differ-in-$form/none-for-all "grade SEED=$own"
done
build/bin/report --format junit "$build/grade/results.json" >"$scratch/flat"
silent seeds-differ-in-junit 'random_seed'

# --- what need not be graded again ------------------------------------------

# A course of its own, whose parts are touched one by one.
course=$scratch/course
mkdir -p "$course"/{grader,build}
ln -s "$root"/{chapters,exercises,solutions} "$course/"
ln -s "$root"/grader/* "$course/grader/"
rm "$course/grader/machine" && cp -r grader/machine "$course/grader/machine"
rm "$build/reserved-symbols" && cp build/reserved-symbols "$build/"
mkdir "$course/build/threads" && cp build/threads/preload.so "$course/build/threads/"
mkdir "$scratch/bin" && cp build/bin/{grade,warden} "$scratch/bin/"
rm "$build/bin" && ln -s "$scratch/bin" "$build/bin"
: >"$build/probes/split_range.mpich.o"
cp solutions/$two/split_range.c "$answers/"
again() { # again: is split_range unchanged?
    timeout 300 "$scratch/bin/grade" --root "$course" --build "$build" --from "$scratch/sub" \
        --exercise split_range >"$scratch/out" 2>&1 </dev/null
    tr -s ' \n' ' ' <"$scratch/out" >"$scratch/flat"
    grep -q 'split_range PASS .*unchanged' "$scratch/flat"
}
again
for part in "$build"/{bin/warden,bin/grade,probes/race.o,probes/c11.o,probes/split_range.o,probes/split_range.mpich.o,reserved-symbols} \
    "$course"/grader/machine/{mpicc,mpirun,mpi.sh} "$course/build/threads/preload.so"; do
    again
    verdict "unchanged/before-${part##*/}" $? "$(head -c 300 "$scratch/flat")"
    touch "$part"
    ! again && grep -q 'split_range PASS' "$scratch/flat"
    verdict "changed/${part##*/}" $? "$(head -c 300 "$scratch/flat")"
done

exit $failed
