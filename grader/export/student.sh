#!/bin/sh
# student.sh DRIVERS OUT - the course as students get it.
#
# What stays behind: solutions, wrong and hostile answers, the tests of the
# project, CONTRIBUTING.md (it walks through a solution), and the sources of
# the drivers.  A driver's source is the hidden test: it holds the right
# formula and the behaviour of each well-known mistake.  So drivers go out
# compiled; the sources of the probes stay, since they know no answer and
# must be built with the student's own MPI.
set -eu
drivers=$1
out=$2
name=many-hands
course=$out/$name

refuse() {
    echo "student: $*" >&2
    exit 2
}
# A repository around this folder is not its own: it knows none of the files.
[ -z "$(git rev-parse --show-cdup 2>/dev/null || echo none)" ] ||
    refuse "this must be a git clone: what is exported is what is committed." \
        "git init, git add --all and git commit make one of this folder."
git diff --quiet HEAD -- exercises ||
    refuse "exercises/ differs from what is committed; an answer in it would" \
        "be handed out. Commit or stash it first."

rm -rf "$course" "$out/$name.tar.gz"
mkdir -p "$course"
git ls-files -z -- Makefile LICENSE .gitignore .clang-format chapters \
    exercises book grader ':!book/tests' ':!grader/bench' \
    ':!grader/drivers' ':!grader/export' ':!grader/hostile' \
    ':!grader/observe/tests' ':!grader/tests' ':!grader/wrong' |
    tar --null --files-from=- -cf - | tar -xf - -C "$course"
mkdir "$course/grader/drivers"
for driver in "$drivers"/*; do
    case $driver in *.log) continue ;; esac
    cp "$driver" "$course/grader/drivers/$(basename "$driver").driver"
done
cp /usr/share/doc/libgtest-dev/copyright \
    "$course/grader/drivers/LICENSE-GoogleTest" 2>/dev/null || true

# What the Makefile cannot include is not there; the tests that are left are
# those of the programs that students read and change.
sed -e '/^include grader\/\(bench\|tests\|export\)\//d' \
    -e '/^check:/,/^$/s/setup.sh run check/setup.sh run/' \
    -e 's/^#: check  .*/#: check           do the programs of the chapters keep their contracts?/' \
    -e '/^\.PHONY: help start/i CHECK_PARTS := check-programs check-warnings\n' \
    Makefile >"$course/Makefile"
# What `make` offers: nothing that needs what has stayed behind.  A line
# without a name goes on with the one before it.
find "$course" -name '*.mk' -o -path "$course/Makefile" | while read -r file; do
    awk '!/^#: / { drop = 0 }
        /^#: [^ ]/ { drop = $2 ~ /^(check-.*|soak|gradescope)$/ }
        !drop && /^#:/ {
            sub(/ \(FROM=solutions\)/, "")
            sub(/ beside the reference.s:/, ":")
        }
        !drop' "$file" >"$file.new"
    mv "$file.new" "$file"
done
# these pictures are drawn of the tests' faulty programs
sed -i '/^figures: figures-observed/d' "$course/grader/observe/observe.mk"
{
    sed '/^<!-- chapters -->$/,$d' grader/export/student.md
    # the table of chapters is the README's own
    sed -n '/^| | chapter | the question |$/,/^$/p' README.md
    sed '1,/^<!-- chapters -->$/d' grader/export/student.md
} >"$course/README.md"

tar -czf "$out/$name.tar.gz" -C "$out" "$name"
echo "student: $course and $out/$name.tar.gz"
