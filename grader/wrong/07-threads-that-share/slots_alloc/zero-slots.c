// expect: WRONG hint=bad-arguments
// Gives memory for no slots.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LINE = 64 };

struct slot *
slots_alloc(int n, size_t *stride)
{
    if (n < 0 || stride == NULL)
        return NULL;
    size_t bytes = (size_t)n * LINE;
    struct slot *slots = aligned_alloc(LINE, bytes);
    if (slots == NULL)
        return NULL;
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
