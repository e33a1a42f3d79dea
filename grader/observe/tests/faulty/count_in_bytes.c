// expect: buffer too small n=2
// says: Rank 0, MPI_Bcast at {1}: the call asks for 160 bytes, but from there the variable `values` has only 40. A count is in elements of the datatype.
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

    int values[10] = {0};
    MPI_Bcast(values, sizeof values, MPI_INT, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
