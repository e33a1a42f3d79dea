/* my_offset.c - the question of a picture: rank r has r + 1 items. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int64_t total = -1;
    int64_t offset = my_offset(rank + 1, &total, MPI_COMM_WORLD);
    printf("rank %d of %d: from %" PRId64 " of %" PRId64 "\n", rank, size,
           offset, total);
    MPI_Finalize();
    return 0;
}
