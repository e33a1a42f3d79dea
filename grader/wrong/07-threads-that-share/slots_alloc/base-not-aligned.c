// expect: WRONG hint=base-not-aligned
// The right distance, from an address that malloc chose.
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
    struct slot *slots = malloc(bytes);
    if (slots == NULL)
        return NULL;
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
