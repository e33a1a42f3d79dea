#!/bin/sh
# setup.sh [GROUP...] - install what is missing; safe to repeat.
#
# The groups and the packages are in packages.txt; the default is `run
# check`.  Debian and Ubuntu: by apt-get, through sudo if this is not root.
# Elsewhere: prints what is needed.  --missing only lists the missing.
set -eu
machine=${0%/*}
. "$machine/mpi.sh"

list=no
if [ "${1:-}" = --missing ]; then
    list=yes
    shift
fi
[ $# -gt 0 ] || set -- run check

# Prints `package proof why` of the packages of groups $*, tabs between.
packages_of() {
    awk -v groups="$*" '
        BEGIN { split(groups, g, " "); for (i in g) wanted[g[i]] = 1 }
        /^[ \t]*(#|$)/ { next }
        { known[$1] = 1 }
        $1 in wanted {
            why = $0
            sub(/^[ \t]*[^ \t]+[ \t]+[^ \t]+[ \t]+[^ \t]+[ \t]+/, "", why)
            print $2 "\t" $3 "\t" why
        }
        END {
            for (name in wanted)
                if (!(name in known)) {
                    print "setup: there is no group \"" name "\"; see" \
                        " grader/machine/packages.txt." >"/dev/stderr"
                    exit 2
                }
        }' "$machine/packages.txt"
}

# Is the thing that proof $1 names on this machine?
is_here() {
    here_rest=$1'|'
    while [ -n "$here_rest" ]; do
        here_one=${here_rest%%|*}
        here_rest=${here_rest#*|}
        case $here_one in
        launcher:*) mpi_launcher "${here_one#*:}" >/dev/null && return 0 ;;
        compiler:*) mpi_compiler "${here_one#*:}" >/dev/null && return 0 ;;
        /*) [ -e "$here_one" ] && return 0 ;;
        *) command -v "$here_one" >/dev/null 2>&1 && return 0 ;;
        esac
    done
    return 1
}

# Prints the lines of packages_of that are not here.
missing_of() {
    packages_of "$@" | while IFS='	' read -r package proof why; do
        is_here "$proof" || printf '%s\t%s\t%s\n' "$package" "$proof" "$why"
    done
}

# On Ubuntu the package chromium installs a snap, which neither root in a
# container nor the sandboxed tests can use.
without_snaps() {
    if grep -qs '^ID=ubuntu$' /etc/os-release; then
        grep -v '^chromium	' || true
    else
        cat
    fi
}

names_of() {
    printf '%s\n' "$1" | cut -f 1 | tr '\n' ' ' | sed 's/ *$//'
}

# What the tests of the pages take from npm, as book/tests names it.  Without
# it everything else works, so a failure is said and is none.
from_npm() {
    npm_of=$machine/../../book/tests
    case " $* " in *' check '*) ;; *) return 0 ;; esac
    if ! [ -f "$npm_of/package-lock.json" ] ||
        cmp -s "$npm_of/package-lock.json" "$npm_of/node_modules/.installed"; then
        return 0
    fi
    echo "setup: npm brings what the tests of the pages need"
    if (cd "$npm_of" && npm ci --no-audit --no-fund --ignore-scripts) \
        >/dev/null 2>&1 </dev/null; then
        cp "$npm_of/package-lock.json" "$npm_of/node_modules/.installed"
    else
        echo "setup: npm could not install playwright-core, axe-core and" \
            "pandoc-wasm; the pages are not tested in a browser." >&2
    fi
}

packages_of "$@" >/dev/null
all_missing=$(missing_of "$@")
if [ "$list" = yes ]; then
    [ -z "$all_missing" ] || printf '%s\n' "$all_missing" | cut -f 1,3
    exit 0
fi
missing=$(printf '%s\n' "$all_missing" | without_snaps)
if [ "$missing" != "$all_missing" ]; then
    echo "setup: chromium is a snap on Ubuntu and is left to you" \
        "(sudo snap install chromium); without it there is no PDF and the" \
        "pages are not tested."
fi
if [ -z "$missing" ]; then
    from_npm "$@"
    echo "setup: nothing to install, everything is here."
    exit 0
fi
names=$(names_of "$missing")

if ! command -v apt-get >/dev/null 2>&1; then
    {
        echo "setup: this machine has no apt-get. Please install what these" \
            "packages of Debian hold, by the means of your system:"
        printf '%s\n' "$missing" |
            awk -F '\t' '{ printf "    %-20s %s\n", $1, $3 }'
    } >&2
    exit 2
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
        echo "setup: you are not root and there is no sudo. Ask for this:" \
            "apt-get install --no-install-recommends $names" >&2
        exit 2
    }
    as_root=sudo
fi

log=$(mktemp)
policy=
trap 'rm -f "$log"; [ -z "$policy" ] || $as_root rm -f "$policy"' EXIT
trap 'exit 130' INT TERM

# Runs apt-get $* and keeps what it says; shows it only if it fails.
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
        apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 \
        "$@" >"$log" 2>&1 </dev/null
}

last_words() {
    grep -E '^(E|W|Err|sudo):' "$log" | tail -n 5 >&2 ||
        tail -n 5 "$log" >&2
}

# Of these the labs start their own.  Debian's packages would start them now
# and at every boot: the first is forbidden by policy-rc.d (the tests name
# another file), the second undone.
services=
for service in munge slurmctld slurmd; do
    case " $names " in *" $service "*) services="$services $service" ;; esac
done
if [ -n "$services" ] && ! [ -e "${POLICY_RC_D:-/usr/sbin/policy-rc.d}" ]; then
    policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

echo "setup: installing $names" | fold -s -w 76 | sed 's/ *$//'
if ! apt update; then
    last_words
    echo "setup: apt-get update failed (above); trying with the package" \
        "lists that are here." >&2
fi
# The names are meant to be split.
# shellcheck disable=SC2086
if ! apt install --no-install-recommends $names; then
    last_words
    echo "setup: apt-get could not install $names (its last words are" \
        "above)." >&2
    exit 2
fi
for service in $services; do
    $as_root update-rc.d "$service" disable >"$log" 2>&1 || last_words
done
hash -r
missing=$(missing_of "$@" | without_snaps)
if [ -n "$missing" ]; then
    echo "setup: apt-get installed everything, and yet this machine has not" \
        "what $(names_of "$missing") should bring." >&2
    exit 2
fi
from_npm "$@"
echo "setup: done."
