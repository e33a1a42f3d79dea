// expect: WRONG hint=spins-instead-of-waiting
// Atomics and a loop: right, and a core for each that waits.

#include <stdatomic.h>
#include <stdlib.h>

#include "contract.h"

struct bar {
    int n;
    atomic_int here, round;
};

struct bar *
bar_new(int n)
{
    struct bar *b = n < 1 ? NULL : calloc(1, sizeof *b);
    if (b != NULL)
        b->n = n;
    return b;
}

int
bar_wait(struct bar *b)
{
    if (b == NULL)
        return -1;
    int mine = atomic_load(&b->round);
    if (atomic_fetch_add(&b->here, 1) == b->n - 1) {
        atomic_store(&b->here, 0);
        atomic_fetch_add(&b->round, 1);
        return 1;
    }
    while (atomic_load(&b->round) == mine)
        continue;
    return 0;
}

void
bar_free(struct bar *b)
{
    free(b);
}
