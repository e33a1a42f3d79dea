// expect: root mismatch n=3
// says: MPI_Bcast: rank 0 names root 0 ({1}), rank 1 names root 1 ({1}). All ranks must name the same root.
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

    int value = rank;
    MPI_Bcast(&value, 1, MPI_INT, rank == 0 ? 0 : 1, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
