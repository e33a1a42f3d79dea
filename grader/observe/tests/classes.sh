#!/bin/sh
# classes.sh - the table of grader/observe/README.md: each class with one
# program that makes the fault, and the sentence for it.  The sentences are
# those that the programs expect, and observe_test.sh compares them with runs.
#
#     grader/observe/tests/classes.sh            prints the table
#     grader/observe/tests/classes.sh --check    is it the one in README.md?
#     grader/observe/tests/classes.sh --write    puts it there
here=${0%/*}
readme=$here/../README.md
head='| class | program | sentence |'

# The first program of each class whose sentence leaves nothing open.
table() {
    echo "$head"
    echo '|---|---|---|'
    for file in "$here"/faulty/*.c; do
        class=$(sed -n '1s/^.*expect: \(.*\) n=.*/\1/p' "$file")
        printf '%s|%s\n' "$class" "$file"
    done | LC_ALL=C sort -t '|' -k 1,1 -s | while IFS='|' read -r class file; do
        said=$("$here/says.sh" "$file")
        [ "$class" != "${last-}" ] || continue
        case $said in *'*'*) continue ;; esac
        name=$(basename "$file" .c)
        echo "| $class | [\`$name\`](tests/faulty/$name.c) | $said |"
        last=$class
    done
}

# README.md with its table put anew.
renewed() {
    made=$(mktemp)
    table >"$made"
    awk -v head="$head" -v made="$made" '
    $0 == head { while ((getline line < made) > 0) print line; skip = 1 }
    !/^\|/ { skip = 0 }
    !skip' "$readme"
    rm -f "$made"
}

case ${1-} in
--check)
    if renewed | cmp -s - "$readme"; then
        echo "ok the table of classes in grader/observe/README.md"
    else
        echo "FAIL the table of classes in grader/observe/README.md: type grader/observe/tests/classes.sh --write"
        exit 1
    fi
    ;;
--write)
    new=$(mktemp)
    renewed >"$new" && cat "$new" >"$readme"
    rm -f "$new"
    ;;
*) table ;;
esac
