// expect: WRONG hint=skips-empty-lines
// A rank whose line is empty sends nothing and rank 0 writes nothing for
// it, so the lines below move up.
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
    int *lengths =
        rank == 0 ? malloc(sizeof *lengths * (size_t)size) : NULL;
    MPI_Gather(&length, 1, MPI_INT, lengths, 1, MPI_INT, 0, comm);
    if (rank != 0 && length > 0)
        MPI_Send(line, length, MPI_CHAR, 0, 0, comm);
    for (int r = 0; rank == 0 && r < size; r++) {
        if (lengths[r] == 0)
            continue;
        char *text = malloc((size_t)lengths[r]);
        if (r == 0)
            memcpy(text, line, (size_t)length);
        else
            MPI_Recv(text, lengths[r], MPI_CHAR, r, 0, comm,
                     MPI_STATUS_IGNORE);
        fwrite(text, 1, (size_t)lengths[r], out);
        fputc('\n', out);
        free(text);
    }
    free(lengths);
    return 0;
}
