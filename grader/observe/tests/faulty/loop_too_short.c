// expect: deadlock n=4
// says: Ranks 0, 1 and 2 are in MPI_Allreduce ({1}), which every rank of its communicator must call. But rank 3 is in MPI_Finalize ({2}). Let all ranks make this call.
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

    int value = rank, sum, times = rank == 3 ? 9 : 10;
    for (int i = 0; i < times; i++)
        MPI_Allreduce(&value, &sum, 1, MPI_INT, MPI_SUM, comm); /* 1 */

    MPI_Finalize(); /* 2 */
    return 0;
}
