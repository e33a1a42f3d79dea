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
unseen="-U__SANITIZE_ADDRESS__ -U__SANITIZE_THREAD__ -U_FORTIFY_SOURCE"
keep=
for s in $SYMBOLS; do keep="$keep --keep-global-symbol=$s"; done

case $MPI_KIND in
yes) compiler="sh $root/course/machine/mpicc" ;;
*) compiler=gcc ;;
esac
checked="-g -fno-lto -fdebug-prefix-map=$PWD=."

# An answer may use anything of POSIX without saying so first.  It may not
# ask which checker it is built for.
language="-std=gnu11 -D_GNU_SOURCE= $includes -include contract.h"

# What an answer reads before it has written it is the same nonsense on every
# run, not by luck the number that was hoped for.
nonsense=-ftrivial-auto-var-init=pattern

# preprocess PREPROCESSED: what FILE is to $out/PREPROCESSED.i, what it took in
# to .headers, and the folders where headers are looked for to .said.
preprocess() {
    $compiler $language -O1 $unseen -Wp,-v -E -MD -MF "$out/$1.headers" \
        "$FILE" -o "$out/$1.i" 2>"$out/$1.said"
}

# compile BUILD PREPROCESSED FLAGS...: to $out/BUILD.o.  BUILD.s is its
# assembler, BUILD.taken what that took in.  All builds compile the same text,
# but with MPICH, which has headers of its own.
compile() {
    build=$1
    text=$out/$2.i
    shift 2
    gcc -std=gnu11 -fpreprocessed -w $checked "$@" \
        -S "$text" -o "$out/$build.s" && assemble "$build"
}

assemble() {
    gcc -c -Wa,--MD,"$out/$1.taken" "$out/$1.s" -o "$out/$1.o"
}

# People read what the plain build says of their own file, so this one reads
# the headers a second time.
compile_plain() {
    $compiler $language -Wall -Wextra $checked -fmax-errors=5 -O1 $nonsense \
        $unseen -S "$FILE" -o "$out/plain.s" && assemble plain
}

# The address of a nested function (GNU C) is code on the stack.  The checker
# keeps variables elsewhere, to see who uses them too late, and nothing can be
# run there: for such an answer they stay where they are.
compile_asan() {
    set -- -O1 $nonsense -fno-omit-frame-pointer -fsanitize=address,undefined \
        -fno-sanitize=integer-divide-by-zero -fno-sanitize-recover=all
    compile asan plain "$@" || return 1
    if grep -q 'note.GNU-stack,"x"' "$out/asan.s"; then
        compile asan plain "$@" --param asan-use-after-return=0
    fi
}

compile_variant() {
    case $1 in
    asan) compile_asan ;;
    tsan) compile tsan plain -O1 -fsanitize=thread ;;
    race) compile race plain -O0 -fsanitize=thread ;;
    mpich)
        export MPI=mpich
        preprocess mpich || { cat "$out/mpich.said" >&2; return 1; }
        compile mpich mpich -O1 $nonsense ;;
    esac
}

# To $out/forbidden what hides code from the checkers or takes other files in,
# as any of the builds sees it.
forbid() {
    {
        sed '/^# [0-9]/d' "$out"/*.i | tr '\n' ' ' |
            grep -o -E 'no_sanitize[a-z_]*|no_address_safety_analysis|disable_sanitizer_instrumentation|\b(__)?section(__)? *\( *"' |
            sed 's/ *(.*/ attribute/'
        grep -h -o -E '^#APP' "$out"/*.s | sed 's/.*/inline assembler/'
        foreign_files
    } | head -n 20 >"$out/forbidden"
    rm -f "$out"/*.i "$out"/*.s "$out"/*.headers "$out"/*.taken "$out"/*.said
}

# The folders that the preprocessor names before it reads anything.
searched_folders() {
    for said in "$out"/*.said; do
        sed -n -e '/^End of search list/q' -e 's/^ \(\/.*\)/\1/p' "$said"
    done
}

# What was taken in that is neither the answer, nor the contract, nor from a
# folder where the compiler looks for headers.  One line "/" ends the list of
# what is allowed.
foreign_files() {
    {
        printf '%s\n' "$FILE" "$root/contract/contract.h" /usr "$out" "$root/include"
        searched_folders
        echo /
        cat "$out"/*.headers "$out"/*.taken | tr -s ' \\\n' '\n' |
            awk '!/:$/ && !/^$/ && !seen[$0]++'
    } | xargs -d '\n' realpath -m | awk '
            NR <= 2 { file[$0] }
            !over && $0 == "/" { over = 1; next }
            !over { if (NR > 2) folder[++n] = $0 "/"; next }
            {
                known = $0 in file
                for (i = 1; i <= n; i++)
                    known = known || index($0, folder[i]) == 1
                if (!known) {
                    sub(/.*\//, "")
                    print "the file " $0
                }
            }'
}

# Sets harness to the object with main for this build.
find_harness() {
    case $1 in
    mpich) harness=$root/objects/$NAME.mpich.o ;;
    *) harness=$root/objects/$NAME.o ;;
    esac
}

# link BUILD FLAGS...: $out/BUILD.o and the harness to $out/BUILD.  Whether the
# libraries have what they need themselves is not looked into, that takes half
# of the time.
link() {
    build=$1
    shift
    find_harness "$build"
    objcopy $keep "$out/$build.o" || return 1
    $compiler -no-pie -g -fno-lto -fno-use-linker-plugin \
        -Wl,--allow-shlib-undefined "$@" -o "$out/$build" \
        "$out/$build.o" "$harness" "@$harness.wraps" -pthread -lm -ldl
}

link_variant() {
    case $1 in
    asan) link asan -fsanitize=address,undefined ;;
    tsan) link tsan -fsanitize=thread "$root/objects/c11.o" ;;
    race) link race "$root/objects/race.o" ;;
    mpich) export MPI=mpich && link mpich ;;
    esac
}

# For a cluster that is only described, where make found SimGrid
# (probes/probe_simulated/).  A remark comes of it and no verdict, so a build
# that fails says nothing.
simulated() {
    [ -r "$root/objects/$NAME.smpi.o" ] || return 0
    smpicc $language -w -O1 -c "$FILE" -o "$out/smpi.o" &&
        objcopy $keep "$out/smpi.o" &&
        smpicc -o "$out/smpi" "$out/smpi.o" "$root/objects/$NAME.smpi.o"
} >/dev/null 2>&1

# A harness that make has not built is no fault of the answer.
variants=
for build in plain $BUILDS; do
    [ "$build" = plain ] || variants="$variants $build"
    find_harness "$build"
    for part in "$harness" "$harness.wraps"; do
        [ -r "$part" ] || { echo "${part##*/} is missing; run make grader" >&2; exit 10; }
    done
done

# All builds start at once; what the learner reads comes from the plain one.
simulated &
if preprocess plain; then
    for build in $variants; do
        compile_variant "$build" 2>"$out/$build.log" &
    done
fi
compile_plain 2>"$out/plain.log" || { wait; exit 11; }
nm -P "$out/plain.o" >"$out/symbols" &&
    readelf -SW "$out/plain.o" >"$out/sections"
status=$?
wait
for build in $variants; do
    [ ! -f "$out/$build.o" ] || link_variant "$build" 2>>"$out/$build.log" &
done
forbid &
if [ $status -eq 0 ]; then
    link plain 2>"$out/link.log" || status=12
else
    status=13
fi
wait
[ $status -eq 0 ] || exit $status
for build in $BUILDS; do
    test -x "$out/$build" || { echo "$build" >"$out/failed"; exit 13; }
done
