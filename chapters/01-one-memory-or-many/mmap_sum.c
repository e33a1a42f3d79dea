/*
 * mmap_sum.c - four children sum into a page that all of them share.
 *
 * Child k adds k + 1, k + 5, k + 9, ... up to 1000 and puts its sum into
 * slot k of the page.  The parent waits for all and adds the four slots.
 *
 *     ./mmap_sum               a shared page
 *     ./mmap_sum private       a private page, as ordinary memory is
 *
 * Try: CHILDREN = 7; start the parent's last loop before the waiting loop.
 */
#define _GNU_SOURCE

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { CHILDREN = 4, LAST = 1000 };

// ANCHOR: partial
static int64_t
partial_sum(int k)
{
    int64_t sum = 0;
    for (int64_t number = k + 1; number <= LAST; number += CHILDREN)
        sum += number;
    return sum;
}
// ANCHOR_END: partial

int
main(int argc, char **argv)
{
    (void)argv;
    // ANCHOR: map
    int kind = argc > 1 ? MAP_PRIVATE : MAP_SHARED;
    size_t length = CHILDREN * sizeof(int64_t);
    int64_t *slot = mmap(NULL, length, PROT_READ | PROT_WRITE,
                         kind | MAP_ANONYMOUS, -1, 0);
    if (slot == MAP_FAILED)
        check(-1, "mmap");
    // ANCHOR_END: map

    // ANCHOR: children
    for (int k = 0; k < CHILDREN; k++)
        if (check(fork(), "fork") == 0) {
            slot[k] = partial_sum(k);
            _exit(EXIT_SUCCESS);
        }
    for (int k = 0; k < CHILDREN; k++)
        check(wait(NULL), "wait");
    // ANCHOR_END: children

    int64_t sum = 0;
    for (int k = 0; k < CHILDREN; k++) {
        printf("slot %d: %lld\n", k, (long long)slot[k]);
        sum += slot[k];
    }
    printf("the sum of 1 to %d is %lld\n", LAST, (long long)sum);
    check(munmap(slot, length), "munmap");
    return EXIT_SUCCESS;
}
