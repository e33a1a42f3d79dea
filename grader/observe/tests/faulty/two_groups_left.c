// expect: group leak n=3
// says: Rank 0 never freed the group made at {1}. Call MPI_Group_free. Rank 0 never freed the group made at {2}. Call MPI_Group_free.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size, first = 0;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Group all, one;
    MPI_Comm_group(comm, &all);           /* 1 */
    MPI_Group_incl(all, 1, &first, &one); /* 2 */

    MPI_Finalize();
    return 0;
}
