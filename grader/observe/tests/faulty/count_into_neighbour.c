// expect: buffer too small n=2 mpich
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

    /* side by side, so that five of one reach into the other */
    static int mine, sum;
    // here
    MPI_Reduce(&mine, &sum, 5, MPI_INT, MPI_SUM, 0, comm);

    MPI_Finalize();
    return 0;
}
