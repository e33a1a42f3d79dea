#!/bin/sh
# says.sh - prints the sentence that is expected of a faulty program: its
# lines `// says: ...`, where * is any text and {1} stands for FILE:LINE of
# the line that ends with the comment /* 1 */, or of the one after it if it
# has no more than that.
#
#     grader/observe/tests/says.sh FILE
#     grader/observe/tests/says.sh --lines FILE    prints the marked lines
lines=0
[ "$1" != --lines ] || { lines=1; shift; }
awk -v name="${1##*/}" -v lines="$lines" '
/^\/\/ says: / { said = said (said == "" ? "" : " ") substr($0, 10) }
match($0, /\/\* [0-9] \*\/$/) {
    alone = substr($0, 1, RSTART - 1) ~ /^ *$/
    place[substr($0, RSTART + 3, 1)] = FNR + alone
}
END {
    for (mark in place) {
        gsub("[{]" mark "[}]", name ":" place[mark], said)
        if (lines) print place[mark]
    }
    if (!lines) print said
}' "$1"
