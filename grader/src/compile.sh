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
    # An answer may use anything of POSIX without saying so first.
    $cc -std=gnu11 -D_GNU_SOURCE= -Wall -Wextra -g -fno-lto -fdebug-prefix-map="$PWD=." \
        -fmax-errors=5 $includes -include contract.h "$@" \
        -c "$FILE" -o "$out/$build.o"
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
    case $MPI_KIND in
    yes) cc="sh $root/course/machine/mpicc" ;;
    *) cc=gcc ;;
    esac
    case $build in mpich) export MPI=mpich ;; esac
    $cc -no-pie -g "$@" -o "$out/$build" "$out/$build.o" "$(harness "$build")" \
        -Wl,--wrap=pi_hits,--wrap=par_u64 \
        -Wl,--wrap=pthread_create,--wrap=pthread_join,--wrap=pthread_detach -pthread -lm -ldl
}

variant() {
    case $1 in
    asan) compile asan -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
        -fno-sanitize=integer-divide-by-zero -fno-sanitize-recover=all &&
        link asan -fsanitize=address,undefined ;;
    tsan) compile tsan -O1 -fsanitize=thread && link tsan -fsanitize=thread ;;
    shm) compile shm -O0 -fsanitize=thread &&
        link shm "$root/objects/shm.o" ;;
    mpich) compile mpich -O1 && link mpich ;;
    esac 2>"$out/$1.log"
}

compile plain -O1 2>"$out/plain.log" || exit 1
nm -P "$out/plain.o" >"$out/symbols" && readelf -SW "$out/plain.o" >"$out/sections" || exit 3
gcc -E -std=gnu11 -D_GNU_SOURCE= $includes -include contract.h "$FILE" 2>/dev/null |
    grep -n -o -E 'no_sanitize[a-z_]*|no_address_safety_analysis|disable_sanitizer_instrumentation|\.incbin|\.init_array|\.preinit_array' \
        >"$out/forbidden"
link plain 2>"$out/link.log" || exit 2
for build in $BUILDS; do
    case $build in plain) ;; *) variant "$build" & ;; esac
done
wait
for build in $BUILDS; do
    test -x "$out/$build" || { echo "$build" >"$out/failed"; exit 3; }
done
