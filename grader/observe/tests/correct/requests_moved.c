// correct n=3
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

    int in[2];
    MPI_Request a, b, both[2];
    MPI_Irecv(&in[0], 1, MPI_INT, (rank + 1) % size, 0, comm, &a);
    MPI_Irecv(&in[1], 1, MPI_INT, (rank + 2) % size, 0, comm, &b);
    both[1] = a;
    both[0] = b;
    MPI_Send(&rank, 1, MPI_INT, (rank + 1) % size, 0, comm);
    MPI_Send(&rank, 1, MPI_INT, (rank + 2) % size, 0, comm);
    MPI_Waitall(2, both, MPI_STATUSES_IGNORE);

    MPI_Finalize();
    return 0;
}
