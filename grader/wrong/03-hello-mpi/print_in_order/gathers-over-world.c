// expect: WRONG hint=gathers-over-world
// The lines are gathered over MPI_COMM_WORLD, from ranks that are not in
// comm and in the order of another numbering.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

int
print_in_order(const char *line, FILE *out, MPI_Comm comm)
{
    int rank, size;
    (void)comm;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (line == NULL)
        return -1;
    int length = (int)strlen(line);
    int *lengths = calloc((size_t)size, sizeof *lengths);
    int *starts = calloc((size_t)size, sizeof *starts);
    MPI_Gather(&length, 1, MPI_INT, lengths, 1, MPI_INT, 0, MPI_COMM_WORLD);
    int total = lengths[0];
    for (int r = 1; r < size; r++) {
        starts[r] = starts[r - 1] + lengths[r - 1];
        total += lengths[r];
    }
    char *text = malloc((size_t)total + 1);
    MPI_Gatherv(line, length, MPI_CHAR, text, lengths, starts, MPI_CHAR, 0,
                MPI_COMM_WORLD);
    for (int r = 0; rank == 0 && out != NULL && r < size; r++)
        fprintf(out, "%.*s\n", lengths[r], text + starts[r]);
    free(text);
    free(starts);
    free(lengths);
    return 0;
}
