/* send_checked.c - the question of a picture: each rank but the last sends
 * a number to the next one. */
#include "contract.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank, size, number = -1;
    char why[200] = "";
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank > 0)
        MPI_Recv(&number, 1, MPI_INT, rank - 1, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    int mine = 10 * rank, result = MPI_SUCCESS;
    if (rank + 1 < size)
        result = send_checked(&mine, 1, MPI_INT, rank + 1, 0,
                              MPI_COMM_WORLD, why, sizeof why);
    printf("rank %d of %d: got %d, send_checked returned %d\n", rank, size,
           number, result);
    MPI_Finalize();
    return 0;
}
