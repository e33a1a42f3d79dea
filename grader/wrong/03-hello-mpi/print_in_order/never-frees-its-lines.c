// expect: LEAK hint=never-frees-its-lines
// Rank 0 allocates room for every line it receives and gives none of it
// back.
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
    if (rank != 0) {
        MPI_Send(line, (int)strlen(line) + 1, MPI_CHAR, 0, 0, comm);
        return 0;
    }
    fprintf(out, "%s\n", line);
    for (int sender = 1; sender < size; sender++) {
        MPI_Status status;
        int length;
        MPI_Probe(sender, 0, comm, &status);
        MPI_Get_count(&status, MPI_CHAR, &length);
        char *text = malloc((size_t)length);
        MPI_Recv(text, length, MPI_CHAR, sender, 0, comm,
                 MPI_STATUS_IGNORE);
        fprintf(out, "%s\n", text);
    }
    return 0;
}
