/* histogram.c - the question of a picture: 12 bytes, 3 threads. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(void)
{
    const uint8_t bytes[12] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3};
    uint64_t h[256];
    histogram(bytes, 12, 3, h);
    printf("1 came %" PRIu64 " times, 2 %" PRIu64 ", 3 %" PRIu64 "\n", h[1],
           h[2], h[3]);
    return 0;
}
