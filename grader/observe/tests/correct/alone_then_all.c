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

    /* one rank has made fewer communicators with rank 0 than the others */
    for (int i = 0; i < 3; i++) {
        MPI_Comm part, all;
        MPI_Comm_split(comm, rank == 2, rank, &part);
        MPI_Barrier(part);
        MPI_Comm_split(comm, 0, rank, &all);
        int value = rank;
        if (rank == 0)
            MPI_Ssend(&value, 1, MPI_INT, 2, 0, all);
        else if (rank == 2)
            MPI_Recv(&value, 1, MPI_INT, 0, 0, all, MPI_STATUS_IGNORE);
        MPI_Bcast(&value, 1, MPI_INT, 0, all);
        MPI_Comm_free(&part);
        MPI_Comm_free(&all);
    }

    MPI_Finalize();
    return 0;
}
