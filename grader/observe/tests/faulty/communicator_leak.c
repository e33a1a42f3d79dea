// expect: communicator leak n=2
// says: Rank 0 never freed the communicator made at {1}. Call MPI_Comm_free.
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
    MPI_Comm_split(comm, rank % 2, rank, &half); /* 1 */

    MPI_Finalize();
    return 0;
}
