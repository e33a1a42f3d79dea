#!/bin/sh
# language.sh - are the lessons spelled right and short enough?
#
# A word that neither the dictionary nor book/words.txt has stops here, and so
# does a word that stands there twice in a row.  A lesson has at most 2,500
# words; programs, transcripts and formulas are not counted.
set -u
most=2500
work=$PWD/build/book/tests/words
rm -rf "$work"
mkdir -p "$work/bad/99-bad"

# read_words DIR README...: the text of each into DIR, `SLUG WORDS` a line.
read_words() {
    out=$1
    shift
    ${PANDOC:-pandoc} -f markdown -L book/tests/language.lua -M out="$out" \
        -M lessons="$*" -t plain -o /dev/null /dev/null
}

# The words of FILE that nobody knows, one a line; ’ is a typed apostrophe,
# and what holds a digit or a _ is a name of something else.
unknown() {
    tr -s '[:space:]' '\n' <"$1" |
        sed "s/’/'/g; s/'s\\b//g; s/[[:alnum:]]*[0-9_][[:alnum:]_-]*//g" |
        hunspell -i utf-8 -d en_GB -p "$PWD/book/words.txt" -l | sort -u
}

# A word twice in a row; between cells of a table there is more than a space.
twice() {
    grep -oiE '\b([[:alpha:]]+) \1\b' "$1" | sort -u
}

# judge README SLUG WORDS TEXT: one line for its length, one for its words.
judge() {
    if [ "$3" -le $most ]; then
        echo "ok book: $2 has at most $most words ($3)"
    else
        echo "FAIL book: $1 has $3 words, at most $most"
    fi
    command -v hunspell >/dev/null || return
    words=$(unknown "$4"; twice "$4")
    if [ -z "$words" ]; then
        echo "ok book: $2 is spelled right"
    else
        echo "FAIL book: $1: misspelled, or not in book/words.txt:" $words
    fi
}

command -v hunspell >/dev/null ||
    echo "skip book: the spelling: there is no hunspell (make setup)"
read_words "$work" chapters/*/README.md >"$work/counts"
while read -r slug count; do
    judge "chapters/$slug/README.md" "$slug" "$count" "$work/$slug.txt"
done <"$work/counts"

# The test itself: what is wrong must be found, what is code must not.
{
    echo '# Bad'
    echo 'The the thraed of `pthraed_create` $x$ waits. MPI_Sned is a call.'
    yes 'one word' | head -n 1300
} >"$work/bad/99-bad/README.md"
count=$(read_words "$work/bad" "$work/bad/99-bad/README.md")
said=$(judge bad bad "${count#* }" "$work/bad/99-bad.txt")
command -v hunspell >/dev/null && wanted='thraed The the' || wanted=''
case $said in
*"bad has 2612 words"*"$wanted") echo "ok book: long and misspelled lessons are found" ;;
*) echo "FAIL book: long and misspelled lessons are found: $said" ;;
esac
