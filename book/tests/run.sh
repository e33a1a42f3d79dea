#!/bin/sh
# run.sh - the book's tests.  One line a test: "ok NAME" or "FAIL NAME: why".
#
# First, every mistake a lesson can make must stop the build and be named with
# its file and line: each is made in a copy of tests/good.  Then the built
# editions are looked at.  Run by `make check-book` in the repository's root.
set -u
pandoc=${PANDOC:-pandoc}
contract=$(readlink -f "${CONTRACT:-build/bin/contract}")
work=$PWD/build/book/tests
root=$work/root
site=$root/build/book/html
log=$work/log
passed=0
failed=0
mkdir -p "$work"

ok() {
    passed=$((passed + 1))
    echo "ok book: $1"
}

bad() {
    failed=$((failed + 1))
    echo "FAIL book: $1: $2"
}

# Run the driver on the copy; its words go to $log.
build() {
    timeout 120 "$pandoc" -f markdown -L "book/$1.lua" \
        --metadata-file="$root/book.yml" -M root="$root" \
        -M mode="$2" -M out="$site" -M contract="${3:-$contract}" \
        -t plain -o /dev/null /dev/null >"$log" 2>&1
}

fresh() {
    rm -rf "$root"
    cp -r book/tests/good "$root"
    mkdir -p "$site"
}

# bites NAME FILE PATTERN WORDS EDIT: after EDIT (a shell command run in the
# copy) the build must stop and say WORDS about the first line of FILE that
# holds PATTERN.
bites() {
    fresh
    (cd "$root/chapters" && eval "$5")
    line=$(grep -n -m1 -e "$3" "$root/chapters/$2" | cut -d: -f1)
    if build book check; then
        bad "$1" "the build went on"
    elif ! grep -q "^\(chapters/\)*${2#../}:$line: .*$4" "$log"; then
        bad "$1" "no \"chapters/$2:$line: ... $4\" in: $(head -n 3 "$log")"
    else
        ok "$1"
    fi
}

lesson=01-good/README.md
add() { printf '\n%s\n' "$1" >>$lesson; }

fresh
if build book check && ! [ -s "$log" ]; then
    ok "a lesson in order passes without a word"
else
    bad "a lesson in order passes without a word" "$(head -n 3 "$log")"
fi

bites "unknown region" $lesson 'region=great' 'no region "great"' \
    "sed -i s/region=greet/region=great/ $lesson"
bites "unquoted region" 01-good/hello.c 'ANCHOR: main' \
    'region "main" is quoted by no lesson' \
    "printf '// ANCHOR: main\n// ANCHOR_END: main\n' >>01-good/hello.c"
bites "unquoted region of a Python program" 02-next/double.py 'ANCHOR: rest' \
    'region "rest" is quoted by no lesson' \
    "printf '# ANCHOR: rest\n# ANCHOR_END: rest\n' >>02-next/double.py"
bites "stale quote of a Python program" 02-next/README.md 'region=double' \
    'run make sync' "sed -i 's/2 \* hits/hits * 2/' 02-next/double.py"
bites "region without end" 01-good/hello.c 'ANCHOR: tail' 'does not end' \
    "printf '// ANCHOR: tail\n' >>01-good/hello.c"
bites "crooked region marker" 01-good/hello.c 'ANCHOR greet' \
    'a region marker is' "printf '/* ANCHOR greet */\n' >>01-good/hello.c"
bites "stale quote" $lesson 'region=greet' 'run make sync' \
    "sed -i 's/w < workers; w++/w < workers; ++w/' 01-good/hello.c"
bites "quoted file missing" $lesson 'file=hullo.c' 'there is no file' \
    "sed -i s/file=hello.c/file=hullo.c/ $lesson"
bites "wide listing" $lesson '^    printf' 'columns wide' \
    "sed -i 's/^\( *printf.*\)$/\1 \/* a comment that goes on too far *\//' \
        01-good/hello.c; build sync sync"
bites "dead link to a chapter" $lesson '03-none' 'no lesson 03-none' \
    "add '[x](../03-none/README.md)'"
bites "dead link to an anchor" $lesson '#nowhere' 'no heading #nowhere' \
    "add '[x](../02-next/README.md#nowhere)'"
bites "dead link within the lesson" $lesson '(#lost)' 'no heading #lost' \
    "add '[x](#lost)'"
bites "dead link to an exercise" $lesson 'none.c' \
    'no exercises/01-good/none.c' "add '[x](../../exercises/01-good/none.c)'"
bites "missing alt text" $lesson '!\[\]' 'no alt text' \
    "sed -i 's/!\[.*\]/![]/' $lesson"
bites "missing picture" $lesson 'lines.svg' 'there is no picture' \
    "sed -i 's/lanes.svg/lines.svg/' $lesson"
bites "picture inside a sentence" $lesson 'See !' 'paragraph of its own' \
    "sed -i 's/^!/See !/' $lesson"
bites "duplicate heading" $lesson '^### The program' 'a second heading' \
    "add '### The program'"
bites "output without contract" $lesson '^```console {}' 'needs expect=' \
    "sed -i 's/{expect=hello n=2}/{}/' $lesson"
bites "unknown fence attribute" $lesson 'colour=red' \
    'unknown attribute "colour"' \
    "sed -i 's/region=greet/region=greet colour=red/' $lesson"
bites "parameter without contract" $lesson '{n=2}' 'unknown attribute "n"' \
    "sed -i 's/{expect=hello n=2}/{n=2}/' $lesson"
bites "C without a file" $lesson '^```c$' 'C code without file=' \
    "add '\`\`\`c
int x;
\`\`\`'"
bites "unknown language" $lesson '^```cpp' 'unknown language "cpp"' \
    "add '\`\`\`cpp
int x;
\`\`\`'"
bites "indented code" $lesson '    int x;' 'use a fence' "sed -i 's/^## Links/    int x;\n\n## Links/' $lesson"
bites "open fence" $lesson '^````text' 'never closed' \
    "add '\`\`\`\`text'"
bites "transcript against its contract" $lesson 'expect=hello n=2' \
    'does not keep its contract' "sed -i 's/^hello from 1/hello from 5/' $lesson"
bites "contract missing" $lesson 'expect=hullo' 'there is no contract' \
    "sed -i 's/expect=hello n=2/expect=hullo n=2/' $lesson"
bites "margin note of two paragraphs" $lesson '\[^margin\]' 'one paragraph' \
    "printf '\n    A second paragraph.\n' >>$lesson"
bites "formula that EPUB forbids" $lesson 'dfrac' 'EPUB readers' \
    "sed -i 's/.frac/\\\\dfrac/' $lesson"
bites "call without a line in the glossary" $lesson 'MPI_Recieve' \
    'MPI_Recieve is not in book/glossary.txt' "add 'Call \`MPI_Recieve\`.'"
bites "quiz without a right answer" $lesson '\[ \] nobody' \
    'a quiz has 0 right answers' "sed -i 's/\`hello from 1 < 2/\`hello from 7 < 2/' $lesson"
bites "quiz with two right answers" $lesson '\[ \] hello' \
    'a quiz has 2 right answers' "sed -i 's/\[ \] nobody/[ ] hello/' $lesson"
bites "quiz that counts the lines of its run" $lesson '\[ \] 2 lines' \
    'a quiz has 2 right answers' "sed -i 's/\[ \] nobody/[ ] 2 lines, one each/' $lesson"
bites "quiz with the wrong number of lines" $lesson '\[ \] 3 lines' \
    'a quiz has 0 right answers' \
    "sed -i 's/\[ \] nobody/[ ] 3 lines/; s/\`hello from 1 < 2/\`hello from 7 < 2/' $lesson"
bites "lesson in no part" 03-extra/README.md 'Extra' 'no part of book.yml' \
    "mkdir 03-extra; echo '# Extra' >03-extra/README.md"
bites "lesson without title" 02-next/README.md 'Short' 'begins with' \
    "sed -i '1,2d' 02-next/README.md"

bites "translation without a mark" ../book/translations/de/01-good/README.md \
    '## Verweise' 'say of which text' \
    "sed -i '/^## Verweise/,/^<!--/{/^<!--/d}' ../book/translations/de/01-good/README.md"
bites "translation with a section too many" \
    ../book/translations/de/01-good/README.md 'Eine Lektion' 'has 4 sections' \
    "echo '## Mehr' >>../book/translations/de/01-good/README.md"
bites "translation with a stale listing" \
    ../book/translations/de/01-good/README.md 'region=greet' 'run make sync' \
    "sed -i 's/w < workers; w++/w < workers; ++w/' 01-good/hello.c
     sed -i 's/w < workers; w++/w < workers; ++w/' $lesson"

fresh
rm "$root/chapters/02-next/README.md"
if ! build book check && grep -q '^chapters/02-next/README.md:1: ' "$log"; then
    ok "a lesson of book.yml is missing"
else
    bad "a lesson of book.yml is missing" "$(head -n 3 "$log")"
fi

fresh
(cd "$root/chapters" && add '[x](#a)' && add '[x](#b)')
echo '[x](#c)' >>"$root/chapters/02-next/README.md"
build book check
if [ "$(grep -c 'dead link' "$log")" = 3 ]; then
    ok "all problems of all lessons are told"
else
    bad "all problems of all lessons are told" "$(head -n 3 "$log")"
fi

fresh
if ! build book check "$work/no-contract" && grep -q 'run make first' "$log"
then
    ok "a missing contract checker is named"
else
    bad "a missing contract checker is named" "$(head -n 3 "$log")"
fi

fresh
sed -i 's/w < workers; w++/w < workers; ++w/' "$root/chapters/01-good/hello.c"
build sync sync
first=$(cat "$log")
build sync sync
if [ "$first" = "chapters/$lesson: 1 listing brought up to date
book/translations/de/$lesson: 1 listing brought up to date" ] &&
    ! [ -s "$log" ] && build book check; then
    ok "make sync renews stale quotes and nothing else"
else
    bad "make sync renews stale quotes and nothing else" "$first $(cat "$log")"
fi

# A section whose original has changed: said by the build and on the page,
# and the other sections are not blamed.
fresh
sed -i 's/It runs like this/It runs like that/' "$root/chapters/$lesson"
line=$(grep -n '^## Das Programm' "$root/book/translations/de/$lesson" | cut -d: -f1)
if build book site && [ "$(grep -c 'older than' "$log")" = 1 ] &&
    grep -q "^book/translations/de/$lesson:$line: older than chapters/$lesson" "$log" &&
    [ "$(grep -c 'note care' "$site/de-01-good.html")" = 2 ] &&
    grep -q 'href="01-good.html#the-program" hreflang="en-GB"' "$site/de-01-good.html"
then
    ok "a translation older than its original is told"
else
    bad "a translation older than its original is told" "$(head -n 3 "$log")"
fi

# The pages of the small book and of the real one.
look() {
    timeout 120 "$pandoc" -f markdown -L book/tests/site.lua -M site="$2" \
        -M root="$3" -t plain -o /dev/null /dev/null >"$log" 2>&1
    status=$?
    if [ $status = 0 ]; then
        ok "$1"
    else
        bad "$1" "$(head -n 5 "$log")"
    fi
}
fresh
build book site && book/dress.sh "$site"
look "small site: links, ids, names, requests, code" "$site" "$root"
if grep -q '<figcaption>Lines may come in any order' "$site/01-good.html"; then
    ok "a transcript says what its contract leaves open"
else
    bad "a transcript says what its contract leaves open" "no such sentence"
fi
if grep -q 'double.py</code></a></th><td>Twice the hits.</td><td><a' \
    "$site/programs.html" &&
    grep -q '<span class="kw">def</span>' "$site/02-next.html"; then
    ok "a Python program is coloured and in the index"
else
    bad "a Python program is coloured and in the index" \
        "$(grep -m1 double.py "$site/programs.html")"
fi
if grep -q '<figcaption>Die Zeilen d' "$site/de-01-good.html" &&
    grep -q '<html lang="de"' "$site/de-01-good.html" &&
    grep -q 'href="de-01-good.html"' "$site/01-good.html"; then
    ok "a translated lesson speaks its language and is linked"
else
    bad "a translated lesson speaks its language and is linked" "$(head -n 3 "$log")"
fi
# What stands around it too; the second lesson is not translated and says so.
if grep -q '<span>Suchen</span>' "$site/de-01-good.html" &&
    grep -q 'bookWords={"Copied":"Kopiert"}' "$site/de-01-good.html" &&
    grep -q '<a href="de-01-good.html" aria-current="page"><b>1 </b>Eine Lektion' \
        "$site/de-01-good.html" &&
    grep -q '<a href="02-next.html" hreflang="en-GB" lang="en-GB"><b>2' \
        "$site/de-01-good.html" &&
    grep -q 'href="02-next.html" hreflang="en-GB"><small>Weiter</small><span lang="en' \
        "$site/de-01-good.html" &&
    ! grep -q 'Suchen\|bookWords=\|Weiter' "$site/01-good.html"; then
    ok "the furniture of a translated page speaks its language"
else
    bad "the furniture of a translated page speaks its language" \
        "$(grep -n 'Such\|<small>' "$site/de-01-good.html" | head -n 5)"
fi
# One page alone is the page of the whole site, whatever kind of lesson it is.
alone=$work/alone
mkdir -p "$alone"
for key in 04-oversubscribe B-from-python de-02-pool-of-workers; do
    rm -f "$alone"/*
    "$pandoc" -f markdown -L book/book.lua --metadata-file=book/book.yml \
        -M contract="$contract" -M mode=site -M only=$key -M out="$alone" \
        -t plain -o /dev/null /dev/null >"$log" 2>&1
    if [ "$(ls "$alone")" = $key.html ] &&
        cmp "$alone/$key.html" build/book/html/$key.html >>"$log" 2>&1; then
        ok "the page of $key alone"
    else
        bad "the page of $key alone" "$(ls "$alone") $(head -n 3 "$log")"
    fi
done
message=$(make -s --no-print-directory page LESSON=0 2>&1)
if [ $? = 2 ] && [ "${message#page: say which lesson}" != "$message" ]; then
    ok "make page without one lesson says how"
else
    bad "make page without one lesson says how" "$message"
fi
fresh
if build book print && grep -q '^<details open>' "$site/print.html"; then
    ok "a folded answer is open on paper"
else
    bad "a folded answer is open on paper" "$(grep -c '<details' "$site/print.html")"
fi
look "site: links, ids, names, requests, code" build/book/html .

# In the book itself: translated lessons lead to each other, and each language
# has the words that stand in the pages, the scripts and the contracts.
real=build/book/html
if grep -q 'rel="next" href="de-02-pool-of-workers.html"><small>Weiter<' \
        $real/de-01-*.html &&
    grep -q 'rel="prev" href="de-01-one-memory-or-many.html"><small>Zurück<' \
        $real/de-02-*.html &&
    grep -q '<a href="de-03-hello-mpi.html"><b>3 </b>Hallo, MPI' $real/de-01-*.html; then
    ok "translated lessons lead to each other"
else
    bad "translated lessons lead to each other" "$(grep -h 'rel="next"' $real/de-*)"
fi
{
    grep -o '\[\[[^]]*\]\]' book/theme/page.html | sed 's/^..//; s/..$//'
    cat book/theme/*.js book/theme/live/darts.js book/theme/live/pool.js |
        tr -d '\n' | sed "s/' *+ *'//g" | grep -oE "\b([sS]ay|bookSay)\('[^']*'" |
        sed "s/^[^']*'//; s/'$//"
    grep -ohE "\bsay\('[^']*'" book/lua/*.lua | sed "s/^[^']*'//; s/'$//"
    tr -d '\n' <grader/src/contract_say.c | sed 's/" *"//g' |
        grep -oE '"[A-Z][^"]*\.["]' | tr -d '"'
    sed -n 's/^ *- title: //p' book/book.yml
} | sort -u >"$work/said"
for words in book/translations/*/words.txt; do
    sed -n 's/ *=.*//p' "$words" | sort -u >"$work/known"
    missing=$(comm -23 "$work/said" "$work/known")
    if [ -s "$work/said" ] && [ -z "$missing" ]; then
        ok "$words has the words that the book says"
    else
        bad "$words has the words that the book says" "not: $missing"
    fi
done

if make -q html epub >"$log" 2>&1; then
    ok "nothing is built when nothing changed"
else
    bad "nothing is built when nothing changed" "make -q says otherwise"
fi

message=$(CHROMIUM=/no/browser book/pdf.sh book/theme/print.html x.pdf 2>&1)
if [ $? = 2 ] && [ "${message#*no browser /no/browser}" != "$message" ]; then
    ok "a missing browser is named, exit 2"
else
    bad "a missing browser is named, exit 2" "$message"
fi

# The names of its files stand uncompressed in the EPUB.
if grep -aq 'EPUB/media/cover.svg' build/book/many-hands.epub; then
    ok "EPUB: it has a cover"
else
    bad "EPUB: it has a cover" "there is no EPUB/media/cover.svg in it"
fi

jar=/usr/share/java/epubcheck.jar
if ! command -v java >/dev/null || ! [ -f $jar ]; then
    echo "skip book: EPUB: there is no java or no epubcheck"
elif timeout 300 java -jar $jar build/book/many-hands.epub >"$log" 2>&1; then
    ok "EPUB: epubcheck finds nothing"
else
    bad "EPUB: epubcheck finds nothing" "$(grep -m3 -E 'ERROR|FATAL' "$log")"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
