#!/bin/bash
# contributing_test.sh - CONTRIBUTING.md shows real files and real verdicts.
#
#     contributing_test.sh          prints `ok NAME` or `FAIL NAME: FILE:LINE: why`
#     contributing_test.sh --sync   puts the files as they are now into the page
#     contributing_test.sh --record runs the commands and puts what they print
#                                   into the page
#
# Fences with {file=PATH} hold a whole file; with {file=PATH part=NAME} the
# declaration of NAME in a header with the comment before it, or the
# catalogue's row of exercise NAME.  Fences with {recorded} hold commands
# and what they print; times and the name of the sandbox may differ.
#
# PAGE=FILE is checked instead (the test of this test).
set -u
cd "$(dirname "$0")/../.." || exit 2
page=${PAGE:-CONTRIBUTING.md}
scratch=$(mktemp -d /tmp/many-hands-page-XXXXXX) || exit 2
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

fail() { # fail NAME LINE WHY
    echo "FAIL contributing/$1: $page:$2: $3"
    failed=1
}

# Fence k of the page: $scratch/k.head is "LINE INFO", $scratch/k.body its lines.
awk -v dir="$scratch" '
    !open && /^```/ { open = NR; k++; sub(/^```/, ""); print NR, $0 >(dir "/" k ".head")
                      printf "" >(dir "/" k ".body"); next }
    open && /^```/  { open = 0; close(dir "/" k ".head"); close(dir "/" k ".body"); next }
    open            { print >(dir "/" k ".body") }
    END { if (open) exit 1; print k + 0 >(dir "/count") }' "$page" || {
    fail fences 1 'there is no such page, or a fence is never closed'
    exit 1
}
count=$(cat "$scratch/count")

# The value of attribute $2 in the fence's info $1, or nothing.
attribute() { printf '%s\n' "$1" | sed -n "s/.*[{ ]$2=\([^ }]*\).*/\1/p"; }

# The part of header $1 that declares $2: from the comment to the semicolon.
header_part() {
    awk -v name="$2" '
        /^\/\*/ { text = "" ; comment = 1 }
        { text = text $0 "\n" }
        /\*\/$/ { comment = 0; next }
        !comment && index($0, name "(") { found = 1 }
        !comment && /;$/ { if (found) { printf "%s", text; exit } text = "" }' "$1"
}

# The row of exercise $2 in catalogue $1, without the comma behind it.
catalogue_part() {
    awk -v name="$2" '
        /^    \{$/ { row = "" ; inside = 1 }
        inside { row = row substr($0, 5) "\n" }
        index($0, "\"name\": \"" name "\",") == 7 { found = 1 }
        /^    \},?$/ {
            if (found) { sub(/,\n$/, "\n", row); printf "%s", row; exit }
            inside = 0
        }' "$1"
}

# The number of the first line in which files $1 and $2 differ.
first_difference() {
    awk 'NR == FNR { a[FNR] = $0; n = FNR; next }
         FNR > n || a[FNR] != $0 { print FNR; found = 1; exit }
         END { if (!found) print FNR + 1 }' "$1" "$2"
}

# What the fence with info $1 should hold, or status 1.
truth() {
    file=$(attribute "$1" file) part=$(attribute "$1" part)
    [ -f "$file" ] || return 1
    case $part:$file in
    :*) cat "$file" ;;
    *.json) catalogue_part "$file" "$part" ;;
    *) header_part "$file" "$part" ;;
    esac >"$scratch/truth"
    [ -s "$scratch/truth" ]
}

# Times, the sandbox and a list of people's other files are not facts about
# the course.
plain_words() {
    sed -E -e 's/[0-9]+\.[0-9] s$/T s/' \
        -e 's/sandbox: [a-z]+(, that is: unsandboxed)?/sandbox: S/' \
        -e 's/[[:space:]]+$//'
}

# Runs command line $1 as a reader would, but leaves build/grade alone.
run_line() {
    words=$(printf '%s\n' "$1" | sed -E \
        -e "s#^make grade#build/bin/grade --force --build $scratch/build#" \
        -e 's/ EX=/ --exercise /; s/ FROM=/ --from /; s/ SEED=/ --seed /; s/ HINT=/ --hint /' \
        -e "s#build/try#$scratch/try#g")
    timeout 120 sh -c "$words" 2>&1 </dev/null |
        sed -e "s#$scratch/try#build/try#g; s#$scratch/build#build#g"
}

# Runs each `$ ` line of fence $1; the lines and what they print.
run_fence() {
    mkdir -p "$scratch/build"
    for part in bin drivers probes reserved-symbols; do
        ln -sfn "$PWD/build/$part" "$scratch/build/$part"
    done
    grep '^\$ ' "$scratch/$1.body" | while IFS= read -r line; do
        printf '%s\n' "$line"
        run_line "${line#'$ '}"
    done
}

# The fence $1 at line $2: each `$ ` line is run, the output compared.
check_recorded() {
    run_fence "$1" | plain_words >"$scratch/ran"
    plain_words <"$scratch/$1.body" >"$scratch/shown"
    if cmp -s "$scratch/ran" "$scratch/shown"; then
        echo "ok contributing/recorded-$1"
        return
    fi
    at=$(first_difference "$scratch/ran" "$scratch/shown")
    fail "recorded-$1" $(($2 + at)) "the page shows \"$(sed -n "${at}p" "$scratch/shown")\", it printed \"$(sed -n "${at}p" "$scratch/ran")\""
}

check_file() { # check_file K LINE INFO
    name=$(attribute "$3" file)
    if ! truth "$3"; then
        fail "$name" "$2" "there is no such file, or no $(attribute "$3" part) in it"
    elif cmp -s "$scratch/truth" "$scratch/$1.body"; then
        echo "ok contributing/$name"
    else
        at=$(first_difference "$scratch/truth" "$scratch/$1.body")
        fail "$name" $(($2 + at)) "not what $name says now: run make sync"
    fi
}

# The page again, with the files ($1 --sync) or the runs (--record) of now.
renew_page() {
    for k in $(seq "$count"); do
        read -r _ info <"$scratch/$k.head"
        case $1:$info in
        --sync:*file=*) truth "$info" && cp "$scratch/truth" "$scratch/$k.body" ;;
        --record:*'{recorded}'*)
            run_fence "$k" >"$scratch/ran"
            cp "$scratch/ran" "$scratch/$k.body"
            ;;
        esac
    done
    awk -v dir="$scratch" '
        !open && /^```/ { print; open = 1; k++
                          while ((getline line <(dir "/" k ".body")) > 0) print line
                          next }
        open && /^```/  { open = 0; print; next }
        !open' "$page" >"$scratch/page"
    cmp -s "$scratch/page" "$page" || {
        cat "$scratch/page" >"$page"
        echo "$page: brought up to date"
    }
}

# Links to files of the repository lead somewhere.
check_links() {
    grep -no '](\([^)#]*\)' "$page" | sed 's/](//' | while IFS=: read -r line target; do
        case $target in http* | '') continue ;; esac
        [ -e "$target" ] || echo "$line $target"
    done >"$scratch/dead"
    while read -r line target; do
        fail links "$line" "there is no $target"
    done <"$scratch/dead"
    [ -s "$scratch/dead" ] || echo "ok contributing/links"
}

# The page lists every part of make check, and no other.
check_parts() {
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -pq check 2>/dev/null |
        sed -n 's/^CHECK_PARTS := //p' | tr ' ' '\n' | sort >"$scratch/parts"
    sed -n 's/^make \(check-[a-z-]*\) .*/\1/p' "$page" | sort >"$scratch/listed"
    if [ -s "$scratch/parts" ] && cmp -s "$scratch/parts" "$scratch/listed"; then
        echo "ok contributing/parts"
    else
        fail parts "$(grep -n '^make check  ' "$page" | cut -d : -f 1)" \
            "the list of parts differs from CHECK_PARTS: $(diff "$scratch/parts" "$scratch/listed" | grep '^[<>]' | tr '\n' ' ')"
    fi
}

case ${1:-} in
--sync | --record)
    renew_page "$1"
    exit
    ;;
esac
for k in $(seq "$count"); do
    read -r line info <"$scratch/$k.head"
    case $info in
    *file=*) check_file "$k" "$line" "$info" ;;
    *'{recorded}'*) check_recorded "$k" "$line" ;;
    esac
done
check_links
check_parts
exit $failed
