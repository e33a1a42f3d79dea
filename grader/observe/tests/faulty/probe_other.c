// expect: not the message probed n=3
// says: MPI_Probe told rank 0 ({1}) of a message from rank 2 with tag 0, but its MPI_Recv ({2}), which leaves that open, took one from rank 1 with tag 0. Receive from status.MPI_SOURCE with status.MPI_TAG.
// Rank 1 has sent before rank 2; room is made for the message of rank 2.
#include <mpi.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, count, value[2] = {0, 0};
    MPI_Comm_rank(comm, &rank);

    if (rank == 0) {
        MPI_Status status;
        // here
        MPI_Probe(2, 0, comm, &status); /* 1 */
        MPI_Get_count(&status, MPI_INT, &count);
        int *room = malloc((size_t)count * sizeof *room);
        // here
        MPI_Recv(room, count, MPI_INT, MPI_ANY_SOURCE, 0, comm, &status); /* 2 */
        MPI_Recv(room, count, MPI_INT, MPI_ANY_SOURCE, 0, comm, &status);
        free(room);
    } else if (rank == 1) {
        MPI_Send(value, 2, MPI_INT, 0, 0, comm);
        MPI_Send(value, 1, MPI_INT, 2, 1, comm);
    } else if (rank == 2) {
        MPI_Recv(value, 1, MPI_INT, 1, 1, comm, MPI_STATUS_IGNORE);
        MPI_Send(value, 2, MPI_INT, 0, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
