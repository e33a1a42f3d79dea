// expect: invalid rank n=3
// says: Rank 0, MPI_Recv at {1}: rank 0 receives from rank 3, but the ranks of this communicator are 0 to 2. At the edge use MPI_PROC_NULL or % size.
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

    int sum = rank, other;
    if (rank == 0) {
        for (int r = 1; r < 4; r++) {
            /* 1 */
            MPI_Recv(&other, 1, MPI_INT, r, 0, comm, MPI_STATUS_IGNORE);
            sum += other;
        }
    } else {
        MPI_Send(&sum, 1, MPI_INT, 0, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
