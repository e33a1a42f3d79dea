/* who_sees.c - the question of a picture: a child, then a thread. */
#include "contract.h"

#include <stdio.h>

int
main(void)
{
    int cell = 1;
    int by_fork = who_sees(BY_FORK, &cell);
    int by_thread = who_sees(BY_THREAD, &cell);
    printf("who_sees by fork is %d, by a thread %d\n", by_fork, by_thread);
    return 0;
}
