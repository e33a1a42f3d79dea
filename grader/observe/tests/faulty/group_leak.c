// expect: group leak n=2
// says: Rank 0 never freed the group made at {1}. Call MPI_Group_free.
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

    MPI_Group group;
    MPI_Comm_group(comm, &group); /* 1 */

    MPI_Finalize();
    return 0;
}
