#!/bin/sh
# observe_test.sh - the tests of build/observe.
#
#     grader/observe/tests/observe_test.sh [faulty|correct|programs] [NAME...]
#
# faulty/NAME.c begins with `// expect: CLASS n=RANKS` and the sentence that
# must be said, `// says: ...`: see says.sh.  Each line that it marks must be
# among the places that are reported, and there must be one report only.  With
# `mpich` behind the ranks the same must be said under MPICH.  Of
# correct/NAME.c nothing may be said: as it is, with synchronous sends, and
# with calls delayed.  Prints `ok` or `FAIL` for each.
set -u
here=${0%/*}
root=$here/../../..
observe=$root/build/observe
out=$root/build/observe-tests
jobs=${JOBS:-2}
mkdir -p "$out"

# Compiles $1 for MPI $2, unless that has been done.
build() {
    name=$(basename "$1" .c)
    if [ ! "$out/$2/$name" -nt "$1" ]; then
        mkdir -p "$out/$2"
        MPI=$2 "$root/grader/machine/mpicc" -std=c11 -D_GNU_SOURCE -g -O1 \
            -Wall -Wno-unused -Wno-stringop-overflow -pthread \
            -o "$out/$2/$name" "$1" || return 1
    fi
}

# $1 name, $2 MPI, $3 ranks, then options of observe; if they are set,
# $launcher is another MPI's and $argument is given to the program.  Nothing
# should run into the limit: what hangs is proved to.
run() {
    run_name=$1 run_mpi=$2 run_n=$3
    shift 3
    report=$out/$run_mpi/$run_name.json
    rm -f "$report"
    # Hydra writes to a rank that may have ended already, and would die of it.
    [ "$run_mpi" = openmpi ] || trap '' PIPE
    MPI=${launcher:-$run_mpi} timeout 300 "$observe" --json "$report" "$@" \
        "$root/grader/machine/mpirun" -n "$run_n" \
        "$out/$run_mpi/$run_name" ${argument-} >"$out/$run_mpi/$run_name.out" \
        2>"$out/$run_mpi/$run_name.err"
    status=$?
    trap - PIPE
    return $status
}

said() {
    sed -n 's/^observe: /    /p' "$out/$1.err" | head -n 3
}

# Does $1 fit the sentence $2, in which * is any text?
fits() {
    pattern=$(printf '%s\n' "$2" | sed 's/[][?\\]/\\&/g')
    # shellcheck disable=SC2254  # it is a pattern
    case $1 in $pattern) return 0 ;; esac
    return 1
}

# $1 file, $2 MPI
check_faulty() {
    name=$(basename "$1" .c)
    class=$(sed -n '1s/^.*expect: \(.*\) n=.*/\1/p' "$1")
    n=$(sed -n '1s/.* n=\([0-9]*\).*/\1/p' "$1")
    label="observe $name ($2)"
    build "$1" "$2" || { echo "FAIL $label: does not compile"; return; }
    run "$name" "$2" "$n"
    status=$?
    if [ $status -ne 70 ]; then
        echo "FAIL $label: status $status, not 70"
        said "$2/$name"
        return
    fi
    got=$(sed -n 's/.*"class": "\(.*\)".*/\1/p' "$report")
    if [ "$got" != "$class" ]; then
        echo "FAIL $label: '$got', not '$class'"
        said "$2/$name"
        return
    fi
    wanted=$("$here/says.sh" "$1")
    got=$(sed -n 's/.*"message": "\(.*\)"$/\1/p' "$report")
    if ! fits "$got" "$wanted"; then
        echo "FAIL $label: said \"$got\", wanted \"$wanted\""
        return
    fi
    for line in $("$here/says.sh" --lines "$1"); do
        grep -q "\"$name.c:$line\"" "$report" || {
            echo "FAIL $label: line $line is not named"
            said "$2/$name"
            return
        }
    done
    echo "ok $label"
}

# $1 name, $2 MPI, $3 ranks, options: nothing may be said
check_quiet() {
    label="observe $1 ($2"
    quiet_name=$1 quiet_mpi=$2 quiet_n=$3
    shift 3
    for word; do label="$label $word"; done
    run "$quiet_name" "$quiet_mpi" "$quiet_n" "$@"
    status=$?
    if [ $status -ne 0 ] || ! grep -q '"faults": \[\]' "$report"; then
        echo "FAIL $label): status $status"
        said "$quiet_mpi/$quiet_name"
        return
    fi
    echo "ok $label)"
}

check_correct() {
    name=$(basename "$1" .c)
    n=$(sed -n '1s/.* n=\([0-9]*\).*/\1/p' "$1")
    build "$1" openmpi || { echo "FAIL $name: does not compile"; return; }
    check_quiet "$name" openmpi "$n"
    check_quiet "$name" openmpi "$n" --synchronous
    check_quiet "$name" openmpi "$n" --seed 1
    if [ "$n" -le 2 ] && build "$1" mpich; then
        check_quiet "$name" mpich "$n"
        check_quiet "$name" mpich "$n" --synchronous
        check_quiet "$name" mpich "$n" --seed 1
    fi
}

# A chapter's program is correct, with as many ranks as its contract names.
check_program() {
    name=$(basename "$1" .c)
    for mpi in openmpi mpich; do
        mkdir -p "$out/$mpi"
        ln -sf "$PWD/build/programs/$mpi/$name" "$out/$mpi/$name"
    done
    n=2
    grep -Eq '^(with n=|run mpirun.* -n )(.* )?[48]( |$)' \
        "${1%.c}.expect" && n=4
    # Three sizes of message: seven, each call delayed, would take minutes.
    [ "$name" != pingpong ] || argument=500
    check_quiet "$name" openmpi $n
    check_quiet "$name" openmpi $n --synchronous
    check_quiet "$name" openmpi $n --seed 2
    check_quiet "$name" mpich 2
    check_quiet "$name" mpich 2 --synchronous
    check_quiet "$name" mpich 2 --seed 2
}

check_file() {
    case $1 in
    *chapters/*) check_program "$1" ;;
    */faulty/*)
        case $(head -n 1 "$1") in
        *"mpich started by openmpi")
            launcher=openmpi check_faulty "$1" mpich
            return
            ;;
        esac
        check_faulty "$1" openmpi
        if grep -q '^// expect.* n=[12]\b.*mpich' "$1"; then
            check_faulty "$1" mpich
        fi
        ;;
    *) check_correct "$1" ;;
    esac
}

# A contract says `hangs`: the record proves it, and a program that ends or
# is only slow does not hang.
check_contract() {
    mkdir -p "$out/programs" && cd "$root" || return
    for name in ring_receive slow_rank; do
        cp "build/observe-tests/openmpi/$name" build/programs/openmpi/ ||
            return
        printf 'run mpirun -n {n} ./%s\nwith n=3\ntimes 1\nhangs\nlines\nend\nstderr\nend\n' \
            $name >"build/observe-tests/$name.expect"
        build/bin/contract --run "build/observe-tests/$name.expect" \
            --programs build/programs/openmpi --mpi openmpi
        rm -f "build/programs/openmpi/$name"
    done >build/observe-tests/contract.out 2>&1
    if grep -q '^ok ring_receive' build/observe-tests/contract.out &&
        grep -q '^FAIL slow_rank.*expected a hang, but it ended with status 0' \
            build/observe-tests/contract.out; then
        echo "ok a contract's hangs is proved for MPI, and only if it hangs"
    else
        echo "FAIL a contract's hangs is proved for MPI, and only if it hangs"
        sed 's/^/    /' build/observe-tests/contract.out
    fi
}

# Not those of a bug clinic: their contracts say what is said of them.  Nor
# mismatch and errors, which do something wrong on purpose, and are told so.
programs() {
    for program in $(grep -l '^#include <mpi.h>' "$root"/chapters/*/*.c); do
        case $program in */mismatch.c | */errors.c) continue ;; esac
        grep -q '^run build/observe' "${program%.c}.expect" || echo "$program"
    done
}

if [ "${1-}" = --one ]; then
    check_file "$2"
    exit 0
fi
what=${1:-all}
[ $# -gt 0 ] && shift
if [ $# -eq 0 ]; then
    case $what in
    all) set -- "$here"/faulty/*.c "$here"/correct/*.c $(programs) ;;
    programs) set -- $(programs) ;;
    *) set -- "$here/$what"/*.c ;;
    esac
fi
{
    printf '%s\n' "$@" | xargs -P "$jobs" -n 1 "$0" --one
    if [ "$what" = all ]; then
        (check_contract)
        "$here/classes.sh" --check
        "$here/catalogue.sh"
        "$here/launcher_test.sh"
        "$here/sweep_test.sh"
    fi
} | tee "$out/results"
! grep -q '^FAIL' "$out/results"
