// expect: communicator mismatch n=2
// says: Rank 1 calls MPI_Gather ({1}) on a communicator that rank 0 belongs to as well, but rank 0 calls it on another one ({1}). Use the same communicator on all ranks.
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

    /* Nobody is the root of its own call, so that nobody waits. */
    MPI_Comm turned;
    MPI_Comm_split(comm, 0, -rank, &turned);
    int value = rank, values[2];
    MPI_Gather(&value, 1, MPI_INT, values, 1, MPI_INT, 0, /* 1 */
               rank == 0 ? turned : comm);
    MPI_Comm_free(&turned);

    MPI_Finalize();
    return 0;
}
