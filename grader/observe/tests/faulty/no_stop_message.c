// expect: deadlock n=4
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
            // here
            MPI_Recv(&task, 1, MPI_INT, 0, 1, comm, MPI_STATUS_IGNORE);
            if (task < 0)
                break;
        }
    }

    MPI_Finalize();
    return 0;
}
