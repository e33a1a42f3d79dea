// expect: operator leak n=2
// says: Rank 0 never freed the operation made at {1}. Call MPI_Op_free.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void
combine(void *in, void *inout, int *n, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *n; i++)
        ((int *)inout)[i] += ((int *)in)[i];
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Op op;
    MPI_Op_create(combine, 1, &op); /* 1 */

    MPI_Finalize();
    return 0;
}
