/*
 * slots_alloc.c - one line of memory for each number.
 *
 * aligned_alloc puts the first slot at the beginning of a line, and a whole
 * line for each, the last one included, keeps everybody else away.
 */
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LINE = 64 };

struct slot *
slots_alloc(int n, size_t *stride)
{
    if (n < 1 || stride == NULL)
        return NULL;
    size_t bytes = (size_t)n * LINE;
    struct slot *slots = aligned_alloc(LINE, bytes);
    if (slots == NULL)
        return NULL;
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
