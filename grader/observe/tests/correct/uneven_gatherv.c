// correct n=3
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int mine[3] = {rank, rank, rank}, counts[3] = {1, 2, 3},
        at[3] = {0, 1, 3}, all[6];
    MPI_Gatherv(mine, rank + 1, MPI_INT, all, counts, at, MPI_INT, 0, comm);
    MPI_Scatterv(all, counts, at, MPI_INT, mine, rank + 1, MPI_INT, 0,
                 comm);

    MPI_Finalize();
    return 0;
}
