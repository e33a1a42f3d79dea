// expect: WRONG hint=cuts-lines-at-100
// Every line travels in a field of 100 characters, and what does not fit is
// lost.
#include <stdlib.h>

#include "contract.h"

enum { WIDTH = 100 };

int
print_in_order(const char *line, FILE *out, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (line == NULL)
        return -1;
    char mine[WIDTH];
    snprintf(mine, sizeof mine, "%.*s", WIDTH - 1, line);
    char *all = rank == 0 ? malloc((size_t)size * WIDTH) : NULL;
    MPI_Gather(mine, WIDTH, MPI_CHAR, all, WIDTH, MPI_CHAR, 0, comm);
    for (int r = 0; rank == 0 && r < size; r++)
        fprintf(out, "%s\n", all + (size_t)r * WIDTH);
    free(all);
    return 0;
}
