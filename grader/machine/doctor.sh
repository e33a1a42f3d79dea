#!/bin/sh
# doctor.sh - what this machine has for the course, and the cure for what it
# has not.  Exit status 0 if all that `make grade` needs is here, else 1.
set -eu
machine=${0%/*}
. "$machine/mpi.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
missing=0

here() { printf '  ok    %-12s %s\n' "$1" "$2"; }
without() { printf '  --    %-12s %s\n        %-12s cure: %s\n' "$1" "$2" "" "$3"; }
needed() {
    printf '  NO    %-12s %s\n        %-12s cure: %s\n' "$1" "$2" "" "$3"
    missing=$((missing + 1))
}
fact() { printf '        %-12s %s\n' "$1" "$2"; }
in_path() { command -v "$1" >/dev/null 2>&1; }
first_line() { "$@" 2>&1 </dev/null | head -n 1; }

what_it_is() {
    echo "This machine"
    fact system "$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release 2>/dev/null || uname -s)"
    fact cores "$(mpi_cores) ($(getconf _NPROCESSORS_ONLN) hardware threads)"
    if in_path nproc && [ "$(nproc)" -lt "$(getconf _NPROCESSORS_ONLN)" ]; then
        fact allowed "$(nproc) of these threads"
    fi
    fact memory "$(awk '/^MemTotal/ { t = $2 } /^MemAvailable/ { a = $2 }
        END { printf "%.1f GiB, %.1f GiB free", t / 1048576, a / 1048576 }' \
        /proc/meminfo)"
    disk_free=$(df -Pk . | awk 'NR == 2 { print $4 }')
    fact "disk here" "$((disk_free / 1024)) MiB free"
    if [ "$(id -u)" -eq 0 ]; then
        fact user "root (the grader gives each answer a throw-away user)"
    else
        fact user "$(id -un 2>/dev/null || id -u)"
    fi
    if [ "$disk_free" -lt 512000 ]; then
        needed disk "less than 500 MiB free" \
            "make clean, or move this folder to a larger disk"
    fi
    if [ ! -w . ]; then
        needed folder "this folder cannot be written" \
            "clone the repository into a folder of your own"
    fi
}

compilers() {
    echo "Compilers"
    if in_path gcc; then
        here gcc "$(first_line gcc --version)"
    else
        needed gcc "no C compiler" "make setup"
    fi
    if in_path g++; then
        here g++ "$(first_line g++ --version)"
    else
        needed g++ "no C++ compiler for the drivers" "make setup"
    fi
    if in_path clang; then
        here clang "$(first_line clang --version)"
    else
        without clang "not here; only the project's own tests use it" \
            "make setup"
    fi
}

# launchers MPI: is this MPI here, and does it start two ranks?
launchers() {
    if ! launcher=$(mpi_launcher "$1") || ! mpi_compiler "$1" >/dev/null; then
        needed "$1" "no mpirun or no mpicc of $1" "make setup"
        return 0
    fi
    family=$(mpi_family "$launcher")
    here "$1" "$(mpi_version "$launcher"), $(mpi_typed_name "$launcher"), $(mpi_slots "$launcher") slots"
    cat >"$scratch/two.c" <<'END'
#include <mpi.h>
int
main(int argc, char **argv)
{
    int size;
    MPI_Init(&argc, &argv);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Finalize();
    return size == 2 ? 0 : 3;
}
END
    if MPI=$1 "$machine/mpicc" -o "$scratch/two" "$scratch/two.c" \
        2>"$scratch/said" &&
        MPI=$1 timeout 60 "$machine/mpirun" -n 2 "$scratch/two" \
            >"$scratch/said" 2>&1; then
        here "" "a program of two ranks runs"
    else
        why=$(grep -m 1 '[a-z]' "$scratch/said" || echo "it says nothing")
        needed "" "a program of two ranks does not run: $why" \
            "chapter 3 has the usual messages and their cures"
    fi
}

typed_launcher() {
    if ! path=$(mpi_which mpirun); then return 0; fi
    family=$(mpi_family "$path")
    fact mpirun "what you type is $family $(mpi_version "$path")"
    option=$(mpi_root_option "$family")
    [ -z "$option" ] || fact "" "as root it wants $option"
    slots=$(mpi_slots "$path")
    option=$(mpi_oversubscribe_option "$family")
    if [ "$slots" -lt 4 ] && [ -n "$option" ]; then
        fact "" "for more than $slots ranks it wants $option (chapter 4)"
    fi
}

sanitizers() {
    echo "Sanitizers"
    cat >"$scratch/race.c" <<'END'
#include <pthread.h>
static int cell;
static void *
add(void *unused)
{
    for (int i = 0; i < 10000; i++)
        cell++;
    return unused;
}
int
main(void)
{
    pthread_t other;
    pthread_create(&other, 0, add, 0);
    add(0);
    return pthread_join(other, 0);
}
END
    cat >"$scratch/past.c" <<'END'
#include <stdlib.h>
int
main(int argc, char **argv)
{
    (void)argv;
    volatile char *four = malloc(4);
    four[argc + 3] = 1;
    return 0;
}
END
    if ! in_path gcc; then
        without sanitizers "cannot be tried without gcc" "make setup"
        return 0
    fi
    still=
    if in_path setarch && setarch -R true 2>/dev/null; then
        still="setarch -R"
    else
        without setarch "addresses cannot be kept fixed (setarch -R is refused); ThreadSanitizer may fail at random" \
            "in Docker: --security-opt seccomp=unconfined; else make setup"
    fi
    # `still` is meant to be split.
    # shellcheck disable=SC2086
    if gcc -g -fsanitize=thread -pthread -o "$scratch/race" "$scratch/race.c" \
        2>"$scratch/said" &&
        ! timeout 60 $still "$scratch/race" >"$scratch/said" 2>&1 &&
        grep -q 'WARNING: ThreadSanitizer: data race' "$scratch/said"; then
        here thread "finds the race of a small program"
    else
        needed thread "ThreadSanitizer does not find a plain race: $(grep -m 1 '[a-z]' "$scratch/said" || true)" \
            "install gcc's libtsan"
    fi
    # shellcheck disable=SC2086
    if gcc -g -fsanitize=address,undefined -o "$scratch/past" \
        "$scratch/past.c" 2>"$scratch/said" &&
        ! timeout 60 $still "$scratch/past" >"$scratch/said" 2>&1 &&
        grep -q 'heap-buffer-overflow' "$scratch/said"; then
        here address "finds a write past the end of a block"
    else
        needed address "AddressSanitizer does not find an overflow: $(grep -m 1 '[a-z]' "$scratch/said" || true)" \
            "install gcc's libasan and libubsan"
    fi
}

sandbox() {
    echo "Sandbox"
    if ! in_path bwrap; then
        without bubblewrap "not here: answers run with less protection" \
            "make setup"
    elif bwrap --unshare-all --unshare-user --ro-bind / / true \
        2>"$scratch/said"; then
        here bubblewrap "$(first_line bwrap --version), namespaces work"
    else
        without bubblewrap "refused: $(head -n 1 "$scratch/said")" \
            "in Docker --security-opt seccomp=unconfined; on Ubuntu 24.04 sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
    fi
    if [ -x build/bin/grade ]; then
        fact grader "$(first_line build/bin/grade --sandbox)"
    else
        fact grader "not built yet (make grade builds it)"
    fi
}

# library FILE NAME WHY
library() {
    if [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]; then
        here "$2" "$3"
    else
        needed "$2" "not here: $3" "make setup"
    fi
}

rest() {
    echo "The grader's libraries"
    library gtest/gtest.h GoogleTest "the drivers are written with it"
    library jansson.h jansson "results are recorded with it"
    echo "The book"
    if in_path pandoc; then
        here pandoc "$(first_line pandoc --version)"
    else
        without pandoc "not here: no book (the lessons can be read as they are)" \
            "make setup"
    fi
    for browser in chromium chromium-browser google-chrome none; do
        if in_path "$browser"; then break; fi
    done
    if [ "$browser" = none ]; then
        without chromium "not here: no PDF" \
            "make setup (on Ubuntu: sudo snap install chromium)"
    else
        here chromium "$browser"
    fi
    if [ -e "$machine/../../book/tests/node_modules/axe-core/axe.min.js" ]; then
        here playwright-core "shows the pages to the tests, with axe-core"
    else
        without playwright-core "not here: the pages are not tested in a browser" "make setup"
    fi
    if in_path epubcheck; then
        here epubcheck "checks the EPUB"
    else
        without epubcheck "not here: the EPUB is not checked" "make setup"
    fi
}

what_it_is
compilers
echo "MPI"
launchers openmpi
launchers mpich
typed_launcher
sanitizers
sandbox
rest
echo
if [ "$missing" -eq 0 ]; then
    echo "All that \`make grade\` needs is here."
else
    echo "$missing needed thing(s) missing; each NO above has its cure."
    exit 1
fi
