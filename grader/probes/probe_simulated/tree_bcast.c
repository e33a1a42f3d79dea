/* tree_bcast.c - simulated probe: a megabyte to everyone, beside the
 * binomial tree of the library. */
#include "contract.h"
#include "simulated.h"

#include <string.h>

enum { BYTES = 1 << 20 };

/* Does every rank have what rank 0 sent? */
static bool
arrived(const char *data, char sent)
{
    for (int i = 0; i < BYTES; i++)
        if (data[i] != sent)
            return false;
    return true;
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    char *data = malloc(BYTES);
    if (data == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);

    memset(data, rank == 0 ? 1 : 0, BYTES);
    double begin = begin_together();
    MPI_Bcast(data, BYTES, MPI_CHAR, 0, MPI_COMM_WORLD);
    double known = slowest(begin);

    memset(data, rank == 0 ? 2 : 0, BYTES);
    begin = begin_together();
    int code = tree_bcast(data, BYTES, MPI_CHAR, 0, MPI_COMM_WORLD);
    double answer = slowest(begin);

    tell_times(argv[1], code == 0 && arrived(data, 2), answer, known);
    free(data);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
