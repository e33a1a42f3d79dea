// expect: type mismatch n=2
// says: MPI_Bcast: rank 0 has 4 MPI_INT ({1}), rank 1 has 4 MPI_FLOAT ({1}). The ranks must agree on it.
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

    double values[4] = {0};
    MPI_Bcast(values, 4, rank == 0 ? MPI_INT : MPI_FLOAT, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
