// expect: buffer too small n=2 mpich
// says: Rank 0, MPI_Gather at {1}: the call asks for 64 bytes, but from there the variable `all` has only 32. A count is in elements of the datatype, and of MPI_Gather it is the count of one rank.
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

    int mine[4] = {rank}, all[8] = {0};
    MPI_Gather(mine, 4, MPI_INT, all, 4 * size, MPI_INT, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
