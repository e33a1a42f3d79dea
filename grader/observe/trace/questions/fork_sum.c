/* fork_sum.c - the question of a picture: the sum of 1 to 10. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(void)
{
    const int32_t v[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    printf("fork_sum of 1 to 10 is %" PRId64 "\n", fork_sum(v, 10));
    return 0;
}
