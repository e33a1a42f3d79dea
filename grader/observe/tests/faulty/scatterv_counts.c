// expect: count mismatch n=2
// says: MPI_Scatterv: rank 0 sends 3 MPI_INT ({1}), rank 1 expects 4 MPI_INT ({1}). The ranks must agree on it.
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

    int all[6] = {0}, part[6], counts[2] = {3, 3}, at[2] = {0, 3};
    /* 1 */
    MPI_Scatterv(all, counts, at, MPI_INT, part, rank == 1 ? 4 : 3, MPI_INT,
                 0, comm);

    MPI_Finalize();
    return 0;
}
