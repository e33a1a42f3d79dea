// expect: datatype leak n=2
// says: Rank 0 never freed the datatype made at {1}. Call MPI_Type_free.
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* MPI's own clearing up dies now and then, as this does: the leak is told. */
int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    MPI_Datatype pair;
    MPI_Type_contiguous(2, MPI_INT, &pair); /* 1 */
    MPI_Type_commit(&pair);

    MPI_Finalize();
    if (rank == 1)
        raise(SIGSEGV);
    return 0;
}
