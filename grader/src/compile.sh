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

compile() { # compile BUILD FLAGS...: FILE to $out/BUILD.o
    build=$1
    shift
    case $MPI_KIND in
    yes) cc="sh $root/course/machine/mpicc" ;;
    *) cc=gcc ;;
    esac
    case $build in mpich) export MPI=mpich ;; esac
    # An answer may use anything of POSIX without saying so first.  It may not
    # ask which checker it is built for.
    $cc -std=gnu11 -D_GNU_SOURCE= -Wall -Wextra -g -fno-lto -fdebug-prefix-map="$PWD=." \
        -fmax-errors=5 $includes -include contract.h "$@" $unseen \
        -MD -MF "$out/$build.headers" -S "$FILE" -o "$out/$build.s" || return 1
    $cc -c -Wa,--MD,"$out/$build.taken" "$out/$build.s" -o "$out/$build.o" || return 1
    forbid "$@"
}

# forbid FLAGS...: to $out/forbidden what hides code from the checkers or takes
# other files in, as this build sees it
forbid() {
    $cc -E -P -std=gnu11 -D_GNU_SOURCE= $includes -include contract.h "$@" $unseen "$FILE" 2>/dev/null |
        tr '\n' ' ' >"$out/$build.i"
    {
        grep -o -E 'no_sanitize[a-z_]*|no_address_safety_analysis|disable_sanitizer_instrumentation' "$out/$build.i"
        grep -o -E '\b(__)?section(__)? *\( *"' "$out/$build.i" | sed 's/ *(.*/ attribute/'
        grep -o -E '^#APP' "$out/$build.s" | sed 's/.*/inline assembler/'
        foreign_files
    } | head -n 20 >>"$out/forbidden"
    rm -f "$out/$build.i" "$out/$build.s" "$out/$build.headers" "$out/$build.taken"
}

# What was taken in that is neither the answer, nor the contract, nor from a
# folder where the compiler looks for headers.
foreign_files() {
    own=$(realpath "$FILE")
    contract=$(realpath "$root/contract/contract.h")
    folders=$($cc -E -Wp,-v - </dev/null 2>&1 | sed -n 's/^ \(\/.*\)/\1/p')
    folders=$(realpath $folders /usr "$out" "$root/include" 2>/dev/null)
    cat "$out/$build.headers" "$out/$build.taken" | tr -s ' \\\n' '\n' |
        grep -v -e ':$' -e '^$' | xargs -d '\n' realpath |
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

wrapped() { # what the object wraps: for each __wrap_NAME an option
    nm -gP --defined-only "$1" | sed -n 's/^__wrap_\([A-Za-z_0-9]*\) .*/-Wl,--wrap=\1/p'
}

link() { # link BUILD FLAGS...: $out/BUILD.o and the harness to $out/BUILD
    build=$1
    shift
    objcopy $keep "$out/$build.o" || return 1
    case $MPI_KIND in
    yes) cc="sh $root/course/machine/mpicc" ;;
    *) cc=gcc ;;
    esac
    case $build in mpich) export MPI=mpich ;; esac
    $cc -no-pie -g -fno-lto -fno-use-linker-plugin "$@" -o "$out/$build" "$out/$build.o" "$(harness "$build")" \
        $(wrapped "$(harness "$build")") -pthread -lm -ldl
}

variant() {
    case $1 in
    asan) compile asan -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
        -fno-sanitize=integer-divide-by-zero -fno-sanitize-recover=all &&
        link asan -fsanitize=address,undefined ;;
    tsan) compile tsan -O1 -fsanitize=thread && link tsan -fsanitize=thread ;;
    race) compile race -O0 -fsanitize=thread &&
        link race "$root/objects/race.o" ;;
    mpich) compile mpich -O1 && link mpich ;;
    esac 2>"$out/$1.log"
}

: >"$out/forbidden"
# All builds start at once; what the learner reads comes from the plain one.
for build in $BUILDS; do
    case $build in plain) ;; *) variant "$build" & ;; esac
done
plain() {
    compile plain -O1 2>"$out/plain.log" || return 11
    nm -P "$out/plain.o" >"$out/symbols" && readelf -SW "$out/plain.o" >"$out/sections" || return 13
    link plain 2>"$out/link.log" || return 12
}
plain
status=$?
wait
[ $status -eq 0 ] || exit $status
for build in $BUILDS; do
    test -x "$out/$build" || { echo "$build" >"$out/failed"; exit 13; }
done
