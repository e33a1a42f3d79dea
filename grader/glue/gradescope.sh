#!/bin/sh
# gradescope.sh OUT [grade's options...] - packs the autograder for
# Gradescope: setup.sh and run_autograder at the archive's root, the course
# without solutions and wrong answers beside them.  Run in the root.
set -eu
out=$1
shift
command -v zip >/dev/null || {
    echo "gradescope: there is no zip; make setup installs it" >&2
    exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$work/course" "$(dirname "$out")"
cp -p grader/glue/setup.sh grader/glue/run_autograder "$work"
[ $# -eq 0 ] || echo "$*" >"$work/options"
# Learners' programs run in the same container: what could help them stays
# out.  The starters go in as they are in the repository, not as they are
# being solved here, where git can tell.
cp -Rp Makefile LICENSE chapters exercises "$work/course"
mkdir "$work/course/book"
cp -Rp book/book.mk book/figures book/theme book/fonts "$work/course/book"
cp -Rp grader "$work/course"
rm -rf "$work/course/grader/wrong" "$work/course/grader/hostile"
if git rev-parse HEAD >/dev/null 2>&1; then
    git archive HEAD exercises | tar -x -C "$work/course"
fi
rm -f "$out"
case $out in /*) ;; *) out=$PWD/$out ;; esac
(cd "$work" && zip -q -r "$out" .)
echo "gradescope: $out, $(du -k "$out" | cut -f 1) KiB"
