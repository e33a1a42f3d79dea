// expect: deadlock n=2
// says: Ranks 0 and 1 wait for each other: rank 0 is in MPI_Recv from rank 1 ({1}), which is in MPI_Recv from rank 0 ({1}). Nobody has sent. Let one rank send first.
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

    int other = 1 - rank, in, out = rank;
    MPI_Recv(&in, 1, MPI_INT, other, 0, comm, MPI_STATUS_IGNORE); /* 1 */
    MPI_Send(&out, 1, MPI_INT, other, 0, comm);

    MPI_Finalize();
    return 0;
}
