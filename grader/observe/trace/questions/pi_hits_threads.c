/* pi_hits_threads.c - the question of a picture: 1000 darts, 3 threads. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(void)
{
    printf("pi_hits_threads(1, 1000, 3) is %" PRId64 "\n",
           pi_hits_threads(1, 1000, 3));
    return 0;
}
