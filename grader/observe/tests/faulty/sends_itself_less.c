// expect: count mismatch n=2 mpich
// says: MPI_Alltoall: rank 0 sends 1 MPI_INT ({1}), rank 0 expects 2 MPI_INT ({1}). The ranks must agree on it.
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

    int out[4] = {0}, in[8];
    if (rank > 0)
        MPI_Recv(out, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    MPI_Alltoall(out, 1, MPI_INT, in, 2, MPI_INT, comm); /* 1 */
    if (rank == 0)
        MPI_Send(out, 1, MPI_INT, 1, 0, comm);

    MPI_Finalize();
    return 0;
}
