#!/bin/sh
# pdf.sh BOOK.html OUT.pdf: print the book with Chromium, twice.
#
# Chromium cannot write page numbers into a table of contents or a link, but
# it leaves a named destination for every id.  The first pass finds the pages,
# the second prints their numbers, which must leave every place on its page.  CHROMIUM= names the browser.
set -eu
html=$(readlink -f "$1")
out=$2
dir=$(dirname "$html")

if ! browser=$("${0%/*}/browser.sh"); then
    echo "pdf: there is no browser ${CHROMIUM:-chromium}; install chromium" \
        "or name one: make pdf CHROMIUM=/path/to/browser" >&2
    exit 2
fi
if ! command -v pdfinfo >/dev/null; then
    echo "pdf: there is no pdfinfo; install poppler-utils" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work" "$dir/pass2.html"' EXIT

# The browser's exit status says little and its stderr is noise on a machine
# without a desktop; what counts is the file.
print_pdf() {
    timeout 300 "$browser" --headless --no-sandbox --disable-gpu \
        --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync \
        --user-data-dir="$work/profile" --no-pdf-header-footer \
        --generate-pdf-document-outline --print-to-pdf="$2" "file://$1" \
        >"$work/log" 2>&1 || true
    if ! [ -s "$2" ]; then
        tail -n 5 "$work/log" >&2
        echo "pdf: $browser printed nothing" >&2
        exit 2
    fi
}

print_pdf "$html" "$work/first.pdf"
places() {
    pdfinfo -dests "$1" | awk 'NR > 1 { gsub(/"/, "", $NF); print $NF, $1 }'
}
places "$work/first.pdf" >"$work/pages"
awk -v pages="$work/pages" '
    BEGIN {
        while ((getline line < pages) > 0) {
            split(line, word, " ")
            page[word[1]] = word[2]
        }
    }
    {
        while (match($0, /<i data-for="[^"]*">000<\/i>/)) {
            id = substr($0, RSTART + 13, RLENGTH - 22)
            if (!(id in page)) {
                print "pdf: no page holds " id >"/dev/stderr"
                exit 2
            }
            $0 = substr($0, 1, RSTART - 1) "<i>" page[id] "</i>" \
                substr($0, RSTART + RLENGTH)
        }
        print
    }' "$html" >"$dir/pass2.html"
print_pdf "$dir/pass2.html" "$work/second.pdf"
if ! places "$work/second.pdf" | cmp -s - "$work/pages"; then
    echo "pdf: the numbers moved a place to another page; say it in other words:" \
        "$(places "$work/second.pdf" | diff - "$work/pages" | grep -m1 '^>')" >&2
    exit 2
fi
mv "$work/second.pdf" "$out"
