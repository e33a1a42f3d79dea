// correct n=3
// Waits until rank 2 has sent, whoever else has; then takes what comes,
// with room for the longest.
#include <mpi.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, value[4] = {0, 0, 0, 0};
    MPI_Comm_rank(comm, &rank);

    if (rank == 0) {
        MPI_Status status;
        MPI_Probe(2, 0, comm, &status);
        for (int i = 0; i < 2; i++)
            MPI_Recv(value, 4, MPI_INT, MPI_ANY_SOURCE, 0, comm, &status);
        MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, comm, &status);
        MPI_Recv(value, 1, MPI_INT, status.MPI_SOURCE, status.MPI_TAG, comm,
                 &status);
    } else if (rank == 1) {
        MPI_Send(value, 2, MPI_INT, 0, 0, comm);
        MPI_Send(value, 1, MPI_INT, 0, 1, comm);
    } else if (rank == 2)
        MPI_Send(value, 1, MPI_INT, 0, 0, comm);

    MPI_Finalize();
    return 0;
}
