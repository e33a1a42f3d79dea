/* fork_sum.c - probe: the sum, and how many children were made. */
#include "contract.h"
#include "probe.h"

#include <stdlib.h>

void
probe_case(void)
{
    bool hold = ask_i64();
    size_t n;
    int64_t *wide = ask_i64s(&n);
    int32_t *v = malloc((n + !n) * sizeof *v);
    for (size_t i = 0; i < n && v != NULL; i++)
        v[i] = (int32_t)wide[i];
    family_start(hold ? HELD : FREE);
    int64_t sum = fork_sum(v, n);
    family_stop();
    free(v);
    say_i64(sum);
}
