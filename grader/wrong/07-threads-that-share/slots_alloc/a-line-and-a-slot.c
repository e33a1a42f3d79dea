// expect: WRONG hint=too-much
// Puts 64 bytes of padding behind each slot of 8.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LINE = 64, STRIDE = 72 };

struct slot *
slots_alloc(int n, size_t *stride)
{
    if (n < 1 || stride == NULL)
        return NULL;
    size_t bytes = ((size_t)n * STRIDE + 63) / LINE * LINE;
    struct slot *slots = aligned_alloc(LINE, bytes);
    if (slots == NULL)
        return NULL;
    memset(slots, 0, bytes);
    *stride = STRIDE;
    return slots;
}
