/*
 * padded.c - which numbers lie on one line of memory, and which have a line
 * of their own.
 *
 * Run:  ./padded
 * Try:  8 counters of 4 bytes.  How many lines do they touch?
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINE = 64, COUNTERS = 4 };

// ANCHOR: structs
/* A counter for each thread: packed, and with a line for each. */
struct packed {
    int64_t count;
};

struct padded {
    _Alignas(LINE) int64_t count;
};

static _Alignas(LINE) struct packed packed[COUNTERS];
static struct padded padded[COUNTERS];
// ANCHOR_END: structs

// ANCHOR: lines
/* How many bytes, and how many lines, behind the first counter. */
static void
show(const char *name, const void *base, size_t size)
{
    uintptr_t first = (uintptr_t)base;
    printf("%s, %zu bytes each:\n", name, size);
    for (int k = 0; k < COUNTERS; k++) {
        uintptr_t at = first + (uintptr_t)k * size;
        printf("  counter %d at +%d, line %d\n", k, (int)(at - first),
               (int)(at / LINE - first / LINE));
    }
}
// ANCHOR_END: lines

int
main(void)
{
    show("packed", packed, sizeof packed[0]);
    show("padded", padded, sizeof padded[0]);
    return EXIT_SUCCESS;
}
