#!/bin/sh
# html_style.sh - prints the style of the grader's pages: the book's theme,
# its fonts as data, and html.css.  Run in the repository's root.
set -eu

# face FAMILY WEIGHT FILE [RANGE]
face() {
    printf '@font-face{font-family:"Many Hands %s";font-weight:%s;%ssrc:url(data:font/woff2;base64,' \
        "$1" "$2" "${4:+unicode-range:$4;}"
    base64 -w 0 "book/fonts/$3.woff2"
    echo ')}'
}

face Display 600 display-600
face Sans '400 500' sans-400
face Sans '600 700' sans-600
face Mono 400 mono-400
face Mono '600 700' mono-600
grep -v '^@font-face' book/theme/theme.css
cat grader/src/html.css
