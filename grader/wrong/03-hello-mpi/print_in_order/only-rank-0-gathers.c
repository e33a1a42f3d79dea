// expect: DEADLOCK hint=only-rank-0-gathers
// Only rank 0 calls MPI_Gather, because only rank 0 wants the lengths; it
// waits for ranks that never send.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

int
print_in_order(const char *line, FILE *out, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (line == NULL)
        return -1;
    int length = (int)strlen(line);
    if (rank != 0) {
        MPI_Send(line, length, MPI_CHAR, 0, 0, comm);
        return 0;
    }
    int *lengths = malloc(sizeof *lengths * (size_t)size);
    MPI_Gather(&length, 1, MPI_INT, lengths, 1, MPI_INT, 0, comm);
    fprintf(out, "%s\n", line);
    for (int sender = 1; sender < size; sender++) {
        char *text = malloc((size_t)lengths[sender] + 1);
        MPI_Recv(text, lengths[sender], MPI_CHAR, sender, 0, comm,
                 MPI_STATUS_IGNORE);
        fprintf(out, "%.*s\n", lengths[sender], text);
        free(text);
    }
    free(lengths);
    return 0;
}
