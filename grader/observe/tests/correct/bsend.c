// correct n=2
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

    int value = rank, in, n;
    char *room = malloc(1000 + MPI_BSEND_OVERHEAD);
    MPI_Buffer_attach(room, 1000 + MPI_BSEND_OVERHEAD);
    MPI_Bsend(&value, 1, MPI_INT, 1 - rank, 0, comm);
    MPI_Recv(&in, 1, MPI_INT, 1 - rank, 0, comm, MPI_STATUS_IGNORE);
    MPI_Buffer_detach(&room, &n);
    free(room);

    MPI_Finalize();
    return 0;
}
