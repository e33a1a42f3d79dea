// expect: WRONG
// tries: closes the stream that belongs to the caller
#include "contract.h"

int
print_in_order(const char *line, FILE *out, MPI_Comm comm)
{
    int rank;
    MPI_Comm_rank(comm, &rank);
    if (line == NULL)
        return -1;
    if (rank == 0)
        fclose(out);
    return 0;
}
