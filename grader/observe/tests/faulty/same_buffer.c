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

    int all[4] = {rank};
    // here
    MPI_Allreduce(all, all, 4, MPI_INT, MPI_SUM, comm);

    MPI_Finalize();
    return 0;
}
