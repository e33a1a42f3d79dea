/*
 * slots_alloc - contract.h says what it promises.
 *
 * Below, the slots lie side by side, eight of them on a line.  Threads that
 * write to neighbours would take the line away from each other all the
 * time; the lesson's section "Neighbours on one line" shows it by
 * addresses.
 */
#include <stdlib.h>

#include "contract.h"

struct slot *
slots_alloc(int n, size_t *stride)
{
    if (n < 1 || stride == NULL)
        return NULL;
    /* TODO: a line of 64 bytes for each, and nobody else on it. */
    *stride = sizeof(struct slot);
    return calloc((size_t)n, sizeof(struct slot));
}
