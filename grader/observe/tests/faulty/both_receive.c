// expect: deadlock n=2
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

    int other = 1 - rank, in, out = rank;
    // here
    MPI_Recv(&in, 1, MPI_INT, other, 0, comm, MPI_STATUS_IGNORE);
    MPI_Send(&out, 1, MPI_INT, other, 0, comm);

    MPI_Finalize();
    return 0;
}
