/*
 * sum.c - a sum over a buffer, to see that somebody wrote into it.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <string.h>

enum { STRIDE = 4096 };

static uint64_t
sum_of(const unsigned char *p, size_t n)
{
    uint64_t h = n, word;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        memcpy(&word, p + i, 8);
        h = (h ^ word) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    for (; i < n; i++)
        h = (h ^ p[i]) * 0x100000001B3u;
    return h;
}

/* All of a short buffer; of a long one its ends and a word of each page. */
uint64_t
checksum(const struct region *g, size_t whole)
{
    if (g->bytes <= whole)
        return sum_of(g->start, g->bytes);
    uint64_t h = sum_of(g->start, whole / 2);
    for (size_t at = whole; at + 8 < g->bytes && whole == WHOLE;
         at += STRIDE)
        h = h * 31 + sum_of(g->start + at, 8);
    return h ^ sum_of(g->start + g->bytes - whole / 2, whole / 2);
}
