// expect: invalid buffer n=2 mpich
// says: Rank 0, MPI_Bsend at {1}: no buffer is attached. Call MPI_Buffer_attach first.
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

    int value = rank;
    if (rank == 0)
        MPI_Bsend(&value, 1, MPI_INT, 1, 0, comm); /* 1 */
    else
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
