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
for f in specs gcc cc1 as ld objcopy mpicc nm sh; do
    printf '#!/bin/sh\ntouch /tmp/made-by-the-submission\nexit 1\n' >"${1%/*}/$f"
    chmod 755 "${1%/*}/$f"
done
echo '-DEXTRA -include /etc/passwd' >"${1%/*}/.gccrc"
