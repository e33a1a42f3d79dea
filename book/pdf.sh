#!/bin/sh
# pdf.sh BOOK.html OUT.pdf: print the book with Chromium, twice.
#
# Chromium cannot write page numbers into a table of contents, but it leaves
# a named destination for every id.  The first pass finds the pages, the
# second prints the contents with them.  CHROMIUM= names the browser.
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
pdfinfo -dests "$work/first.pdf" |
    awk 'NR > 1 { gsub(/"/, "", $NF); print $NF, $1 }' >"$work/pages"
awk -v pages="$work/pages" '
    BEGIN {
        while ((getline line < pages) > 0) {
            split(line, word, " ")
            page[word[1]] = word[2]
        }
    }
    {
        while (match($0, /<i data-for="[^"]*"><\/i>/)) {
            id = substr($0, RSTART + 13, RLENGTH - 19)
            if (!(id in page)) {
                print "pdf: no page of the contents for " id >"/dev/stderr"
                exit 2
            }
            $0 = substr($0, 1, RSTART - 1) "<i>" page[id] "</i>" \
                substr($0, RSTART + RLENGTH)
        }
        print
    }' "$html" >"$dir/pass2.html"
print_pdf "$dir/pass2.html" "$work/second.pdf"
mv "$work/second.pdf" "$out"
