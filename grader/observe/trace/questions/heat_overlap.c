/* heat_overlap.c - the question of a picture: 2 steps of a rod, 4 cells a
 * rank. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

void
heat_cells(const double *u, double *v, int first, int last, double r)
{
    for (int i = first; i <= last; i++)
        v[i] = u[i] + r * (u[i - 1] - 2 * u[i] + u[i + 1]);
}

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    double u[6] = {rank == 0 ? 100 : -1,     0, 0, 0, 0,
                   rank == size - 1 ? 0 : -1};
    int result = heat_overlap(u, 4, 2, 0.25, MPI_COMM_WORLD);
    printf("rank %d: heat_overlap returned %d, first cell %g\n", rank,
           result, u[1]);
    MPI_Finalize();
    return 0;
}
