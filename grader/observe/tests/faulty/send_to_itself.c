// expect: deadlock n=2
// says: Rank 0 waits for itself: it is in MPI_Send to rank 0 ({1}) and is not in the call that would answer. A rank that sends to itself needs MPI_Isend, MPI_Irecv or MPI_Sendrecv.
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

    static int out[20000], in[20000];
    if (rank == 0) {
        MPI_Send(out, 20000, MPI_INT, 0, 0, comm); /* 1 */
        MPI_Recv(in, 20000, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
