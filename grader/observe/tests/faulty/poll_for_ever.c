// expect: deadlock n=2
// says: Rank 0 waits for ever: it polls with MPI_Test ({2}) for its MPI_Irecv from rank 1 ({1}), but rank 1 is in MPI_Finalize ({3}).
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

    MPI_Request request;
    int value = rank, flag = 0;
    if (rank == 0) {
        MPI_Irecv(&value, 1, MPI_INT, 1, 0, comm, &request); /* 1 */
        while (!flag)
            MPI_Test(&request, &flag, MPI_STATUS_IGNORE); /* 2 */
    }

    MPI_Finalize(); /* 3 */
    return 0;
}
