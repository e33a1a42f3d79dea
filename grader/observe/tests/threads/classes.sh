#!/bin/bash
# classes.sh - the table of grader/observe/threads/README.md: each faulty
# program with its class and the sentence that check.sh asks for.
#
#     classes.sh            compares; prints `ok` or `FAIL`
#     classes.sh --write    writes it into the README
#
# `...` stands for what differs from run to run.
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
cd "$root" || exit 2
here=grader/observe/tests/threads
page=grader/observe/threads/README.md
. $here/says.sh

table() {
    echo '| class | program | sentence |'
    echo '|---|---|---|'
    for file in $here/faulty/*.c; do
        text=$(sentence "$file" | sed "s/[*?]/.../g")
        name=$(basename "$file" .c)
        echo "| $(class_of "$file") | [\`$name\`](../tests/threads/faulty/$name.c) | $text |"
    done | LC_ALL=C sort -s -t '|' -k 2,2
}

replaced() {
    awk -v table="$(table)" '
    $0 == "<!-- end of the classes -->" { inside = 0 }
    !inside { print }
    $0 == "<!-- the classes -->" { print ""; print table; print ""; inside = 1 }' $page
}

if [ "${1-}" = --write ]; then
    replaced >$page.new && mv $page.new $page
elif replaced | cmp -s - $page && grep -q '^| RACE ' $page; then
    echo "ok observe-threads/table"
else
    echo "FAIL observe-threads/table: $page has another table than the tests; write it by $here/classes.sh --write"
    exit 1
fi
