// expect: SERIAL hint=no-worker
// The answers are known in advance and no worker is ever made.
#include "contract.h"

int
who_sees(enum worker_kind how, int *cell)
{
    if (cell == NULL || (how != BY_FORK && how != BY_THREAD))
        return -1;
    if (how == BY_THREAD)
        *cell = 42;
    return *cell;
}
