// expect: overlapping buffers n=2
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

    int values[10] = {0}, other = 1 - rank;
    // here
    MPI_Sendrecv(values, 6, MPI_INT, other, 0, values + 4, 6, MPI_INT,
                 other, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
