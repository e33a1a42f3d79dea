// expect: deadlock n=3
// says: Rank 1 is in MPI_Bcast ({1}), which every rank of its communicator must call. But rank 0 is in MPI_Finalize ({2}); rank 2 is in MPI_Finalize ({2}). Let all ranks make this call.
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
    if (rank == 1)
        MPI_Bcast(&value, 1, MPI_INT, 0, comm); /* 1 */

    MPI_Finalize(); /* 2 */
    return 0;
}
