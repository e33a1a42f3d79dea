#!/bin/sh
# fresh.sh - prove the README on a bare Debian 12: `make start` and `make
# check`, as root and as an ordinary user, with nothing installed but git,
# make and sudo.
#
#   FRESH_DIR=    where the Debian is made (default: under $TMPDIR or /tmp)
#   FRESH_CACHE=  a folder that keeps the downloaded packages between runs
#   FRESH_MIRROR= the Debian mirror (default: the first of this machine's own
#                 apt sources that has the suite, else debootstrap's own)
#   FRESH_RUNS=   which of root-start, user-start, user-check and root-check
#                 (default: all four in this order, about two hours)
#
# It needs root.  Mounts and processes live in namespaces of their own, so
# that nothing of them is left whatever happens.
set -eu
machine=$(cd "${0%/*}" && pwd)
repository=$(cd "$machine/../.." && pwd)
suite=bookworm

stop() {
    echo "check-fresh: $*" >&2
    exit 2
}

# --- the second stage: inside the namespaces, prepares and enters the root ---

# Not chroot but pivot_root: in a chroot nobody may make user namespaces,
# and the sandbox of the grader is made of them.
enter() {
    root=$1
    shift
    mount --make-rprivate /
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for device in null zero full random urandom tty; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s fd/0 "$root/dev/stdin"
    ln -s fd/1 "$root/dev/stdout"
    ln -s fd/2 "$root/dev/stderr"
    if [ -n "${FRESH_CACHE:-}" ]; then
        mount --bind "$FRESH_CACHE" "$root/var/cache/apt/archives"
    fi
    hostname fresh
    cd "$root"
    pivot_root . mnt
    umount -l /mnt
    cd /
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 TERM="${TERM:-dumb}" \
        ${http_proxy:+http_proxy="$http_proxy"} \
        ${https_proxy:+https_proxy="$https_proxy"} \
        ${no_proxy:+no_proxy="$no_proxy"} "$@"
}
if [ "${1:-}" = --enter ]; then
    shift
    enter "$@"
fi

# --- the first stage ---------------------------------------------------------

runs=${FRESH_RUNS:-root-start user-start user-check root-check}
for one in $runs; do
    case $one in
    root-start | user-start | user-check | root-check) ;;
    *) stop "FRESH_RUNS: there is no run \"$one\"." ;;
    esac
done

[ "$(id -u)" -eq 0 ] || stop "making a Debian needs root (sudo make check-fresh)."
"$machine/setup.sh" fresh
unshare --mount --pid --uts --fork true 2>/dev/null ||
    stop "this machine does not let root make namespaces."
git -C "$repository" rev-parse -q --verify HEAD >/dev/null ||
    stop "there is no commit to clone."
[ -z "$(git -C "$repository" status --porcelain)" ] ||
    echo "check-fresh: changes that are not committed are not tried."

if [ -n "${FRESH_DIR:-}" ]; then
    mkdir -p "$FRESH_DIR"
    scratch=$(mktemp -d "$FRESH_DIR/many-hands.XXXXXX")
else
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/many-hands.XXXXXX")
fi
logs=$repository/build/fresh
mkdir -p "$logs"
[ -z "${FRESH_CACHE:-}" ] || mkdir -p "$FRESH_CACHE/partial"
inner=
# shellcheck disable=SC2317
clean_up() {
    [ -z "$inner" ] || kill "$inner" 2>/dev/null || true
    wait
    rm -rf --one-file-system "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
[ "$(df -Pk "$scratch" | awk 'NR == 2 { print $4 }')" -gt 4000000 ] ||
    stop "$scratch has less than 4 GB free; set FRESH_DIR to a larger place."
root=$scratch/root

# This machine's own apt sources that have the suite, as one-line entries.
host_sources() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n "s/^deb \(\[[^]]*\] \)*\([a-z].* $suite.*\)/deb \2/p"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        awk -v RS= -v FS='\n' -v suite="$suite" '
            {
                uris = suites = components = enabled = ""
                for (i = 1; i <= NF; i++) {
                    value = $i
                    sub(/^[^:]*:[ \t]*/, "", value)
                    if ($i ~ /^URIs:/) uris = value
                    if ($i ~ /^Suites:/) suites = value
                    if ($i ~ /^Components:/) components = value
                    if ($i ~ /^Enabled:/) enabled = value
                }
                if (enabled == "no") next
                n = split(suites, s, " ")
                m = split(uris, u, " ")
                for (i = 1; i <= n; i++)
                    for (j = 1; j <= m; j++)
                        if (s[i] ~ "^" suite)
                            print "deb " u[j] " " s[i] " " components
            }' "$file"
    done
}
host_sources >"$scratch/sources"
mirror=${FRESH_MIRROR:-$(awk -v suite="$suite" '
    $3 == suite { print $2; exit }' "$scratch/sources")}

echo "check-fresh: making a bare Debian 12 in $scratch"
# Without a mirror, debootstrap takes its own.
# shellcheck disable=SC2086
debootstrap --variant=minbase --include=ca-certificates,git,make,sudo \
    ${FRESH_CACHE:+--cache-dir="$FRESH_CACHE"} \
    "$suite" "$root" $mirror >"$logs/debootstrap.log" 2>&1 || {
    tail -n 5 "$logs/debootstrap.log" >&2
    stop "debootstrap failed; see $logs/debootstrap.log."
}
if [ -s "$scratch/sources" ]; then
    cp "$scratch/sources" "$root/etc/apt/sources.list"
fi
apt-config dump 2>/dev/null | grep '^Acquire::' \
    >"$root/etc/apt/apt.conf.d/99host" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
if [ -d /usr/local/share/ca-certificates ]; then
    cp -a /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
fi
echo 127.0.0.1 fresh >>"$root/etc/hosts"

inside() {
    # --kill-child: when this script dies, so does everything inside.
    unshare --mount --pid --uts --fork --kill-child \
        "$0" --enter "$root" "$@"
}

inside sh -c 'update-ca-certificates >/dev/null 2>&1
    useradd -m -s /bin/sh reader
    echo "reader ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/reader
    which gcc mpirun pandoc && echo "check-fresh: the Debian is not bare." >&2
    true'
git clone -q --no-local "$repository" "$root/root"/many-hands
cp -a "$root/root"/many-hands "$root/home/reader/many-hands"
inside chown -R reader:reader /home/reader/many-hands

passed=0
failed=0
# run NAME: one command of the README, as a login of a user.  Both ways to
# install are tried: root by itself, the user through sudo.
run() {
    case $1 in
    root-*) user=root ;;
    user-*) user=reader ;;
    esac
    case $1 in
    *-start) command="make start" ;;
    *-check) command="make check" ;;
    esac
    echo "check-fresh: $user types: $command"
    begun=$(date +%s)
    inside su - "$user" -c "cd many-hands && $command" >"$logs/$1.log" 2>&1 \
        </dev/null &
    inner=$!
    status=0
    wait "$inner" || status=$?
    inner=
    echo "    status $status after $(($(date +%s) - begun)) s:" \
        "$(grep -v '^make: \*\*\*' "$logs/$1.log" | tail -n 1)"
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "    the whole of it: $logs/$1.log; its end:"
        tail -n 15 "$logs/$1.log" | sed 's/^/    | /'
    fi
}
for one in $runs; do
    run "$one"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
