/* shared_count.c - the question of a picture: 3 children, 2 counts each. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(void)
{
    printf("shared_count(3, 2) is %" PRId64 "\n", shared_count(3, 2));
    return 0;
}
