// expect: POLICY
// tries: looks for the harness in the list of loaded objects
#include "contract.h"

#include <link.h>

static int
look(struct dl_phdr_info *i, size_t n, void *arg)
{
    (void)i, (void)n, (void)arg;
    return 0;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    dl_iterate_phdr(look, NULL);
}
