#!/bin/sh
# start.sh MAKE - from a fresh clone to the first lesson: install, build the
# book and the chapters, run hello on four ranks, grade.
set -eu
machine=${0%/*}
. "$machine/mpi.sh"
make=${1:-make}
mpi=${MPI:-openmpi}
mpi_check_wanted "$mpi"

step() { printf '\n== %s\n' "$*"; }
# A step that must succeed: $1 says what failed if it does not.
must() {
    what=$1
    shift
    "$@" || {
        echo "start: $what. \`make doctor\` says what this machine lacks." >&2
        exit 2
    }
}
# The number of slots and the user decide how mpirun wants to be called.
four_ranks() {
    launcher=$(mpi_launcher "$mpi") || return 1
    family=$(mpi_family "$launcher")
    options=$(mpi_root_option "$family")
    if [ "$(mpi_slots "$launcher")" -lt 4 ]; then
        options="$options $(mpi_oversubscribe_option "$family")"
    fi
    # Words of the options are separated by one space each.
    # shellcheck disable=SC2046,SC2086
    set -- $(mpi_typed_name "$launcher") $options -n 4 ./hello
    echo "\$ $*"
    "$@"
}

step "What is missing"
must "something could not be installed" "$machine/setup.sh" run
step "The book and the programs of all chapters"
must "the book could not be built" "$make" -s --no-print-directory html
must "a program could not be compiled" \
    "$make" -s --no-print-directory MPI="$mpi" chapters
step "Chapter 3's hello, on four ranks"
must "hello did not run" four_ranks

step "The grader"
must "the grader could not be built" "$make" -s --no-print-directory grader
if [ -d solutions ]; then # an export for students has none
    step "The reference solutions: make grade FROM=solutions"
    must "a reference solution did not pass" build/bin/grade --from solutions
fi
step "Your exercises: make grade (what is not solved yet fails)"
# make would turn the status 1 of a wrong answer and 2 of a broken grader
# into the same number, so the grader is called without it.
status=0
build/bin/grade || status=$?
[ "$status" -le 1 ] || must "your exercises could not be graded" false

first=exercises/01-one-memory-or-many/who_sees.c
step "Everything works. What next"
cat <<END
Read:     open $PWD/build/book/html/index.html in a browser
          (or read chapters/01-one-memory-or-many/README.md as it is)
Run:      make chapter1
Solve:    edit ${first:-an exercise}
Check:    make grade EX=$(basename "${first:-NAME}" .c)
END
