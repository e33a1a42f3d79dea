// expect: deadlock n=2
// says: Rank 0 waits for ever: it is in MPI_Probe from rank 1 ({1}), but rank 1 is in MPI_Finalize ({2}).
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

    MPI_Status status;
    if (rank == 0)
        MPI_Probe(1, 0, comm, &status); /* 1 */

    MPI_Finalize(); /* 2 */
    return 0;
}
