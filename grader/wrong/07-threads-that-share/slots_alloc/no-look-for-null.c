// expect: CRASH hint=no-memory
// Sets the memory to 0 without looking whether there is any.
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
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
