// expect: count mismatch n=3
// says: MPI_Gather: rank 0 expects from each 4 MPI_INT ({1}), rank 2 sends 3 MPI_INT ({1}). The ranks must agree on it.
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

    int values[4] = {rank}, all[16];
    /* 1 */
    MPI_Gather(values, rank == 2 ? 3 : 4, MPI_INT, all, 4, MPI_INT, 0,
               comm);

    MPI_Finalize();
    return 0;
}
