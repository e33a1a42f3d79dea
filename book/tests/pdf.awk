# pdf.awk - what a reader of the PDF would complain of, one line a fault:
# "KIND page N: words".  Reads `pdftotext -bbox-layout`; pdf.sh runs it.
#
# Points: the paper is 505 by 720, prose begins at 56.7, and the numbers of
# listings hang out to 24; the text stands between the heads and the foot.
function fault(kind, words) { print kind " page " page ": " words }

function number_of(name,   m) {
    if (match($0, name "=\"[0-9.-]+\""))
        return substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) + 0
}

function end_line() {
    if (line == "") return
    if (bottom < 60) head = head " " line
    else if (top > 658) foot = line
    else {
        n++
        text[n] = line; y[n] = top; high[n] = bottom - top; x[n] = left
    }
}

# The lines of a page from top to bottom: the first and the last of its text.
function outer(   k) {
    first = last = 0
    for (k = 1; k <= n; k++) {
        if (!first || y[k] < y[first] - 2 || (y[k] < y[first] + 2 && x[k] < x[first])) first = k
        if (!last || y[k] > y[last] + 2 || (y[k] > y[last] - 2 && x[k] < x[last])) last = k
    }
}

# "Listing 2.2 ... lines 37-60": how many lines the last caption promises.
function captions(   k, span) {
    promised_at = -1
    for (k = 1; k <= n; k++)
        if (text[k] ~ /^Listing [0-9A-C]+\.[0-9]+ / && match(text[k], /lines? [0-9]+.*/)) {
            split(substr(text[k], RSTART), span, /[^0-9]+/)
            if (y[k] > promised_at) {
                promised_at = y[k]; caption = text[k]
                promised = span[3] ? span[3] - span[2] + 1 : 1
            }
        }
}

function end_page(   k, numbered) {
    if (!page) return
    outer()
    if (page > 1 && n == 0) fault("EMPTY", "no text")
    if (n && contents) {
        numbered = 0
        for (k = 1; k <= n; k++)
            if (y[k] > y[last] - 6 && x[k] > 380 && text[k] ~ /^[0-9]+$/) numbered = 1
        if (!numbered) fault("CONTENTS", "\"" text[last] "\" stands alone at the foot")
    }
    if (!contents && page > 1) {
        if (foot != page) fault("NUMBER", "the foot says \"" foot "\"")
        if (head !~ /(Chapter|Appendix) [0-9A-C]+/) fault("HEAD", "no running head")
        if (high[last] > 17.5) fault("HEADING", "\"" text[last] "\" at the foot")
        if (text[first] ~ /^[0-9]+( |$)/ && x[first] < 50 && promised <= 25)
            fault("SPLIT", caption)
        if (y[last] < 720 / 4) fault("EMPTY", "its last line is \"" text[last] "\"")
        captions()
    }
}

/<page / { end_page(); page++; n = 0; head = foot = ""; contents = page > 1 && !chapters }
/<line / { line = ""; top = 720; bottom = 0; left = 505 }
/<word / {
    word = $0
    sub(/^[^>]*>/, "", word); sub(/<.*/, "", word)
    if (word == "") next
    if (number_of("xMin") < 23.5 || number_of("xMax") > 458) fault("WIDE", word)
    # the height of a word of six points; less is for exponents only
    if (word ~ /[a-z][a-z][a-z]/ && number_of("yMax") - number_of("yMin") < 7.4)
        fault("SMALL", word)
    if (number_of("yMin") < top) top = number_of("yMin")
    if (number_of("yMax") > bottom) bottom = number_of("yMax")
    if (number_of("xMin") < left) left = number_of("xMin")
    line = line == "" ? word : line " " word
    if (page > 1 && top < 60 && word ~ /^(Chapter|Appendix)$/) { chapters = 1; contents = 0 }
}
/<\/line>/ {
    if (line ~ /[^-]--?$/ && line !~ /--- ?-/) fault("DASHES", line)
    end_line()
}
END { end_page(); if (!page) print "EMPTY no pages" }
