// correct n=4
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

    MPI_Group all, even;
    MPI_Comm evens;
    int ranks[2] = {0, 2};
    MPI_Comm_group(comm, &all);
    MPI_Group_incl(all, 2, ranks, &even);
    MPI_Comm_create(comm, even, &evens);
    if (evens != MPI_COMM_NULL) {
        MPI_Barrier(evens);
        MPI_Comm_free(&evens);
    }
    if (rank % 2 == 0) {
        MPI_Comm_create_group(comm, even, 5, &evens);
        MPI_Barrier(evens);
        MPI_Comm_free(&evens);
    }
    MPI_Group_free(&even);
    MPI_Group_free(&all);

    MPI_Finalize();
    return 0;
}
