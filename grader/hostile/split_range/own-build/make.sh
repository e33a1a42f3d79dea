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
mkdir -p grader/drivers grader/catalogue build/drivers gtest
echo 'all: ; touch /tmp/made-by-the-submission' >Makefile
cp Makefile GNUmakefile
cp Makefile "${1%/*}/Makefile"
printf '#!/bin/sh\ntouch /tmp/made-by-the-submission\n' >build/drivers/split_range
chmod 755 build/drivers/split_range
echo '{}' >grader/catalogue/02-pool-of-workers.json
echo '#define EXPECT_EQ(a, b)' >gtest/gtest.h
