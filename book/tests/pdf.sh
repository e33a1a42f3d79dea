#!/bin/sh
# pdf.sh [BOOK.pdf PRINT.html]: the pages of the PDF as a reader sees them.
# One line a test: "ok NAME" or "FAIL NAME: why".  pdf.awk finds the faults.
set -u
pdf=${1:-build/book/many-hands.pdf}
html=${2:-build/book/print/print.html}
here=${0%/*}

if ! [ -f "$pdf" ] || ! command -v pdftotext >/dev/null; then
    echo "skip book: PDF: there is no chromium or no pdftotext"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

verdict() {
    if [ -z "$2" ]; then
        echo "ok book: PDF: $1"
    else
        echo "FAIL book: PDF: $1: $2"
        bad=1
    fi
}

pdftotext -bbox-layout "$pdf" - | awk -f "$here/pdf.awk" >"$work/faults"
pdftotext -layout "$pdf" "$work/text"

# none KIND WORDS: pdf.awk has found no fault of this kind.
none() {
    verdict "$2" "$(sed -n "s/^$1 //p" "$work/faults" | head -n 3 | tr '\n' ';')"
}
none EMPTY "no page is nearly empty"
none NUMBER "every page has its number"
none HEAD "every page has a running head"
none HEADING "no heading stands at a foot"
none CONTENTS "no part of the contents stands alone at a foot"
none SPLIT "no listing of 25 lines or fewer is split"
none WIDE "nothing runs over a margin"
none SMALL "no letters are smaller than six points"
none DASHES "no option is parted from its dashes"

# Names in tables: each piece between two places to break stands in one line.
sed 's/<td/\n<td/g' "$html" | grep '^<td' | sed 's/<code/\n<code/g; s#</code>#\n#g' |
    grep '^<code' | sed 's/<wbr>/\n/g' | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g
        s/&quot;/"/g; s/&amp;/\&/g' | tr ' ' '\n' | grep '......' | sort -u >"$work/names"
verdict "no name in a table is broken in a word" "$(while read -r name; do
    grep -qF -e "$name" "$work/text" || printf '%s ' "$name"
done <"$work/names")"

if ! pdftotext -f 2 -l 2 -layout "$pdf" - | grep -Eq '1\.1 .* [0-9]+$'; then
    verdict "the contents have page numbers" "none behind 1.1"
elif grep -q '000' "$html" && grep -Eq '\((page|Seite).000\)' "$work/text"; then
    verdict "the contents have page numbers" "a link has no page"
else
    verdict "the contents have page numbers" ""
fi
exit $bad
