// expect: type mismatch n=2
// says: Rank 0 sends 3 MPI_INT ({1}), rank 1 receives 3 MPI_FLOAT ({2}). Both must name the same type.
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

    int values[3] = {0};
    MPI_Message message;
    if (rank == 0) {
        MPI_Send(values, 3, MPI_INT, 1, 0, comm); /* 1 */
    } else {
        MPI_Mprobe(0, 0, comm, &message, MPI_STATUS_IGNORE);
        /* 2 */
        MPI_Mrecv(values, 3, MPI_FLOAT, &message, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
