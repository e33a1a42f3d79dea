#!/bin/bash
# class_test.sh - a class: what is refused and why, a row for everybody, a
# run that is killed and goes on, the same results twice, a full disk.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 2
scratch=$(mktemp -d /tmp/many-hands-test-XXXXXX)
chmod 755 "$scratch"
trap 'umount "$scratch"/mnt-* 2>/dev/null; rm -rf "$scratch"' EXIT
class="$root/build/bin/class"
slug=02-pool-of-workers
right=solutions/$slug/split_range.c
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok class/$1"; else
        echo "FAIL class/$1: $3"
        failed=1
    fi
}

# grade WANTED-STATUS IN OUT ARGS...: one exercise of a class; $scratch/out
grade() {
    want=$1 in=$2 out=$3
    shift 3
    timeout 300 "$class" --submissions "$in" --out "$out" --exercise split_range \
        "$@" >"$scratch/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$want" ]
}
said() { tr '\n' ' ' <"$scratch/out" | head -c 400; }

# student NAME FILE: a folder with this answer to split_range
student() {
    mkdir -p "$subs/$1/$slug"
    cp "$2" "$subs/$1/$slug/split_range.c"
}

# row OUT NAME PATTERN: the gradebook's row of a student
row() { grep -a -F "\"$2\"," "$1/gradebook.csv" | grep -q -a -e "$3"; }
rows() { tail -n +2 "$1/gradebook.csv" | wc -l; }
line_of() { grep -a -F "\"$2\"," "$1/gradebook.csv" | head -c 300; }

archive() { # archive NAME.KIND ENTRY...
    "$root/build/bin/make_archive" "${1#*.}" "$subs/$1" "${@:2}"
}

# --- bad calls ----------------------------------------------------------------

bad() { # bad NAME PATTERN ARGS...
    name=$1 pattern=$2
    shift 2
    timeout 60 "$class" "$@" >"$scratch/out" 2>&1 </dev/null
    [ $? -eq 2 ] && grep -q -e "$pattern" "$scratch/out"
    verdict "call/$name" $? "$(said)"
}
mkdir "$scratch/none" "$scratch/empty"
bad nothing 'say where the submissions are'
bad no-folder 'No such file' --submissions "$scratch/nowhere" --out "$scratch/o"
bad no-submission 'there is no submission' --submissions "$scratch/none" --out "$scratch/o"
bad out-inside 'OUT lies in SUBMISSIONS' --submissions "$scratch/empty" --out "$scratch/empty/out"
bad jobs 'JOBS must be a number' --submissions "$scratch/none" --out "$scratch/o" --jobs 0
bad exercise '^class: there is no exercise .*did you mean EX=split_range' --submissions "$scratch/none" --out "$scratch/o" --exercise split_rang
rm -rf "$scratch/empty/out"
mkdir -p "$scratch/one/ada/$slug" && cp "$right" "$scratch/one/ada/$slug/"
bad rules "class: cannot read $scratch/nope.json: No such file" --submissions "$scratch/one" --out "$scratch/o" --rules "$scratch/nope.json"
GRADE_SANDBOX=bubblewarp bad sandbox 'there is no GRADE_SANDBOX=bubblewarp' --submissions "$scratch/none" --out "$scratch/o"
make -s --no-print-directory class LAUNCHER=other >"$scratch/out" 2>&1
[ $? -eq 2 ] && grep -q 'there is no LAUNCHER=other, only LAUNCHER=slurm$' "$scratch/out"
verdict call/launcher $? "$(said)"

# --- what is refused, by name -------------------------------------------------
# Nothing of it may be graded, so this costs no compiler.

subs=$scratch/refused
mkdir "$subs"
good=(file "$slug/split_range.c" "$right")
archive traversal.tar.gz "${good[@]}" file ../../many-hands-escaped "$right"
archive traversal-zip.zip "${good[@]}" file "a/../../many-hands-escaped" "$right"
archive absolute.tar "${good[@]}" file "$scratch/many-hands-escaped" "$right"
archive symlink.tar.xz link "$slug/split_range.c" "$root/$right"
archive symlink-zip.zip "${good[@]}" link x /etc/passwd
archive hardlink.tar "${good[@]}" hard y "$slug/split_range.c"
archive pipe.tar "${good[@]}" pipe p -
archive device.tar.gz "${good[@]}" device null -
archive bomb.zip "${good[@]}" zeros big 400000000
archive bomb-of-many.zip "${good[@]}" $(for i in 1 2 3 4 5; do echo zeros big$i 15000000; done)
archive bomb-xz.tar.xz "${good[@]}" zeros big 400000000
archive ten-thousand.zip "${good[@]}" many files 10000
archive deep.tar "${good[@]}" file "$(printf 'd/%.0s' $(seq 30))x" "$right"
archive long.tar "${good[@]}" file "$(printf 'd%.0s' $(seq 1500))" "$right"
archive twice.tar "${good[@]}" "${good[@]}"
archive two-layouts.zip "${good[@]}" file "exercises/$slug/split_range.c" "$right"
archive squeezed-twice.tar.gz.gz "${good[@]}"
mv "$subs/squeezed-twice.tar.gz.gz" "$subs/squeezed-twice.tar.gz"
archive encrypted.zip-secret "${good[@]}"
mv "$subs/encrypted.zip-secret" "$subs/encrypted.zip"
archive cut-short.zip "${good[@]}" file z "$right"
truncate -s -40 "$subs/cut-short.zip"
echo 'no archive' >"$subs/no-archive.tar.gz"
echo 'an essay' >"$subs/essay.pdf"
archive elsewhere.zip file "my/own/folder/split_range.c" "$right"
student twins "$right"
archive twins.zip "${good[@]}"
mkdir "$subs/hands-in-nothing"
ln -s "$root/solutions" "$subs/is-a-link"
mkfifo "$subs/is-a-pipe"
student folder-with-link "$right"
ln -sf "$root/$right" "$subs/folder-with-link/$slug/split_range.c"
student folder-with-link-folder "$right"
ln -s "$root/solutions/03-hello-mpi" "$subs/folder-with-link-folder/03-hello-mpi"
student folder-with-hard-link "$right"
ln "$subs/folder-with-hard-link/$slug/split_range.c" "$subs/folder-with-hard-link/again.c"
student folder-with-pipe "$right"
mkfifo "$subs/folder-with-pipe/$slug/pool_map.c"
student folder-of-many "$right"
(cd "$subs/folder-of-many" && mkdir many && seq 10000 | sed 's,^,many/,' | xargs touch)
student folder-deep "$right"
mkdir -p "$subs/folder-deep/$(printf 'd/%.0s' $(seq 30))"
student folder-huge "$right"
truncate -s 1T "$subs/folder-huge/sparse"

grade 1 "$subs" "$scratch/refused-out" --seed 1
verdict refused/status $? "status $status: $(said)"

refused() { # refused NAME PATTERN
    row "$scratch/refused-out" "$1" "\"refused\",\".*$2"
    verdict "refused/$1" $? "no \"$2\" in $(line_of "$scratch/refused-out" "$1")"
}
refused traversal 'leads out of the submission'
refused traversal-zip 'leads out of the submission'
refused absolute 'absolute path'
refused symlink 'split_range.c is a symbolic link'
refused symlink-zip 'x is a symbolic link'
refused hardlink 'y is a hard link'
refused pipe 'p is a device, a pipe or a socket'
refused device 'null is a device, a pipe or a socket'
refused bomb 'big is larger than 16 MiB'
refused bomb-of-many 'larger than 64 MiB together'
refused bomb-xz 'big is larger than 16 MiB'
refused ten-thousand 'more than 8000 files'
refused deep 'more than 16 folders deep'
refused long 'path of more than 1000 bytes'
refused twice 'split_range.c is in it twice'
refused two-layouts 'the exercises are in it twice'
refused squeezed-twice 'compressed more than once'
refused encrypted 'it is encrypted'
refused cut-short 'is no whole archive\|is no archive\|cannot be read'
refused no-archive 'is no archive\|is no whole archive'
refused essay.pdf 'is none of: folder, .zip'
refused elsewhere 'holds no exercise of the course'
refused twins 'there are two submissions, twins and twins.zip'
refused hands-in-nothing 'it is empty'
refused is-a-link 'it is a symbolic link'
refused is-a-pipe 'it is a device, a pipe or a socket'
refused folder-with-link 'split_range.c is a symbolic link'
refused folder-with-link-folder '03-hello-mpi is a symbolic link'
refused folder-with-hard-link 'is a hard link'
refused folder-with-pipe 'pool_map.c is a device, a pipe or a socket'
refused folder-of-many 'more than 8000 files'
refused folder-deep 'more than 16 folders deep'
refused folder-huge 'sparse is larger than 16 MiB'

[ "$(rows "$scratch/refused-out")" -eq 33 ]
verdict refused/a-row-for-everybody $? "$(rows "$scratch/refused-out") rows for 33 students"
found=$(find / -xdev -name 'many-hands-escaped*' -not -path '/proc/*' 2>/dev/null | head -n 3)
[ -z "$found" ]
verdict refused/nothing-escaped $? "found $found"
grep -q 'split_range.c is a symbolic link' "$scratch/refused-out/symlink/report.html"
verdict refused/report-says-why $? 'the report of "symlink" does not say why'

# --- names, layouts, the gradebook --------------------------------------------

subs=$scratch/names
mkdir "$subs"
student 'Ada Lovelace' "$right"
sed 's/$/\r/' exercises/$slug/contract.h >"$subs/Ada Lovelace/$slug/contract.h" # saved on Windows
student 'Ada_Lovelace' exercises/$slug/split_range.c
student $'new\nline' "$right"
student $'not \xff utf8' "$right"
{ cat exercises/$slug/contract.h && echo '#define int long'; } >"$scratch/contract.h"
mkdir -p "$subs/Zoë Müller/exercises/03-hello-mpi" && cp -r "$subs/Ada Lovelace/$slug" "$subs/Zoë Müller/exercises/"
echo '/* empty */' | tee "$subs/Zoë Müller/exercises/03-hello-mpi/contract.h" >"$subs/Zoë Müller/exercises/$slug/contract.h"
archive '=HYPERLINK("x").zip' file "wrap/$slug/split_range.c" "$right"
mv "$subs/=HYPERLINK(\"x\").zip" "$subs/=HYPERLINK(1,2).zip"
archive '-rf.tar.gz' file "./a folder/exercises/$slug/split_range.c" "$right" \
    file "a folder/README.md" README.md
archive '<script>alert(1).tar.xz' file "$slug/split_range.c" "$right" file "$slug/contract.h" "$scratch/contract.h"
echo '{"title": "A & B <i>", "weights": {"split_range": 2},
    "deadlines": {"2": "2023-11-14T00:00:00+01:00"}, "late_percent_per_day": 15,
    "submitted": {"Ada Lovelace": "2023-11-13T22:59:00Z", "Ada_Lovelace": "2023-11-13T00:00Z",
        "new\\x0aline": "2023-11-14T00:00:00+01:00", "not \\xff utf8": "2030-01-01T00:00:00Z",
        "Zoë Müller": "2023-11-14T00:00:01+01:00"}}' >"$subs/class.json"
out=$scratch/names-out
grade 0 "$subs" "$out" --seed 7
verdict names/status $? "status $status: $(said)"
names() { # names STUDENT PATTERN
    row "$out" "$1" "$2"
    verdict "names/$1" $? "no $2 in $(line_of "$out" "$1")"
}
names 'Ada Lovelace' '"Ada_Lovelace_2","graded","","2023-11-13T22:59:00Z",0,20,20,20,100.0'
names 'Ada_Lovelace' '"Ada_Lovelace","graded"'
names 'new\x0aline' '"new_x0aline","graded","",.*,0,20,20'
names 'not \xff utf8' '"not__xff_utf8","graded","",.*,100,0,0,20,0.0'
names 'Zoë Müller' '"Zoë_Müller","graded","contract.h is not the course.s in 02-pool-of-workers, 03-hello-mpi",.*,15,17,17,20,85.0'
names "'=HYPERLINK(1,2)" '"_HYPERLINK_1_2_","graded","","2023-11-14T22:13:20Z",15,17,17,20,85.0'
names "'-rf" '"_rf","graded","",.*,15,17,17,20,85.0'
names '<script>alert(1)' '"_script_alert_1_","graded","contract.h is not the course.s in 02-pool-of-workers",'
grep -q '<script' "$out/index.html"
[ $? -eq 1 ]
verdict names/page-escapes $? 'the overview holds a script'
grep -q 'A &amp; B &lt;i&gt;' "$out/index.html"
verdict names/page-title $? 'no title in the overview'
for f in '' Ada_Lovelace_2/ _rf/ _script_alert_1_/; do
    [ -s "$out/$f$([ -z "$f" ] && echo index || echo report).html" ] || break
done
verdict names/pages-exist $? "no page in $f"
whose="contract.h is not the course's in 02-pool-of-workers"
[ "$(grep -c "class=.soft.>$whose" "$out/index.html")" -eq 2 ] &&
    grep -q "$whose; the course's was used" "$out/_script_alert_1_/report.html" &&
    ! grep -q 'contract.h is not' "$out/Ada_Lovelace_2/report.html"
verdict names/pages-say-whose-header $? "$(grep -h -o '.\{30\}contract.h is not.\{60\}' "$out"/*.html "$out"/*/report.html | head -c 400)"
# all but the starter are alike, and what the starter has does not count
grep -q 'Left out, because a third of all pairs' "$out/index.html"
verdict names/one-natural-answer $? 'the overview does not say that all are alike'
grep -q 'ran in a sandbox\|ran as a user\|ran unsandboxed' "$out/index.html"
verdict names/page-says-which-sandbox $? 'the overview does not say in which sandbox the answers ran'

# --- the records have the form of all records ------------------------------------

# records OUT NAME: of each student the record, and what is made of it
records() {
    for record in "$1"/*/results.json; do
        build/bin/report --format classroom50 --out "$scratch/r.classroom50" "$record" &&
            build/bin/report --format junit --out "$scratch/r.junit" "$record" &&
            /usr/bin/python3 grader/tests/report_check.py check "$2" "$record" \
                "$record" "$scratch/r.classroom50" "$scratch/r.junit"
    done >"$scratch/records" 2>&1
    ! grep -v '^ok ' "$scratch/records" >"$scratch/bad" && [ "$(wc -l <"$scratch/records")" -ge 3 ]
    verdict "$2" $? "$(head -c 400 "$scratch/bad" | tr '\n' ' ')"
}
records "$out" records/graded
records "$scratch/refused-out" records/refused
begun=$(head -n 1 "$out/journal.jsonl" | grep -o '"begun":"[^"]*"' | cut -d '"' -f 4)
when=$(grep -m 1 '^ "graded_at"' "$out/Ada_Lovelace/results.json" | cut -d '"' -f 4)
grep -a -F '"student":"Ada_Lovelace"' "$out/journal.jsonl" | grep -q -a -F "\"graded_at\":\"$when\"" &&
    [[ ! $when < $begun ]]
verdict records/time-of-the-journal $? "$when is not in the journal, begun $begun"

# --- a bonus adds points, not points to have --------------------------------------

subs=$scratch/bonus
mkdir -p "$subs/eve/$slug"
cp solutions/$slug/my_par_u64.c exercises/$slug/contract.h "$subs/eve/$slug/"
mkdir "$subs/eve/more"
touch "$subs/eve/notes.txt" "$subs/eve/more/a.c" "$subs/eve/$slug/b.c" # beside, and in
grade 0 "$subs" "$scratch/bonus-out" --seed 7 --exercise my_par_u64
row "$scratch/bonus-out" eve ',10,10,0,,"' && grep -q 'eve: 1 of 1 passed, 10 bonus points$' "$scratch/out"
verdict bonus/no-share-of-nothing $? "$(said) $(line_of "$scratch/bonus-out" eve)"
row "$scratch/bonus-out" eve '"3 files of no exercise ignored"'
verdict bonus/strays-beside-and-in $? "$(line_of "$scratch/bonus-out" eve)"
grep -q '^ "max_score": 0,' "$scratch/bonus-out/eve/results.json" &&
    grep -q '>10 bonus points<' "$scratch/bonus-out/index.html" "$scratch/bonus-out/eve/report.html"
verdict bonus/record-and-pages $? "$(grep '"max_score"' "$scratch/bonus-out/eve/results.json" | tail -n 1)"
subs=$scratch/names out=$scratch/names-out

# --- a second run: the same out of the journal, the same anew ------------------

before=$(cd "$out" && cat gradebook.csv index.html */results.json */report.html | cksum)
lines=$(wc -l <"$out/journal.jsonl")
grade 0 "$subs" "$out"
grep -q ' 0 results to find, 8 known' "$scratch/out"
verdict again/nothing-is-graded $? "$(said)"
[ "$before" = "$(cd "$out" && cat gradebook.csv index.html */results.json */report.html | cksum)" ]
verdict again/same-bytes $? 'a second run changed its output'
[ "$(wc -l <"$out/journal.jsonl")" -eq "$lines" ]
verdict again/same-journal $? 'a second run wrote into the journal'
grade 0 "$subs" "$scratch/names-out2" --seed 7 --jobs 3
measured='"graded_at"\|"seconds"\|"peak_rss_kb"\|"cpu_ms"'
for f in $(cd "$out" && find . -name '*.csv' -o -name results.json -o -name index.html | tr ' ' '?'); do
    cmp -s <(grep -v -e "$measured" "$out"/$f) <(grep -v -e "$measured" "$scratch/names-out2"/$f) || break
    f=
done
[ -z "$f" ]
verdict again/anew-is-the-same $? "$f differs: $(diff "$out/$f" "$scratch/names-out2/$f" | grep -v -e "$measured" | head -n 6 | tr '\n' ' ')"
grade 2 "$subs" "$out" --seed 8 && grep -q 'one class has one seed' "$scratch/out"
verdict again/one-seed $? "status $status: $(said)"

# What has changed is graded again, the rest is not.
cp exercises/$slug/split_range.c "$subs/Ada Lovelace/$slug/"
grade 0 "$subs" "$out"
grep -q ' 1 results to find, 7 known' "$scratch/out" && row "$out" 'Ada Lovelace' ',4,4,20,20.0'
verdict again/changed-is-graded $? "$(said) $(line_of "$out" 'Ada Lovelace')"

# --- who is like whom -----------------------------------------------------------

subs=$scratch/alike
mkdir "$subs"
student original "$right"
student loop "$right"
cat >"$subs/loop/$slug/split_range.c" <<'END'
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = 0;
    *last = n / parts + (0 < n % parts ? 1 : 0);
    for (int i = 1; i <= k; i++) {
        *first = *last;
        *last += n / parts;
        if (i < n % parts)
            *last += 1;
    }
}
END
mkdir -p "$subs/copy/$slug"
sed -e 's,^ \*.*,,' -e 's/first/begin/g; s/last/end/g; s/parts/p/g; s/    /\t/g' -e 's/;/ ;/' \
    "$right" >"$subs/copy/$slug/split_range.c"
student starter exercises/$slug/split_range.c
student starter-too exercises/$slug/split_range.c
grade 0 "$subs" "$scratch/alike-out"
pairs=$(sed -n '/Similar submissions/,$p' "$scratch/alike-out/index.html" | grep '<tr><th scope="row">')
[ "$(echo "$pairs" | wc -l)" -eq 1 ] && echo "$pairs" | grep -q 'copy.*original.*split_range.100'
verdict alike/only-the-copy $? "$pairs"

# --- class.json -----------------------------------------------------------------

rules() { # rules NAME PATTERN JSON
    echo "$3" >"$scratch/rules.json"
    grade 2 "$subs" "$out" --rules "$scratch/rules.json" && grep -q -e "$2" "$scratch/out"
    verdict "rules/$1" $? "status $status: $(said)"
}
rules no-json 'rules.json:' '{"weights": '
rules unknown-key 'wheights" is not known' '{"wheights": {}}'
rules unknown-exercise 'neither a chapter nor an exercise' '{"weights": {"split": 1}}'
rules no-zone 'must be a date with its zone' '{"deadlines": {"2": "2026-11-30T23:59:00"}}'
rules negative 'must be a number from 0' '{"weights": {"2": -1}}'
rules percent 'must be a number from 0 to 100' '{"late_percent_per_day": 200}'

# --- kill -9 in the middle ------------------------------------------------------

# An answer whose process carries a name of this test's own; is it alive?
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
    sleep(1000);
}
END
}
alive() { cat /proc/[0-9]*/comm 2>/dev/null | grep -qx "$mark"; }
dead() { ! alive; }

subs=$scratch/killed
mkdir "$subs"
for s in a b c d e; do
    student $s "$right"
    echo "/* $s */" >>"$subs/$s/$slug/split_range.c"
done
out=$scratch/killed-out
start() { # start JOBS: a run in the background, $pid
    "$class" --submissions "$subs" --out "$out" --exercise split_range --jobs "$1" \
        >"$scratch/out" 2>&1 </dev/null &
    pid=$!
}
results() { cat "$out/journal.jsonl" 2>/dev/null | wc -l; }
wait_until() { # wait_until COMMAND...: at most a minute
    for _ in $(seq 600); do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}
has_results() { [ "$(results)" -ge "$1" ]; }
sleeper "$subs/c/$slug/split_range.c" # so that it cannot be over too soon
start 1
wait_until alive
wait_until has_results 3 # a heading and two results
{ kill -9 $pid && wait $pid; } 2>/dev/null # bash says Killed
tmp=$(cat "$out/running")
case $tmp in /tmp/many-hands-class-*) ;; *) tmp=/nonexistent ;; esac
nobody_left() { ! grep -l -a "GRADE_TMP=$tmp" /proc/[0-9]*/environ >/dev/null 2>&1; }
wait_until nobody_left
verdict killed/no-survivor $? 'a process of the killed run is still there'
[ ! -e "$out/gradebook.csv" ]
verdict killed/in-the-middle $? 'it had ended already'
kept=$(($(results) - 1))
cp "$right" "$subs/c/$slug/"
printf '{"student":"e","exercise":"split_range","answ' >>"$out/journal.jsonl"
grade 0 "$subs" "$out"
grep -q " $((5 - kept)) results to find, $kept known" "$scratch/out"
verdict killed/resumes $? "kept $kept: $(said)"
[ "$(rows "$out")" -eq 5 ] && [ "$(grep -c ',10,10,10,100.0' "$out/gradebook.csv")" -eq 5 ]
verdict killed/rows $? "$(cat "$out/gradebook.csv")"
[ "$(grep -o '"student":"."' "$out/journal.jsonl" | sort | tr -d '\n')" = \
    '"student":"a""student":"b""student":"c""student":"d""student":"e"' ]
verdict killed/nothing-twice $? "$(grep -o '"student":"."' "$out/journal.jsonl" | tr '\n' ' ')"
[ ! -e "$tmp" ] && [ ! -e "$out/running" ]
verdict killed/cleared-away $? "$tmp or $out/running is still there"

# --- one grading process is killed; two runs in one OUT; an interruption --------

sleeper "$subs/c/$slug/split_range.c"
out=$scratch/murdered-out
start 1
wait_until alive
timeout 60 "$class" --submissions "$subs" --out "$out" >"$scratch/second" 2>&1 </dev/null
[ $? -eq 2 ] && grep -q 'another run is at work' "$scratch/second"
verdict murdered/second-run-is-kept-out $? "$(cat "$scratch/second")"
kill -9 $(cat /proc/$pid/task/$pid/children)
wait $pid
[ $? -eq 1 ] && [ "$(rows "$out")" -eq 5 ]
verdict murdered/rows $? "$(said)"
row "$out" c '"graded","split_range is GRADER_ERROR",.*,0,0,10,0.0'
verdict murdered/its-own-row $? "$(line_of "$out" c)"
[ "$(grep -c ',10,10,10,100.0' "$out/gradebook.csv")" -eq 4 ]
verdict murdered/the-others $? "$(cat "$out/gradebook.csv")"
wait_until dead
verdict murdered/no-survivor $? 'the answer is still running'
start 1
wait_until alive
kill -INT $pid
wait $pid
[ $? -eq 2 ] && grep -q 'goes on from here' "$scratch/out" && row "$out" c '"unfinished"' && wait_until dead
verdict murdered/interrupted $? "$(said) $(line_of "$out" c)"
cp "$right" "$subs/c/$slug/"
grade 0 "$subs" "$out" && grep -q ' 1 results to find, 4 known' "$scratch/out"
verdict murdered/graded-again $? "status $status: $(said)"

# --- the lower rungs of the sandbox ladder --------------------------------------

subs=$scratch/rungs
mkdir "$subs"
archive zipped.zip file "$slug/split_range.c" "$right"
archive tarred.tar.xz file "$slug/split_range.c" "$right"
for level in uid limits; do
    if [ $level = uid ] && [ "$(id -u)" -ne 0 ]; then continue; fi
    GRADE_SANDBOX=$level grade 0 "$subs" "$scratch/rung-$level"
    [ "$(grep -c ',10,10,10,100.0' "$scratch/rung-$level/gradebook.csv")" -eq 2 ] &&
        grep -q 'zipped.*split_range.100' "$scratch/rung-$level/index.html"
    verdict "sandbox-$level" $? "status $status: $(said)"
done

# A machine on which even root may not make namespaces: what the first line of
# `make grade` says of it, everybody who reads of the class is told.
bare=()
[ "$(id -u)" -ne 0 ] || bare=(setpriv --bounding-set -sys_admin --inh-caps -sys_admin)
GRADE_SANDBOX=limits timeout 300 "${bare[@]}" "$class" --submissions "$subs" --out "$scratch/bare" \
    --exercise split_range >"$scratch/out" 2>&1 </dev/null
reach=$(GRADE_SANDBOX=limits timeout 300 "${bare[@]}" build/bin/grade --from solutions --exercise split_range \
    2>&1 | grep -o '; answers reach [^)]*')
[ -n "$reach" ] && [ "$(grep -c ",\"limits$reach\".\$" "$scratch/bare/gradebook.csv")" -eq 2 ] &&
    [ "$(grep -l "There ${reach#; }\." "$scratch/bare/index.html" "$scratch/bare"/*/report.html | wc -l)" -eq 3 ]
verdict sandbox-bare/says-what-answers-reach $? "$reach: $(head -n 2 "$scratch/bare/gradebook.csv") $(said)"

# --- disks ----------------------------------------------------------------------

subs=$scratch/killed
small="$scratch/mnt-small" fixed="$scratch/mnt-fixed"
mkdir "$small" "$fixed"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=20k none "$small" 2>/dev/null; then
    head -c 1m /dev/zero >"$small/filler" 2>/dev/null
    grade 2 "$subs" "$small/out" && grep -q 'No space left' "$scratch/out"
    verdict disk/full-from-the-beginning $? "status $status: $(said)"
    rm "$small/filler"
    grade 2 "$subs" "$small/out" && grep -q 'No space left' "$scratch/out"
    verdict disk/full-in-the-middle $? "status $status: $(said)"
    known=$(($(wc -l <"$small/out/journal.jsonl") - 1))
    mount -o remount,size=8m "$small"
    grade 0 "$subs" "$small/out" && grep -q " $((5 - known)) results to find, $known known" "$scratch/out"
    verdict disk/goes-on $? "status $status, $known known: $(said)"
    [ "$(grep -c ',10,10,10,100.0' "$small/out/gradebook.csv")" -eq 5 ]
    verdict disk/rows $? "$(cat "$small/out/gradebook.csv")"
    mount --bind "$subs" "$fixed" && mount -o remount,bind,ro "$fixed"
    grade 0 "$fixed" "$out"
    verdict disk/submissions-read-only $? "status $status: $(said)"
    umount "$small" "$fixed"
else
    echo 'skip class/disk: mounting a small disk needs root'
fi

exit $failed
