// expect: deadlock n=3
// says: Ranks 0 and 1 are in MPI_Comm_split ({1}), which every rank of its communicator must call. But rank 2 is in MPI_Finalize ({2}). Let all ranks make this call.
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

    MPI_Comm half;
    if (rank != 2) {
        MPI_Comm_split(comm, 0, rank, &half); /* 1 */
        MPI_Comm_free(&half);
    }

    MPI_Finalize(); /* 2 */
    return 0;
}
