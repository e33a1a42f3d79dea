// expect: operator mismatch n=3
// says: MPI_Reduce: rank 0 reduces with MPI_SUM ({1}), rank 1 with MPI_MAX ({2}). All ranks must use the same operation.
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

    int value = rank, sum;
    if (rank == 0)
        MPI_Reduce(&value, &sum, 1, MPI_INT, MPI_SUM, 0, comm); /* 1 */
    else
        MPI_Reduce(&value, &sum, 1, MPI_INT, MPI_MAX, 0, comm); /* 2 */

    MPI_Finalize();
    return 0;
}
