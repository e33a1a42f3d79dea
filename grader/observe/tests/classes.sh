#!/bin/sh
# classes.sh - prints the table of grader/observe/README.md: each class with
# one program that makes the fault, and the sentence for it, from a run of
# observe_test.sh.
root=${0%/*}/../../..
cd "$root" || exit 1
for file in grader/observe/tests/faulty/*.c; do
    class=$(sed -n '1s/^.*expect: \(.*\) n=.*/\1/p' "$file")
    printf '%s|%s\n' "$class" "$(basename "$file" .c)"
done | sort -t '|' -k 1,1 -s | awk -F '|' '!seen[$1]++' |
    while IFS='|' read -r class name; do
        message=$(sed -n 's/.*"message": "\(.*\)"$/\1/p' \
            "build/observe-tests/openmpi/$name.json" | head -n 1)
        [ -n "$message" ] || continue
        echo "| $class | [\`$name\`](tests/faulty/$name.c) | $message |"
    done
