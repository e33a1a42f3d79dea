#!/bin/sh
# watch_test.sh - `make watch` and `make progress`, in a folder of their own.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d /tmp/many-hands-watch-XXXXXX) || exit 2
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
"$root/build/bin/watch_test" "$root" "$scratch"
