#!/bin/sh
# newer.sh - does the newest pandoc build the same site as this machine's?
# Compared as text: newer.mjs.
set -u
tests=$(cd "${0%/*}" && pwd)
skip() {
    echo "skip book: the newest pandoc is not tried: $* (make setup)"
    exit 0
}
command -v node >/dev/null || skip "there is no node"
[ -e "$tests/node_modules/pandoc-wasm/package.json" ] ||
    skip "pandoc-wasm is not installed"
site=build/book/tests/older
rm -rf "$site"
mkdir -p "$site"
"${PANDOC:-pandoc}" -f markdown -L book/book.lua \
    --metadata-file=book/book.yml -M mode=site -M contract=none \
    -M out="$site" -t plain -o /dev/null /dev/null || exit 1
exec node "$tests/newer.mjs" "$site"
