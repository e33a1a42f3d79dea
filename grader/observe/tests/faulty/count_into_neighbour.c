// expect: buffer too small n=2 mpich
// says: Rank 0, MPI_Reduce at {1}: the call asks for 20 bytes, but from there the variable `mine` has only 4. A count is in elements of the datatype.
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

    /* side by side, so that five of one reach into the other */
    static int mine, sum;
    MPI_Reduce(&mine, &sum, 5, MPI_INT, MPI_SUM, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
