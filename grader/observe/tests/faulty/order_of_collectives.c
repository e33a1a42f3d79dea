// expect: collective mismatch n=3
// says: The first collective call on this communicator differs: rank 0 calls MPI_Barrier ({1}), rank 1 calls MPI_Allreduce ({2}). All ranks must make the same collective calls in the same order.
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

    int value = rank, sum;
    if (rank == 0) {
        MPI_Barrier(comm); /* 1 */
        MPI_Allreduce(&value, &sum, 1, MPI_INT, MPI_SUM, comm);
    } else {
        MPI_Allreduce(&value, &sum, 1, MPI_INT, MPI_SUM, comm); /* 2 */
        MPI_Barrier(comm);
    }

    MPI_Finalize();
    return 0;
}
