// expect: deadlock n=4
// says: Ranks 0, 1, 2 and 3 wait for each other: rank 0 is in MPI_Ssend to rank 1 ({1}), which is in MPI_Ssend to rank 2 ({1}), which is in MPI_Ssend to rank 3 ({1}), which is in MPI_Ssend to rank 0 ({1}). Nobody can receive. Let one rank receive first, or use MPI_Sendrecv.
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

    int next = (rank + 1) % size, before = (rank + size - 1) % size;
    int out = rank, in;
    MPI_Ssend(&out, 1, MPI_INT, next, 0, comm); /* 1 */
    MPI_Recv(&in, 1, MPI_INT, before, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
