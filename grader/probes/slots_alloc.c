/* slots_alloc.c - probe: where the slots lie, what is in them, and how
 * large the block is; then it is freed.  How fast they are says nothing. */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static atomic_size_t asked; /* bytes, by the answer */

void *__real_malloc(size_t n);
void *__wrap_malloc(size_t n);
void *__real_calloc(size_t k, size_t n);
void *__wrap_calloc(size_t k, size_t n);
void *__real_aligned_alloc(size_t a, size_t n);
void *__wrap_aligned_alloc(size_t a, size_t n);
int __real_posix_memalign(void **p, size_t a, size_t n);
int __wrap_posix_memalign(void **p, size_t a, size_t n);

void *
__wrap_malloc(size_t n)
{
    asked += n;
    return __real_malloc(n);
}

void *
__wrap_calloc(size_t k, size_t n)
{
    asked += k * n;
    return __real_calloc(k, n);
}

void *
__wrap_aligned_alloc(size_t a, size_t n)
{
    asked += n;
    return __real_aligned_alloc(a, n);
}

int
__wrap_posix_memalign(void **p, size_t a, size_t n)
{
    asked += n;
    return __real_posix_memalign(p, a, n);
}

/* Memory of this size that has been used before, so that nothing is 0 by
 * luck. */
static void
use_memory(size_t bytes)
{
    enum { BLOCKS = 12 };
    void *block[BLOCKS];
    for (int k = 0; k < BLOCKS; k++) {
        block[k] = __real_malloc(bytes);
        if (block[k] != NULL)
            memset(block[k], 0xA5, bytes);
    }
    for (int k = 0; k < BLOCKS; k++)
        free(block[k]);
}

/* More than there is memory for. */
static void
too_many(int n)
{
    size_t stride = 0;
    struct rlimit was, less;
    getrlimit(RLIMIT_AS, &was);
    less = was;
    less.rlim_cur = (rlim_t)1 << 30;
    setrlimit(RLIMIT_AS, &less);
    struct slot *slots = slots_alloc(n, &stride);
    setrlimit(RLIMIT_AS, &was);
    say_i64(slots == NULL);
}

void
probe_case(void)
{
    int n = (int)ask_i64();
    int64_t how = ask_i64();
    bool with_stride = how != 0;
    size_t stride = 0;
    if (how == 2) {
        too_many(n);
        return;
    }
    mallopt(M_PERTURB, 0x5A);
    use_memory(n > 0 ? 64 * (size_t)n : 64);
    asked = 0;
    struct slot *slots = slots_alloc(n, with_stride ? &stride : NULL);
    say_i64((int64_t)asked);
    say_i64((int64_t)(uintptr_t)slots);
    say_i64((int64_t)stride);
    int64_t nonzero = 0;
    if (slots != NULL && with_stride && stride % 8 == 0) {
        for (int k = 0; k < n; k++) {
            struct slot *s =
                (struct slot *)((char *)slots + (size_t)k * stride);
            nonzero += s->value != 0;
            s->value = k + 1;
        }
    }
    say_i64(nonzero);
    free(slots); /* before its size is asked: it may be no block at all */
    slots = n > 0 && with_stride ? slots_alloc(n, &stride) : NULL;
    say_i64(slots != NULL ? (int64_t)malloc_usable_size(slots) : 0);
    free(slots);
    mallopt(M_PERTURB, 0);
}
