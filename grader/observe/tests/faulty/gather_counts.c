// expect: count mismatch n=3
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

    int values[4] = {rank}, all[16];
    // here
    MPI_Gather(values, rank == 2 ? 3 : 4, MPI_INT, all, 4, MPI_INT, 0,
               comm);

    MPI_Finalize();
    return 0;
}
