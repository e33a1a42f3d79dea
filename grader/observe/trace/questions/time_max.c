/* time_max.c - the question of a picture: two repetitions. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

static void
work(void *unused)
{
    volatile int x = unused == NULL;
    for (int i = 0; i < 100000; i++)
        x += i % 2;
}

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    double seconds = time_max(work, NULL, 2, MPI_COMM_WORLD);
    printf("rank %d of %d: %s\n", rank, size,
           seconds >= 0 ? "a time came back" : "no time came back");
    MPI_Finalize();
    return 0;
}
