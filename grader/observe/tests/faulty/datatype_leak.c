// expect: datatype leak n=2
// says: Rank 0 never freed the datatype made at {1}. Call MPI_Type_free.
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

    MPI_Datatype column;
    MPI_Type_vector(4, 1, 4, MPI_INT, &column); /* 1 */
    MPI_Type_commit(&column);

    MPI_Finalize();
    return 0;
}
