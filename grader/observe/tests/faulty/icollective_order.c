// expect: collective mismatch n=2
// says: The first collective call on this communicator differs: rank 0 calls MPI_Ibarrier ({1}), rank 1 calls MPI_Iallreduce ({2}). All ranks must make the same collective calls in the same order.
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

    MPI_Request requests[2];
    int value = rank, sum;
    if (rank == 0) {
        MPI_Ibarrier(comm, &requests[0]); /* 1 */
        MPI_Iallreduce(&value, &sum, 1, MPI_INT, MPI_SUM, comm,
                       &requests[1]);
    } else {
        MPI_Iallreduce(&value, &sum, 1, MPI_INT, MPI_SUM, comm, /* 2 */
                       &requests[1]);
        MPI_Ibarrier(comm, &requests[0]);
    }
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);

    MPI_Finalize();
    return 0;
}
