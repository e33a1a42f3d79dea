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

    int values[4] = {0}, sums[4] = {0};
    MPI_Request request;
    // here
    MPI_Iallreduce(values, sums, 4, MPI_INT, MPI_SUM, comm, &request);
    // here
    printf("%d\n", sums[3]);
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
