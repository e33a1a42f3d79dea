// expect: invalid rank n=2
// says: Rank 0: MPI_Group_incl at {1} failed: MPI_ERR_RANK: invalid rank.
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

    MPI_Group all, some;
    int ranks[1] = {99};
    MPI_Comm_group(comm, &all);
    MPI_Group_incl(all, 1, ranks, &some); /* 1 */

    MPI_Finalize();
    return 0;
}
