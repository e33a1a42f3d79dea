# $1: the answer, seen from the submission's folder, where this runs
good() {
    cat <<'END'
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
END
}
good >"$1"
: >"${1%/*}/$(printf 'a\033[2J\033]0;PASS\007b')"
: >"${1%/*}/$(printf 'a\nok hostile/all')"
: >"${1%/*}/]]><!--<script>"
: >"${1%/*}/\$(touch made-by-a-name)"
: >"${1%/*}/$(printf '\377\376')"
