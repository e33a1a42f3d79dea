// expect: WRONG hint=too-much
// A page for each slot.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LINE = 4096 };

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
