// expect: crash n=2
// says: Rank 1 was ended by a memory fault (SIGSEGV) at {1}.
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

    int *nowhere = getenv("NO_SUCH_VARIABLE") ? &rank : NULL;
    if (rank == 1)
        *nowhere = 3; /* 1 */
    MPI_Barrier(comm);

    MPI_Finalize();
    return 0;
}
