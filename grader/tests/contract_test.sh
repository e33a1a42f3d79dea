#!/bin/sh
# contract_test.sh - the tests of build/bin/contract.
#
#     grader/tests/contract_test.sh [CONTRACT]
#
# contract/NAME.texts holds texts for NAME.expect.  A line `== COMMAND ARGS`
# begins one, `=> REASON` ends it with the reason that must be given; without
# it the text must satisfy the contract.  Under sentence and example the
# lines are what must be printed.  contract/malformed/*.expect begin with the
# mistake that must be named.  contract/boxed holds programs that are run.
# Prints `ok` or `FAIL` for each, and the difference.
set -u
here=${0%/*}
contract=${1:-build/bin/contract}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
failed=0

# $1 label; $tmp/expected and $tmp/got must be equal.
compare() {
    if cmp -s "$tmp/expected" "$tmp/got"; then
        echo "ok $1"
    else
        echo "FAIL $1"
        diff "$tmp/expected" "$tmp/got" | sed 's/^/    /'
        failed=1
    fi
}

# Writes $tmp/N.args, N.text and N.reason for every text of file $1.
split_texts() {
    rm -f "$tmp"/*.args "$tmp"/*.text "$tmp"/*.reason
    awk -v tmp="$tmp" '
        /^== / { n = sprintf("%s/%03d", tmp, ++count)
                 print substr($0, 4) >(n ".args")
                 printf "" >(n ".text"); printf "" >(n ".reason"); next }
        /^=> / { print substr($0, 4) >(n ".reason"); next }
        { print >(n ".text") }' "$1"
}

check_texts() {
    name=$(basename "$1" .texts)
    split_texts "$1"
    for args in "$tmp"/*.args; do
        one=${args%.args}
        number=${one##*/}
        read -r words <"$args"
        # shellcheck disable=SC2086 # the words are arguments
        set -- $words
        command=$1
        shift
        "$contract" "--$command" "$here/contract/$name.expect" "$@" \
            <"$one.text" >"$tmp/got" 2>&1
        echo "status $?" >>"$tmp/got"
        if [ "$command" = text ]; then
            cp "$one.reason" "$tmp/expected"
        else
            cp "$one.text" "$tmp/expected"
        fi
        if [ -s "$one.reason" ]; then s=1; else s=0; fi
        echo "status $s" >>"$tmp/expected"
        compare "contract $name $number: $words"
    done
}

check_malformed() {
    "$contract" --text "$1" </dev/null >"$tmp/got" 2>&1
    echo "status $?" >>"$tmp/got"
    {
        printf 'contract: %s:' "$1"
        sed -n '1s/^# //p' "$1"
        echo "status 2"
    } >"$tmp/expected"
    compare "contract malformed ${1##*/}"
}

# $1 label, $2 status, $3 what is said, the rest: arguments.
check_usage() {
    label=$1 status=$2 said=$3
    shift 3
    printf '%s\nstatus %s\n' "$said" "$status" >"$tmp/expected"
    "$contract" "$@" </dev/null 2>&1 | head -n 1 >"$tmp/got"
    "$contract" "$@" </dev/null >/dev/null 2>&1
    echo "status $?" >>"$tmp/got"
    compare "contract usage: $label"
}

# Bytes that no .texts file should hold.
check_bytes() {
    x=$here/contract/lines.expect
    printf 'fir\033[1mst\302\205\377\317\200\t\000\r\n' >"$tmp/text"
    "$contract" --text "$x" <"$tmp/text" >"$tmp/got"
    printf 'line 1: expected "first", got "fir\\x1b[1mst\\xc2\\x85\\xff%s"\n' \
        "$(printf '\317\200')\\t\\x00\\r" >"$tmp/expected"
    compare "contract shows control characters escaped"
    head -c 100000 /dev/zero | tr '\0' a >"$tmp/text"
    "$contract" --text "$x" <"$tmp/text" | awk '{ print (length < 300) }' \
        >"$tmp/got"
    echo 1 >"$tmp/expected"
    compare "contract cuts long lines in a reason"
    printf 'first\n  second, indented\n\n{not a hole} and a }\nlast' |
        "$contract" --text "$x" >"$tmp/got"
    : >"$tmp/expected"
    compare "contract takes a last line without its newline"
}

# Patterns that fit all lines must not make the search endless.
check_patience() {
    {
        printf 'run ./x\nany-order\n'
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
            printf '{a%s=any}{any}{b%s=any}\n' $i $i
        done
        printf '{c=int!=d} {d=int}\nend\n'
    } >"$tmp/vague.expect"
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
        echo "a line that fits $i"
    done >"$tmp/text"
    timeout 60 "$contract" --text "$tmp/vague.expect" <"$tmp/text" \
        >"$tmp/got"
    echo "status $?" >"$tmp/got"
    echo "status 1" >"$tmp/expected"
    compare "contract gives up on a vague contract"
    seq 0 1999 | sort -R >"$tmp/text"
    printf 'run ./x\nany-order\n{i:0..998}\n{int 990..1999}\n%s\nend\n' \
        "{i:1000..1999}" >"$tmp/large.expect"
    timeout 60 "$contract" --text "$tmp/large.expect" <"$tmp/text" \
        >"$tmp/got" 2>&1
    echo "status $?" >>"$tmp/got"
    echo "status 0" >"$tmp/expected"
    compare "contract matches two thousand lines in any order"
}

check_lint() {
    mkdir "$tmp/lint"
    echo 'int main(void) { return 0; }' >"$tmp/lint/bare.c"
    echo '/* main() */ const char *s = "main()"; int mains(void);' \
        >"$tmp/lint/part.c"
    printf 'run mpirun ./x\nwith n=1\nmpich no\n' >"$tmp/lint/lone.expect"
    echo 'print(1)' >"$tmp/lint/bare.py"
    echo 'print(2)' >"$tmp/lint/kept.py"
    echo 'run ./kept.py' >"$tmp/lint/kept.expect"
    (cd "$tmp/lint" && "$contract" --lint ./*.c ./*.py) >"$tmp/got"
    echo "status $?" >>"$tmp/got"
    cat >"$tmp/expected" <<END
./bare.c:1: this program has no contract ./bare.expect
./lone.expect:1: there is no program ./lone.c
./lone.expect:2: no line uses this parameter
./lone.expect:3: 'mpich no' needs a comment that says why
./bare.py:1: this program has no contract ./bare.expect
status 1
END
    compare "contract lint finds what is missing"
    echo 'int main(void) { return 0; }' >"$tmp/lint/lone.c"
    rm "$tmp/lint/bare.c" "$tmp/lint/bare.py"
    printf 'run mpirun -n {n} ./x\nwith n=1\n# why\nmpich no\n' \
        >"$tmp/lint/lone.expect"
    (cd "$tmp/lint" && "$contract" --lint ./*.c ./*.py) >"$tmp/got"
    echo "status $?" >>"$tmp/got"
    echo "status 0" >"$tmp/expected"
    compare "contract lint is silent about a good folder"
}

# Programs that hang, race, fail: each case holds or is refused for the
# reason in contract/boxed/runs.
check_boxed() {
    boxed=$here/contract/boxed
    mkdir -p "$tmp/openmpi" "$tmp/tsan" "$tmp/machine"
    for c in "$boxed"/*.c; do
        name=$(basename "$c" .c)
        ${CC:-cc} -std=c11 -O1 -pthread -o "$tmp/openmpi/$name" "$c" ||
            return 1
    done
    ${CC:-cc} -std=c11 -g -pthread -fsanitize=thread -o "$tmp/tsan/boxed" \
        "$boxed/boxed.c" || return 1
    cp "$boxed/script.py" "$tmp/openmpi/script.py"
    cp "$tmp/tsan/boxed" "$tmp/tsan/wrong"
    for file in boxed wrong busy script; do
        seconds=60
        [ $file = busy ] && seconds=1
        "$contract" --run "$boxed/$file.expect" --seconds $seconds \
            --programs "$tmp/openmpi" --machine "$tmp/machine"
        echo "status $?"
    done >"$tmp/got" 2>&1
    sed -i -e 's/hangs: .*/hangs: .../' -e 's/over (.*)/over (...)/' \
        -e "s|$tmp|TMP|g" "$tmp/got"
    # shellcheck disable=SC2016 # for the stand-in to expand
    printf '#!/bin/sh\necho "$MPI $*"\n' >"$tmp/machine/mpirun"
    chmod +x "$tmp/machine/mpirun"
    for mpi in openmpi mpich; do
        "$contract" --run "$boxed/mpi.expect" --mpi $mpi --jobs 1 \
            --programs "$tmp/openmpi" --machine "$tmp/machine"
        echo "status $?"
    done >>"$tmp/got" 2>&1
    cp "$boxed/runs" "$tmp/expected"
    compare "contract runs programs in boxes"
}

contract=$(realpath "$contract") || exit 2
for texts in "$here"/contract/*.texts; do
    check_texts "$texts"
done
for file in "$here"/contract/malformed/*.expect; do
    check_malformed "$file"
done
x=$here/contract/any_order.expect
check_usage "a case that is not there" 2 \
    "contract: $x: there is no case nine; its cases are each overlap caught twins middle search others" \
    --text "$x" nine
check_usage "which case" 2 \
    "contract: $x: which case? Its cases are each overlap caught twins middle search others" \
    --text "$x"
check_usage "a parameter without a value" 2 \
    "contract: which n? Case each needs n=VALUE" --text "$x" each
check_usage "an unknown parameter" 2 \
    "contract: case each has no parameter 'm'" --text "$x" each m=1
check_usage "a parameter that is no number" 2 \
    "contract: $x:2: cannot calculate with n=x, it is not an integer" \
    --text "$x" each n=x
check_usage "no file" 2 "contract: none.expect: No such file or directory" \
    --sentence none.expect
check_usage "a folder" 2 "contract: $here: cannot be read as a contract" \
    --example "$here"
check_usage "an unknown MPI" 2 "contract: --mpi is openmpi or mpich" \
    --run "$x" --programs "$here" --mpi lam
check_usage "no programs" 2 "contract: no folder $here/none" \
    --run "$x" --programs "$here/none"
check_bytes
check_patience
check_lint
if [ -x "${contract%/*}/warden" ]; then
    check_boxed || failed=1
else
    echo "skipped: contract runs programs in boxes:" \
        "there is no warden beside $contract"
fi
exit $failed
