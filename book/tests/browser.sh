#!/bin/sh
# browser.sh [TEST...] - the pages in a real browser: book/tests/browser.
# One line a test, or a skip that says what is missing.  `browser.sh times`
# measures instead (times.mjs).
set -u
tests=$(cd "${0%/*}" && pwd)

skip() {
    echo "skip browser: the pages are not tested: $* (make setup)"
    exit 0
}
CHROMIUM=$("$tests/../browser.sh") || skip "there is no chromium"
command -v node >/dev/null || skip "there is no node"
[ -e "$tests/node_modules/playwright-core/package.json" ] &&
    [ -e "$tests/node_modules/axe-core/axe.min.js" ] ||
    skip "playwright-core and axe-core are not installed"
export CHROMIUM
[ "$*" != times ] || exec node "$tests/browser/times.mjs"
[ $# -gt 0 ] || set -- "$tests"/browser/*.test.mjs
exec node --test --test-reporter="$tests/browser/reporter.mjs" "$@"
