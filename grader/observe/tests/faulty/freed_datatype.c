// expect: invalid datatype n=2
// says: Rank 0, MPI_Bcast at {1}: the datatype has been freed.
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

    int values[2] = {0};
    MPI_Datatype pair, same;
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_commit(&pair);
    same = pair;
    MPI_Type_free(&pair);
    MPI_Bcast(values, 1, same, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
