// expect: MPI_Init called twice n=2
// says: Rank 0 calls MPI_Init at {2} a second time; the first was {1}. Call it once.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv); /* 1 */
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Init(&argc, &argv); /* 2 */

    MPI_Finalize();
    return 0;
}
