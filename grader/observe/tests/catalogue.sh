#!/bin/sh
# catalogue.sh - does each of the 77 mistakes of the catalogue have a program
# that makes it?  catalogue.mpi and catalogue.threads name them, one a line:
# NUMBER PATH, from the root of the repository.  Prints `ok` or `FAIL`.
#
#     grader/observe/tests/catalogue.sh [FILE...]
here=${0%/*}
root=$here/../../..
[ $# -gt 0 ] || set -- "$here/catalogue.mpi" "$here/catalogue.threads"
wrong=$(
    for file; do
        [ -r "$file" ] || echo "there is no ${file##*/}"
    done
    cat "$@" 2>/dev/null | awk '
    NF == 0 || /^#/ { next }
    NF != 2 || $1 !~ /^[1-9][0-9]*$/ || $1 > 77 { print "not a line: " $0; next }
    seen[$1]++ { print $1 " is named twice" }
    END {
        for (i = 1; i <= 77; i++)
            if (!seen[i]) print i " has no program"
    }'
    cat "$@" 2>/dev/null | while read -r number path; do
        case $number in '' | '#'*) continue ;; esac
        [ -f "$root/$path" ] || echo "$number: $path is not there"
    done
)
if [ -z "$wrong" ]; then
    echo "ok each mistake of the catalogue has a program"
else
    echo "FAIL each mistake of the catalogue has a program: $(
        printf '%s' "$wrong" | tr '\n' ';' | cut -c 1-400)"
    exit 1
fi
