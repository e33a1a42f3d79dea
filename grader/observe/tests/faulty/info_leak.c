// expect: info leak n=2
// says: Rank 0 never freed the info object made at {1}. Call MPI_Info_free.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Info info;
    MPI_Info_create(&info); /* 1 */
    MPI_Info_set(info, "key", "value");

    MPI_Finalize();
    return 0;
}
