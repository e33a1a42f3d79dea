/* scatter_rows.c - the question of a picture: 6 rows of 3 doubles. */
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
    double matrix[18], *mine = NULL;
    int rows = -1;
    for (int i = 0; i < 18; i++)
        matrix[i] = i;
    int result = scatter_rows(rank == 0 ? matrix : NULL, 6, 3, &mine, &rows,
                              0, MPI_COMM_WORLD);
    printf("rank %d of %d: scatter_rows returned %d, %d rows\n", rank, size,
           result, rows);
    free(mine);
    MPI_Finalize();
    return 0;
}
