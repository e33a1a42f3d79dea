// expect: ready send n=2
// says: Rank 0 was through with MPI_Rsend ({1}) before rank 1 began MPI_Recv ({2}). A ready send is right only if its receive is sure to have begun. Use MPI_Send.
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

    int first = rank, second = rank;
    if (rank == 0) {
        MPI_Rsend(&first, 1, MPI_INT, 1, 0, comm); /* 1 */
        MPI_Send(&second, 1, MPI_INT, 1, 1, comm);
    } else {
        MPI_Recv(&second, 1, MPI_INT, 0, 1, comm, MPI_STATUS_IGNORE);
        MPI_Recv(&first, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE); /* 2 */
    }

    MPI_Finalize();
    return 0;
}
