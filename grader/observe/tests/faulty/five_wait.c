// expect: deadlock n=5
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

    int value = rank, in;
    if (rank < 3) {
        // here
        MPI_Ssend(&value, 1, MPI_INT, (rank + 1) % 3, 0, comm);
        MPI_Recv(&in, 1, MPI_INT, (rank + 2) % 3, 0, comm,
                 MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
