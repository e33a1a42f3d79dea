// expect: POLICY
#include "contract.h"

#define QUIET __attribute__((no_sanitize("address")))
static int x;
QUIET static void f(void) { x++; }

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    f();
}
