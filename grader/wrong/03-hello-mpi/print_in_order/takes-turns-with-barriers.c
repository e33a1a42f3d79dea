// expect: WRONG hint=takes-turns-with-barriers
// Every rank writes its own line when a barrier says that it is its turn,
// as if the order of writing on several ranks were the order of arrival in
// one stream.
#include "contract.h"

int
print_in_order(const char *line, FILE *out, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (line == NULL)
        return -1;
    for (int turn = 0; turn < size; turn++) {
        if (turn == rank && out != NULL) {
            fprintf(out, "%s\n", line);
            fflush(out);
        }
        MPI_Barrier(comm);
    }
    return 0;
}
