// expect: deadlock n=4
// says: Rank 1 waits for ever: it is in MPI_Recv from rank 0 with tag 1 ({1}), but rank 0 is in MPI_Finalize ({2}). Rank 2 is in MPI_Recv from rank 0 with tag 1 ({1}). Rank 3 is in MPI_Recv from rank 0 with tag 1 ({1}).
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

    int task = 0;
    if (rank == 0) {
        for (int to = 1; to < size; to++)
            MPI_Send(&task, 1, MPI_INT, to, 1, comm);
    } else {
        for (;;) {
            /* 1 */
            MPI_Recv(&task, 1, MPI_INT, 0, 1, comm, MPI_STATUS_IGNORE);
            if (task < 0)
                break;
        }
    }

    MPI_Finalize(); /* 2 */
    return 0;
}
