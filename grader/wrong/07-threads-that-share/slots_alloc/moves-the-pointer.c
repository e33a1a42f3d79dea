// expect: MEMORY hint=not-for-free
// Moves a pointer of malloc forward to the next line; free does not know
// it.
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
    char *block = malloc(bytes + LINE);
    if (block == NULL)
        return NULL;
    struct slot *slots =
        (struct slot *)(block + LINE - (uintptr_t)block % LINE);
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
