#!/bin/sh
# box_test.sh - the promises of a box at every level this machine offers.
set -u
cd "$(dirname "$0")/../.." || exit 1
built=build/tests/box
machine=$PWD/grader/machine
mkdir -p $built
status=0
for build in plain asan tsan; do
    case $build in asan) flags=-fsanitize=address ;; tsan) flags=-fsanitize=thread ;; *) flags= ;; esac
    # shellcheck disable=SC2086
    gcc -std=c11 -Wall -Wextra -O1 -g $flags -o $built/victim-$build grader/tests/box/victim.c || exit 1
done
# A file that anybody may read, as the solutions are.
secret=$(mktemp -d /tmp/many-hands-secret-XXXXXX)
trap 'rm -rf "$secret"' EXIT
chmod 755 "$secret"
echo secret >"$secret/file"
levels=$(GRADE_SANDBOX=bubblewrap build/bin/grade --sandbox)
test "$(build/bin/grade --sandbox)" = bubblewrap || levels=
test "$(id -u)" -ne 0 || levels="$levels uid"
for level in $levels limits; do
    export GRADE_SANDBOX=$level
    if test "$level" = limits && test "$(id -u)" -ne 0; then
        echo "skip box/limits/apart: at this level boxes of an ordinary user share /dev/shm; so every report calls it unsandboxed"
    else
        build/bin/box_test apart || status=1
    fi
    build/bin/box_test sight "$secret/file" || status=1
    build/bin/box_test mpi "$machine" "$PWD/build/programs/openmpi/hello" || status=1
    test "$level" = limits && test "$(id -u)" -ne 0 && continue # whose processes would be counted?
    for build in plain asan tsan; do
        build/bin/box_test limits $build "$PWD/$built/victim-$build" || status=1
    done
done
exit $status
