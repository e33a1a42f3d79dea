// expect: collective mismatch n=2
// says: The first collective call on this communicator differs: rank 0 calls MPI_Reduce ({1}), rank 1 calls MPI_Gather ({2}). All ranks must make the same collective calls in the same order.
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

    int value = rank, all[2];
    if (rank == 0)
        MPI_Reduce(&value, all, 1, MPI_INT, MPI_SUM, 0, comm); /* 1 */
    else
        MPI_Gather(&value, 1, MPI_INT, all, 1, MPI_INT, 0, comm); /* 2 */

    MPI_Finalize();
    return 0;
}
