#!/bin/bash
# instructor_test.sh - slides that fit, minutes that add up, a complete key.
#
# Prints `ok NAME` or `FAIL NAME: why` for each test.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root/build/instructor" || exit 2
scratch=$(mktemp -d /tmp/many-hands-instructor-XXXXXX)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failed=0

verdict() { # verdict NAME CONDITION-STATUS WHY
    if [ "$2" -eq 0 ]; then echo "ok instructor/$1"; else
        echo "FAIL instructor/$1: $3"
        failed=1
    fi
}

# --- the answer key ---------------------------------------------------------
for path in "$root"/solutions/*/*; do
    name=$(basename "${path%.*}")
    grep -q "<h2 id=\"$name\"" answers.html
    verdict "key/$name" $? "no section of its own"
done
wrong=$(find "$root/grader/wrong" -type f | wc -l)
[ "$(grep -o '<details>' answers.html | wc -l)" -eq "$wrong" ]
verdict key/wrong-answers $? "there are $wrong, the key shows $(grep -o '<details>' answers.html | wc -l)"

# --- minutes ------------------------------------------------------------------
sum=0
for lesson in "$root"/chapters/[0-9]*/README.md; do # an appendix is no lesson
    sum=$((sum + $(sed -n 's/^\*\([0-9]*\) minutes .*/\1/p' "$lesson" | head -n 1)))
done
grep -q "<strong>$sum</strong>" minutes.html
verdict minutes/sum $? "the lessons' minutes add up to $sum, the table has another sum"
[ "$(grep -c '<tr' minutes.html)" -eq $(($(ls -d "$root"/chapters/[0-9]*/ | wc -l) + 2)) ]
verdict minutes/rows $? "not one row a lesson"

# --- the course, and nothing from elsewhere -----------------------------------
for room in solutions grader/wrong Makefile; do
    [ -e "many-hands/$room" ]
    verdict "course/$(basename $room)" $? "$room is missing"
done
# `make student` in it: the drivers are compiled already, the rest runs.
(cd many-hands && grader/export/student.sh "$root/build/export/drivers" "$scratch/student") \
    >"$scratch/out" 2>&1
verdict course/exports $? "$(head -n 2 "$scratch/out" | tr '\n' ' ')"
(cd many-hands && git ls-files -- exercises) >"$scratch/starters"
(cd "$scratch/student/many-hands" 2>/dev/null && find exercises -type f | LC_ALL=C sort) |
    cmp -s - "$scratch/starters" && [ -s "$scratch/starters" ]
verdict course/exports-the-starters $? "not the files of exercises/"
# Without a repository of its own, the one around it must not be asked.
mkdir "$scratch/bare"
git -C many-hands archive HEAD | tar -xf - -C "$scratch/bare"
git init -q "$scratch"
(cd "$scratch/bare" && grader/export/student.sh "$root/build/export/drivers" "$scratch/none") \
    >"$scratch/out" 2>&1
[ $? -eq 2 ] && grep -q 'this must be a git clone' "$scratch/out"
verdict course/refuses-without-history $? "$(head -n 2 "$scratch/out" | tr '\n' ' ')"
! grep -l -E '(src|href)="(https?:)?//' slides/*.html minutes.html index.html >/dev/null
verdict no-request $? "a page asks another host: $(grep -l -E '(src|href)="(https?:)?//' slides/*.html minutes.html index.html | tr '\n' ' ')"

# --- slides: what the browser measures ----------------------------------------
skip() {
    echo "skip instructor: slides are not measured: there is no $* (make setup)"
    exit $failed
}
CHROMIUM=$("$root/book/browser.sh") || skip chromium
command -v node >/dev/null || skip node
[ -e "$root/book/tests/node_modules/playwright-core/package.json" ] || skip playwright-core
export CHROMIUM

sed 's/<div class="body">/&<p style="height:700px">too high<\/p>/' \
    "$(ls slides/[0-9]*.html | tail -n 1)" >slides/high.html
node "$root/grader/tests/slides_measure.mjs" slides/*.html >"$scratch/out" 2>&1
for deck in slides/[0-9]*.html; do
    name=$(basename "$deck" .html)
    grep -qx "$name measured $(grep -c '<section' "$deck")" "$scratch/out"
    verdict "slides/$name/measured" $? "the browser measured nothing: $(tail -n 1 "$scratch/out")"
    ! grep -q "^$name over: " "$scratch/out"
    verdict "slides/$name/fit" $? "$(grep -m 3 "^$name over: " "$scratch/out" | tr '\n' ' ')"
done
rm slides/high.html
grep -q '^high over: slide 2 ' "$scratch/out"
verdict slides/too-high-is-seen $? "a slide that is too high was not noticed"
exit $failed
