// expect: deadlock n=3
// says: Ranks 0 and 1 are in MPI_Barrier ({2}), which every rank of its communicator must call. But rank 2 is in MPI_Finalize ({1}). Let all ranks make this call.
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
    if (rank == 2) {
        MPI_Finalize(); /* 1 */
        return 0;
    }
    MPI_Barrier(comm); /* 2 */
    (void)value;

    MPI_Finalize();
    return 0;
}
