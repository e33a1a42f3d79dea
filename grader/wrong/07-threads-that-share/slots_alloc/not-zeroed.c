// expect: WRONG hint=not-zero
// Takes the memory as it comes.
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
    *stride = LINE;
    return slots;
}
