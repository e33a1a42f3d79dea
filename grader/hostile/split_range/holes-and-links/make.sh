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
truncate -s 1T "${1%/*}/huge" 2>/dev/null || truncate -s 1G "${1%/*}/huge"
ln -s . "${1%/*}/round"
ln -s / "${1%/*}/machine"
mkfifo "${1%/*}/pipe"
