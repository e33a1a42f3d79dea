// expect: message never received n=2
// says: Rank 1 never received the message matched at {1}. Call MPI_Mrecv.
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

    int value = 0;
    MPI_Message message;
    if (rank == 0)
        MPI_Ssend(&value, 0, MPI_INT, 1, 1, comm);
    else
        MPI_Recv(&value, 0, MPI_INT, 0, 1, comm, MPI_STATUS_IGNORE);
    if (rank == 0)
        MPI_Send(&value, 1, MPI_INT, 1, 0, comm);
    else
        MPI_Mprobe(0, 0, comm, &message, MPI_STATUS_IGNORE); /* 1 */

    MPI_Finalize();
    return 0;
}
