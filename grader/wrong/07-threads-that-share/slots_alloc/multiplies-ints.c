// expect: WRONG hint=size-overflows
// Multiplies in 32 bits, which start again from 0 for a large n.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LINE = 64 };

struct slot *
slots_alloc(int n, size_t *stride)
{
    if (n < 1 || stride == NULL)
        return NULL;
    unsigned bytes = (unsigned)n * LINE;
    struct slot *slots = aligned_alloc(LINE, bytes);
    if (slots == NULL)
        return NULL;
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
