// expect: invalid datatype n=2
// says: Rank 0, MPI_Type_contiguous at {1}: the old datatype has been freed.
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

    MPI_Datatype pair, four, again;
    MPI_Type_contiguous(2, MPI_INT, &pair);
    again = pair;
    MPI_Type_free(&pair);
    MPI_Type_contiguous(2, again, &four); /* 1 */
    MPI_Type_free(&four);

    MPI_Finalize();
    return 0;
}
