// expect: deadlock n=3
// says: Rank 0 is in MPI_Wait ({2}) for MPI_Iallreduce ({1}), which every rank of its communicator must call. But rank 1 is in MPI_Finalize ({3}). Let all ranks make this call.
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

    MPI_Request request;
    int value = rank, sum;
    if (rank != 1) {
        /* 1 */
        MPI_Iallreduce(&value, &sum, 1, MPI_INT, MPI_SUM, comm, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE); /* 2 */
    }

    MPI_Finalize(); /* 3 */
    return 0;
}
