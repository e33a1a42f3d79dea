// expect: communicator mismatch n=2 mpich
// says: Rank 0 is in MPI_Barrier ({1}), which every rank of its communicator must call. But rank 1 makes this call on another communicator ({2}). Use the same communicators in the same order on all ranks.
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

    MPI_Comm copy;
    MPI_Comm_dup(comm, &copy);
    if (rank == 0)
        MPI_Barrier(comm); /* 1 */
    else
        MPI_Barrier(copy); /* 2 */
    MPI_Comm_free(&copy);

    MPI_Finalize();
    return 0;
}
