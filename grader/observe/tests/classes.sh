#!/bin/sh
# classes.sh - the list in grader/observe/README.md: each class with one
# program that makes the fault, the sentence for it and its picture.  The
# sentences are those that the programs expect, and observe_test.sh compares
# them with runs; picture_test.sh does it for the pictures.
#
#     grader/observe/tests/classes.sh             prints the list
#     grader/observe/tests/classes.sh --programs  names, ranks, whose MPI
#     grader/observe/tests/classes.sh --check     is it the one in README.md?
#     grader/observe/tests/classes.sh --write     puts it there
here=${0%/*}
readme=$here/../README.md
first='<!-- the classes: tests/classes.sh --write -->'
last='<!-- end of the classes -->'

# The first program of each class whose sentence leaves nothing open.
programs() {
    for file in "$here"/faulty/*.c; do
        class=$(sed -n '1s/^.*expect: \(.*\) n=.*/\1/p' "$file")
        printf '%s|%s\n' "$class" "$file"
    done | LC_ALL=C sort -t '|' -k 1,1 -s | while IFS='|' read -r class file; do
        [ "$class" != "${before-}" ] || continue
        said=$("$here/says.sh" "$file")
        case $said in *'*'*) continue ;; esac
        printf '%s|%s|%s\n' "$class" "$(basename "$file" .c)" "$said"
        before=$class
    done
}

# NAME RANKS MPI of each of them.
names() {
    programs | while IFS='|' read -r _ name _; do
        n=$(sed -n '1s/.* n=\([0-9]*\).*/\1/p' "$here/faulty/$name.c")
        mpi=openmpi
        head -n 1 "$here/faulty/$name.c" | grep -q 'mpich started by' && mpi=mpich
        echo "$name $n $mpi"
    done
}

# What a picture says of its red bars.
described() {
    sed -n 's|.*<desc>.*each with its line[^.]*\. *\(.*\)</desc>.*|\1|p' \
        "$here/../pictures/$1.svg" | sed 's/^./\U&/; s/\. \(rank\|thread\|child\)/. \u\1/g; s/&amp;/\&/g'
}

list() {
    echo "$first"
    programs | while IFS='|' read -r class name said; do
        printf '\n**%s** ([`%s`](tests/faulty/%s.c))\n\n> %s\n\n![%s](pictures/%s.svg)\n' \
            "$class" "$name" "$name" "$said" "$(described "$name")" "$name"
    done
    echo
}

# README.md with its list put anew.
renewed() {
    made=$(mktemp)
    list >"$made"
    awk -v first="$first" -v last="$last" -v made="$made" '
    $0 == first { while ((getline line < made) > 0) print line; skip = 1 }
    $0 == last { skip = 0 }
    !skip' "$readme"
    rm -f "$made"
}

case ${1-} in
--check)
    if renewed | cmp -s - "$readme"; then
        echo "ok the list of classes in grader/observe/README.md"
    else
        echo "FAIL the list of classes in grader/observe/README.md: type grader/observe/tests/classes.sh --write"
        exit 1
    fi
    ;;
--write)
    new=$(mktemp)
    renewed >"$new" && cat "$new" >"$readme"
    rm -f "$new"
    ;;
--programs) names ;;
*) list ;;
esac
