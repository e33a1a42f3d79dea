// expect: CRASH hint=receives-into-a-small-buffer
// Rank 0 receives each line into 256 bytes; a longer message is an error
// that ends the program.
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
        char text[256];
        MPI_Recv(text, sizeof text, MPI_CHAR, sender, 0, comm,
                 MPI_STATUS_IGNORE);
        fprintf(out, "%s\n", text);
    }
    return 0;
}
