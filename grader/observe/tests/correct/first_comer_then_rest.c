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

    /* the rest is named only when the first is known */
    int value = rank;
    MPI_Status first;
    if (rank == 0) {
        MPI_Recv(&value, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm, &first);
        MPI_Recv(&value, 1, MPI_INT, 3 - first.MPI_SOURCE, 0, comm,
                 MPI_STATUS_IGNORE);
    } else {
        MPI_Send(&value, 1, MPI_INT, 0, 0, comm);
    }
    /* some are in a smaller communicator and make more calls there */
    MPI_Comm part;
    MPI_Comm_split(comm, rank == 2 ? MPI_UNDEFINED : 0, rank, &part);
    for (int i = 0; part != MPI_COMM_NULL && i < 3; i++)
        MPI_Bcast(&value, 1, MPI_INT, 0, part);
    MPI_Bcast(&value, 1, MPI_INT, 0, comm);
    if (part != MPI_COMM_NULL)
        MPI_Comm_free(&part);

    MPI_Finalize();
    return 0;
}
