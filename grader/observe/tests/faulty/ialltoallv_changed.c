// expect: buffer reused n=2
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int counts[2] = {2, 2}, places[2] = {0, 2};
    int values[4] = {0}, out[4] = {0};
    MPI_Request request;
    // here
    MPI_Ialltoallv(values, counts, places, MPI_INT, out, counts, places,
                   MPI_INT, comm, &request);
    values[3] = 7;
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
