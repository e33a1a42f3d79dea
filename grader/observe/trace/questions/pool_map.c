/* pool_map.c - the question of a picture: 6 squares, 3 workers. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

static int64_t
square(int64_t x)
{
    return x * x;
}

int
main(void)
{
    const int64_t in[] = {1, 2, 3, 4, 5, 6};
    int64_t out[6] = {0};
    int result = pool_map(3, square, in, 6, out);
    printf("pool_map returned %d; the squares are", result);
    for (int i = 0; i < 6; i++)
        printf(" %" PRId64, out[i]);
    printf("\n");
    return 0;
}
