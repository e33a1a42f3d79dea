// expect: type mismatch n=3
// says: MPI_Reduce: rank 0 has 1 MPI_LONG ({1}), rank 1 has 1 MPI_DOUBLE ({1}). The ranks must agree on it.
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

    long value = rank, sum;
    /* 1 */
    MPI_Reduce(&value, &sum, 1, rank == 1 ? MPI_DOUBLE : MPI_LONG, MPI_SUM,
               0, comm);

    MPI_Finalize();
    return 0;
}
