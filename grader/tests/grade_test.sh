#!/bin/bash
# grade_test.sh - the grader against bad input: wrong options, broken
# submissions, a disk that refuses, an interruption.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-test-XXXXXX)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
grade="$root/build/bin/grade"
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok grade/$1"; else
        echo "FAIL grade/$1: $3"
        failed=1
    fi
}

# run NAME WANTED-STATUS PATTERN ARGS...: status and words of a command
run() {
    name=$1 want=$2 pattern=$3
    shift 3
    timeout 120 "$grade" "$@" >"$scratch/out" 2>&1 </dev/null
    got=$?
    # Sentences are wrapped for the terminal; patterns see them whole.
    tr -s ' \n' ' ' <"$scratch/out" >"$scratch/flat"
    cat "$scratch/flat" "$scratch/out" | grep -q -e "$pattern"
    seen=$?
    [ $got -eq "$want" ] && [ $seen -eq 0 ]
    verdict "$name" $? "status $got (wanted $want), pattern \"$pattern\" in: $(head -c 300 "$scratch/out" | tr '\n' ' ')"
}

# An answer whose process, and a daemon that it leaves, carry a name of this
# test's own; and whether any of them is alive.
mark=mh$$
sleeper() {
    cat >"$1" <<END
#include <sys/prctl.h>
#include <unistd.h>
void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k, (void)first, (void)last;
    prctl(PR_SET_NAME, "$mark");
    if (fork() == 0) {
        setsid();
        if (fork() > 0)
            _exit(0);
    }
    sleep(1000);
}
END
}
alive() { cat /proc/[0-9]*/comm 2>/dev/null | grep -qx "$mark"; }

# A submission with one good answer and room for a bad one.
fresh() {
    rm -rf "$scratch/sub" "$scratch/build"
    mkdir -p "$scratch/sub/02-pool-of-workers" "$scratch/build"
    for f in bin drivers probes reserved-symbols; do
        ln -s "$root/build/$f" "$scratch/build/$f"
    done
    cp solutions/02-pool-of-workers/my_par_u64.c "$scratch/sub/02-pool-of-workers/"
}
file="$scratch/sub/02-pool-of-workers/split_range.c"
here=(--build "$scratch/build" --from "$scratch/sub")

# the split_range line of a run that grades both exercises
one() { # one NAME VERDICT PATTERN
    run "$1" 1 "split_range  *$2" "${here[@]}" --chapter 2
    grep -q "my_par_u64  *PASS" "$scratch/out"
    verdict "$1/others-are-graded" $? "my_par_u64 did not pass beside it"
    grep -q -e "$3" "$scratch/flat"
    verdict "$1/says-why" $? "no \"$3\" in: $(tail -n 12 "$scratch/out" | tr '\n' ' ')"
}

run unknown-exercise 2 'did you mean EX=split_range' --exercise split_rang
run unknown-chapter 2 'chapter 77 has no exercises' --chapter 77
run bad-seed 2 'SEED must be a number' --seed 12x
run bad-jobs 2 'JOBS must be a number' --jobs 0
run unknown-option 2 'usage: grade' --frm exercises
run stray-word 2 'what is "split_range"' split_range
run missing-folder 2 'cannot open FROM=' --from "$scratch/nowhere"
run file-as-folder 2 'is not a folder' --from README.md
run not-a-submission 2 'is not a submission' --from /usr
run lessons-are-no-submission 2 'its folders hold no answer such as 01-one-memory-or-many/who_sees.c' --from chapters
GRADE_SANDBOX=bubblewarp run unknown-sandbox 2 'there is no GRADE_SANDBOX=bubblewarp, only bubblewrap, uid and limits' --exercise split_range
GRADE_SANDBOX=bubblewarp run unknown-sandbox-asked 2 'there is no GRADE_SANDBOX=bubblewarp' --sandbox

fresh
one missing-file CE 'not submitted'
: >"$file"
one empty-file CE 'is empty'
printf ' \n\n' >"$file"
one blank-file CE 'empty but for white space'
head -c 300000 /dev/zero | tr '\0' x >"$file"
one huge-file CE 'larger than 256 KiB'
cp /bin/true "$file"
one binary-file CE 'zero bytes'
rm "$file" && mkdir "$file"
one folder-for-file CE 'is not a file'
rmdir "$file" && mkfifo "$file"
one pipe-for-file CE 'is not a file'
rm "$file" && ln -s "$root/solutions/02-pool-of-workers/split_range.c" "$file"
one link-to-solution POLICY 'leads out of the submission'
rm "$file"

printf '\357\273\277' >"$file"
sed 's/$/\r/' solutions/02-pool-of-workers/split_range.c >>"$file"
run byte-order-mark 0 'split_range  *PASS' "${here[@]}" --exercise split_range
echo x >"$scratch/sub/02-pool-of-workers/notes.txt"
run stray-file 0 'notes.txt belongs to no exercise' "${here[@]}" --exercise split_range
! grep -q contract.h "$scratch/out"
verdict stray-file/no-contract $? 'it speaks of a contract.h that is not there'
cp exercises/02-pool-of-workers/contract.h "$scratch/sub/02-pool-of-workers/"
mkdir "$scratch/sub/notes" "$scratch/sub/99-more"
run stray-folders 0 'Note: \(notes\|99-more\) belongs to no exercise; ignored. Note: so do 1 more beside' "${here[@]}" --exercise split_range
! grep -q contract.h "$scratch/out"
verdict stray-folders/same-contract $? 'it notes a contract.h that is the course own'
echo '#define int long' >>"$scratch/sub/02-pool-of-workers/contract.h"
run other-contract 0 'Note: contract.h is not the course.s in 02-pool-of-workers; the course.s is used.' "${here[@]}" --exercise split_range
rm -r "$scratch/sub/notes" "$scratch/sub/99-more" "$scratch/sub/02-pool-of-workers/contract.h"
run unchanged 0 'split_range  *PASS .*unchanged' "${here[@]}" --exercise split_range
run forced 0 'split_range  *PASS .* s$' "${here[@]}" --exercise split_range --force
cp solutions/02-pool-of-workers/split_range.c "$file"
sed -i 's/last = first/last = unused/' "$file"
{
    cat solutions/02-pool-of-workers/split_range.c
    echo 'static int unused_thing;'
} >"$file"
run warning-is-shown 0 'compiler warning' "${here[@]}" --exercise split_range

# A bonus adds points, not points to have.
run bonus-alone 0 '1 of 1 exercise passed, 10 bonus points\.' "${here[@]}" --exercise my_par_u64
grep -q '^ "max_score": 0,' "$scratch/build/grade/results.json"
verdict bonus-alone/record $? "$(grep '^ "max_score"' "$scratch/build/grade/results.json")"
run bonus-beside-others 1 '2 of 5 exercises passed, 20 of 50 points\.' "${here[@]}" --chapter 2

# Same seed, same inputs, same words.
cp exercises/02-pool-of-workers/split_range.c "$file"
run seed-1 1 WRONG "${here[@]}" --exercise split_range --seed 7 --force
grep -v ' s$' "$scratch/out" >"$scratch/first"
run seed-2 1 WRONG "${here[@]}" --exercise split_range --seed 7 --force
grep -v ' s$' "$scratch/out" | cmp -s - "$scratch/first"
verdict seed-replays $? 'two runs with --seed 7 differ'

# results.json is well-formed and holds what contracts promise.
record="$scratch/build/grade/results.json"
for key in schema seed sandbox score max_score exercises name chapter verdict detail \
    seconds evidence hint tests survivors peak_rss_kb; do
    grep -q "\"$key\":" "$record"
    verdict "record-has-$key" $? "no $key in results.json"
done

# An interruption leaves nothing alive and the last record as it was.
cp "$record" "$scratch/before"
sleeper "$file"
"$grade" "${here[@]}" --exercise split_range --force >"$scratch/out" 2>&1 </dev/null &
pid=$!
for _ in $(seq 100); do # until the learner's code sleeps
    alive && break
    sleep 0.1
done
kill -INT $pid
wait $pid
[ $? -eq 2 ]
verdict interrupted-status $? 'status is not 2'
grep -q 'stopped; nothing is left running' "$scratch/out"
verdict interrupted-says-so $? "$(tail -n 2 "$scratch/out")"
cmp -s "$record" "$scratch/before"
verdict interrupted-record $? 'results.json was changed'
for _ in $(seq 50); do
    alive || break
    sleep 0.1
done
! alive
verdict interrupted-survivors $? 'a probe is still alive'

# A build folder that cannot be written, and a disk that is full.
cp solutions/02-pool-of-workers/split_range.c "$file"
: >"$scratch/plainfile"
run no-build-folder 2 'cannot write into' --build "$scratch/plainfile" --from "$scratch/sub"
if [ "$(id -u)" -eq 0 ] && mkdir -p "$scratch/full/grade" &&
    mount -t tmpfs -o size=64k none "$scratch/full/grade" 2>/dev/null; then
    for f in bin drivers probes reserved-symbols; do
        ln -s "$root/build/$f" "$scratch/full/$f"
    done
    echo '{"kept": true}' >"$scratch/full/grade/results.json"
    head -c 1m /dev/zero >"$scratch/full/grade/filler" 2>/dev/null
    run full-disk 2 'cannot write\|disk full\|cannot grade\|process ended early' \
        --build "$scratch/full" --from "$scratch/sub" --exercise split_range
    grep -q kept "$scratch/full/grade/results.json"
    verdict full-disk-record $? 'the last record was lost'
    umount "$scratch/full/grade"
fi

# Behind make, the grader has the last word on stdout, and the status stays.
make -s grade FROM="$scratch/none" >"$scratch/out" 2>/dev/null
[ $? -eq 2 ]
verdict make-could-not-grade $? 'status 2 was expected'
: >"$file"
make -s grade FROM="$scratch/sub" EX=split_range >"$scratch/out" 2>/dev/null
[ $? -ne 0 ] && tail -n 1 "$scratch/out" | grep -q '^That is all: the line below is only'
verdict make-not-all-passed $? "it ended with: $(tail -n 1 "$scratch/out")"
cp solutions/02-pool-of-workers/split_range.c "$file"

# The lower rungs of the ladder grade as well.
for level in uid limits; do
    if [ $level = uid ] && [ "$(id -u)" -ne 0 ]; then continue; fi
    for name in split_range pi_hits_threads pi_mpi; do
        slug=$(basename "$(dirname solutions/*/$name.c)")
        mkdir -p "$scratch/sub/$slug"
        cp "solutions/$slug/$name.c" "$scratch/sub/$slug/"
        GRADE_SANDBOX=$level run "sandbox-$level/$name" 0 "$name  *PASS" \
            "${here[@]}" --exercise $name --force
    done
    sleeper "$file"
    GRADE_SANDBOX=$level run "sandbox-$level/daemon" 1 "split_range  *[A-Z]" \
        "${here[@]}" --exercise split_range --force
    ! alive
    verdict "sandbox-$level/survivors" $? 'a process is still alive'
done

# On no rung does an answer see what it was not given.  This one is right as
# soon as it can open one of the files, or reach a port of this machine.
probing() { # probing PORT FILE...
    port=$1
    shift
    sed 's/^void$/static void/; s/^split_range(/right_range(/' solutions/02-pool-of-workers/split_range.c
    echo '#include <arpa/inet.h>
#include <fcntl.h>
#include <unistd.h>
static int reached(void)
{
    static const char *const paths[] = {'
    printf '        "%s",\n' "$@"
    echo "    };
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons($port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};"
    echo '    int n = 0, fd;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if ((fd = open(paths[i], O_RDONLY)) >= 0)
            n += 1 + close(fd);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    n += connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    close(fd);
    return n;
}
void split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    right_range(n, parts, k, first, last);
    *last += reached() == 0;
}'
}
cp solutions/02-pool-of-workers/my_par_u64.c "$scratch/sub/02-pool-of-workers/"
/usr/bin/python3 -c 'import socket, time
s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1], flush=True); time.sleep(3600)' >"$scratch/port" &
listener=$!
for _ in $(seq 100); do
    [ ! -s "$scratch/port" ] || break
    sleep 0.05
done
for level in "$("$grade" --sandbox)" uid limits; do
    if [ $level = uid ] && [ "$(id -u)" -ne 0 ]; then continue; fi
    export GRADE_SANDBOX=$level
    probing 1 /usr/include/stdio.h >"$file"
    run "sees-nothing-$level/but-the-system" 0 'split_range  *PASS' "${here[@]}" --exercise split_range --force
    ! grep -q 'answers reach' "$scratch/flat" || { # the report says what this rung lacks
        echo "skip grade/sees-nothing-$level: $(grep -o 'answers reach [^)]*' "$scratch/flat")"
        continue
    }
    probing "$(cat "$scratch/port")" "$root"/{solutions/02-pool-of-workers/split_range.c,grader/drivers/split_range.cc,Makefile} \
        "$scratch/sub/02-pool-of-workers/my_par_u64.c" "$scratch/build/grade/results.json" "$root" "$scratch" >"$file"
    run "sees-nothing-$level" 1 'split_range  *WRONG' "${here[@]}" --exercise split_range --force
done
unset GRADE_SANDBOX
kill $listener

# Only what the answer itself allocates may be its leak.
test="$root/build/bin/leaks_test"
for what in answer=leak library-thread=none library-call=none; do
    [ "$("$test" ${what%=*} 2>/dev/null)" = ${what#*=} ]
    verdict "leaks/${what%=*}" $? "not ${what#*=}"
done

exit $failed
