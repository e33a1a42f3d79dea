/* pi_hits_fork.c - the question of a picture: 1000 darts, 3 children. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(void)
{
    printf("pi_hits_fork(1, 1000, 3) is %" PRId64 "\n",
           pi_hits_fork(1, 1000, 3));
    return 0;
}
