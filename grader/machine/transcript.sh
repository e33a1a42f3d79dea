#!/bin/sh
# transcript.sh NAME < OUTPUT - put a recorded run into README.md, between the
# lines `<!-- transcript: NAME -->` and `<!-- transcript: end -->`.
#
#     make start 2>&1 | tee run.txt; grader/machine/transcript.sh start <run.txt
#
# Long stretches of one kind are cut: of `ok` lines, every part keeps three.
set -eu
name=${1:?usage: transcript.sh NAME < OUTPUT}
readme=${0%/*}/../../README.md
grep -q "^<!-- transcript: $name -->" "$readme" || {
    echo "transcript: README.md has no place for \"$name\"" >&2
    exit 2
}
recorded=$(mktemp)
trap 'rm -f "$recorded" "$recorded.new"' EXIT
sed "s|$PWD|~/many-hands|g" |
    awk '/^ok / { if (++seen <= 3) print; else if (seen == 4) print "..."; next }
         { seen = 0; print }' >"$recorded"
awk -v name="$name" -v file="$recorded" '
    $0 == "<!-- transcript: " name " -->" {
        print
        print "```text"
        while ((getline line < file) > 0) print line
        print "```"
        skipping = 1
    }
    $0 == "<!-- transcript: end -->" { skipping = 0 }
    !skipping && $0 != "<!-- transcript: " name " -->" { print }
' "$readme" >"$recorded.new"
cat "$recorded.new" >"$readme"
