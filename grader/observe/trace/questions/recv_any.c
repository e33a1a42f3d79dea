/* recv_any.c - the question of a picture: rank 0 receives a message of each
 * other rank. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    double values[4] = {rank, rank, rank, rank};
    for (int k = 1; rank == 0 && k < size; k++) {
        double *got = NULL;
        int n = -1, from = -1;
        int result = recv_any(&got, &n, &from, 5, MPI_COMM_WORLD);
        printf("recv_any returned %d: %d doubles from rank %d\n", result, n,
               from);
        free(got);
    }
    if (rank > 0)
        MPI_Send(values, rank % 5, MPI_DOUBLE, 0, 5, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
