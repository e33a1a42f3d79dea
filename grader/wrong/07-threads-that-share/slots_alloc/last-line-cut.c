// expect: WRONG hint=last-line-shared
// The last slot takes only eight bytes; the rest of its line is anybody's.
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { LINE = 64 };

struct slot *
slots_alloc(int n, size_t *stride)
{
    if (n < 1 || stride == NULL)
        return NULL;
    size_t bytes = (size_t)(n - 1) * LINE + sizeof(struct slot);
    struct slot *slots = NULL;
    void *block;
    if (posix_memalign(&block, LINE, bytes) == 0)
        slots = block;
    if (slots == NULL)
        return NULL;
    memset(slots, 0, bytes);
    *stride = LINE;
    return slots;
}
