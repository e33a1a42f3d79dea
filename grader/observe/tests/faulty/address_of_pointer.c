// expect: wrong C type n=2
// says: Rank 0, MPI_Bcast at {1}: the buffer `value` holds a pointer, but the call says MPI_INT. The address of the pointer is given, not the pointer.
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

    int *value = calloc(1, sizeof *value);
    MPI_Bcast(&value, 1, MPI_INT, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
