#!/bin/sh
# compile.sh - runs inside a box: the learner's file to probes, one a build.
#
# NAME FILE SYMBOLS BUILDS MPI_KIND come from the environment.  /src holds
# the learner's file, /contract the grader's own contract.h, /objects the
# harness, /out what is made: objects, symbol lists, and the probes.
set -u
root=${BOX_ROOT:-}
out=$root/out
cd "$root/src"
includes="-I$root/contract -I$root/include"
unseen="-U__SANITIZE_ADDRESS__ -U__SANITIZE_THREAD__"
keep=
for s in $SYMBOLS; do keep="$keep --keep-global-symbol=$s"; done

case $MPI_KIND in
yes) compiler="sh $root/course/machine/mpicc" ;;
*) compiler=gcc ;;
esac
# An answer may use anything of POSIX without saying so first.  It may not
# ask which checker it is built for.
language="-std=gnu11 -D_GNU_SOURCE= $includes -include contract.h"

# What an answer reads before it has written it is the same nonsense on every
# run, not by luck the number that was hoped for.
nonsense=-ftrivial-auto-var-init=pattern

# compile BUILD FLAGS...: FILE to $out/BUILD.o.  $out/BUILD.i is what this
# build sees, BUILD.s its assembler, .headers and .taken what both took in.
compile() {
    build=$1
    shift
    case $build in mpich) export MPI=mpich ;; esac
    debug=-fdebug-prefix-map="$PWD=."
    $compiler $language "$@" $unseen -E -MD -MF "$out/$build.headers" \
        "$FILE" -o "$out/$build.i" 2>"$out/$build.said"
    seen=$?
    # People read what the plain build says of their own file; the others
    # need not read the headers a second time.
    if [ "$build" = plain ]; then
        $compiler $language -Wall -Wextra -g -fno-lto $debug -fmax-errors=5 \
            "$@" $unseen -S "$FILE" -o "$out/$build.s" || return 1
    else
        [ $seen -eq 0 ] || { cat "$out/$build.said" >&2; return 1; }
        $compiler -std=gnu11 -fpreprocessed -w -g -fno-lto $debug "$@" \
            -S "$out/$build.i" -o "$out/$build.s" || return 1
    fi
    $compiler -c -Wa,--MD,"$out/$build.taken" "$out/$build.s" -o "$out/$build.o"
}

# To $out/forbidden what hides code from the checkers or takes other files in,
# as any of the builds sees it.
forbid() {
    {
        for i in "$out"/*.i; do
            sed '/^# [0-9]/d' "$i" | tr '\n' ' '
            echo
        done | grep -o -E 'no_sanitize[a-z_]*|no_address_safety_analysis|disable_sanitizer_instrumentation|\b(__)?section(__)? *\( *"' |
            sed 's/ *(.*/ attribute/'
        grep -h -o -E '^#APP' "$out"/*.s | sed 's/.*/inline assembler/'
        foreign_files
    } | head -n 20 >"$out/forbidden"
    rm -f "$out"/*.i "$out"/*.s "$out"/*.headers "$out"/*.taken "$out"/*.said
}

# What was taken in that is neither the answer, nor the contract, nor from a
# folder where the compiler looks for headers.
foreign_files() {
    own=$(realpath "$FILE")
    contract=$(realpath "$root/contract/contract.h")
    folders=$(for mpi in openmpi $(echo " $BUILDS " | grep -o ' mpich '); do
        MPI=$mpi $compiler -E -Wp,-v - </dev/null 2>&1 | sed -n 's/^ \(\/.*\)/\1/p'
    done)
    folders=$(realpath $folders /usr "$out" "$root/include" 2>/dev/null)
    cat "$out"/*.headers "$out"/*.taken | tr -s ' \\\n' '\n' |
        grep -v -e ':$' -e '^$' | sort -u | xargs -d '\n' realpath |
        OWN=$own CONTRACT=$contract FOLDERS=$folders awk '
            BEGIN { n = split(ENVIRON["FOLDERS"], folder, "\n") }
            {
                known = $0 == ENVIRON["OWN"] || $0 == ENVIRON["CONTRACT"]
                for (i = 1; i <= n; i++)
                    known = known || index($0, folder[i] "/") == 1
                if (!known) {
                    sub(/.*\//, "")
                    print "the file " $0
                }
            }'
}

harness() { # the object with main for this build
    case $1 in
    mpich) echo "$root/objects/$NAME.mpich.o" ;;
    *) echo "$root/objects/$NAME.o" ;;
    esac
}

link() { # link BUILD FLAGS...: $out/BUILD.o and the harness to $out/BUILD
    build=$1
    shift
    objcopy $keep "$out/$build.o" || return 1
    case $build in mpich) export MPI=mpich ;; esac
    $compiler -no-pie -g -fno-lto -fno-use-linker-plugin "$@" -o "$out/$build" "$out/$build.o" "$(harness "$build")" \
        $(cat "$(harness "$build").wraps") -pthread -lm -ldl
}

variant() {
    case $1 in
    asan) compile asan -O1 $nonsense -fno-omit-frame-pointer -fsanitize=address,undefined \
        -fno-sanitize=integer-divide-by-zero -fno-sanitize-recover=all &&
        link asan -fsanitize=address,undefined ;;
    tsan) compile tsan -O1 -fsanitize=thread && link tsan -fsanitize=thread "$root/objects/c11.o" ;;
    race) compile race -O0 -fsanitize=thread &&
        link race "$root/objects/race.o" ;;
    mpich) compile mpich -O1 $nonsense && link mpich ;;
    esac 2>"$out/$1.log"
}

# A harness that make has not built is no fault of the answer.
for build in plain $BUILDS; do
    for part in "$(harness "$build")" "$(harness "$build").wraps"; do
        [ -r "$part" ] || { echo "${part##*/} is missing; run make grader" >&2; exit 10; }
    done
done

# All builds start at once; what the learner reads comes from the plain one.
for build in $BUILDS; do
    case $build in plain) ;; *) variant "$build" & ;; esac
done
plain() {
    compile plain -O1 $nonsense 2>"$out/plain.log" || return 11
    nm -P "$out/plain.o" >"$out/symbols" && readelf -SW "$out/plain.o" >"$out/sections" || return 13
    link plain 2>"$out/link.log" || return 12
}
plain
status=$?
wait
[ $status -eq 11 ] || forbid
[ $status -eq 0 ] || exit $status
for build in $BUILDS; do
    test -x "$out/$build" || { echo "$build" >"$out/failed"; exit 13; }
done
