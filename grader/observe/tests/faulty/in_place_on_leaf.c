// expect: invalid buffer n=2
// says: Rank 1, MPI_Gather at {1}: only the root may name MPI_IN_PLACE for what it sends.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int all[2] = {0};
    MPI_Gather(MPI_IN_PLACE, 1, MPI_INT, all, 1, MPI_INT, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
