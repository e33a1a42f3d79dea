#!/bin/sh
# watch_test.sh - `make watch` and `make progress`, in a folder of their own.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d /tmp/many-hands-watch-XXXXXX) || exit 2
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
"$root/build/bin/watch_test" "$root" "$scratch"
failed=$?

# The table of the whole course: every row as wide as every other.
"$root/build/bin/progress" --root "$root" | /usr/bin/python3 -c '
import sys
rows = [r for r in sys.stdin.read().split("\n\n")[0].split("\n") if " of " in r]
sys.exit(len(rows) < 12 or len({len(r) for r in rows}) != 1)'
if [ $? -eq 0 ]; then echo "ok progress/columns"; else
    echo "FAIL progress/columns: the columns slip"
    failed=1
fi
exit $failed
