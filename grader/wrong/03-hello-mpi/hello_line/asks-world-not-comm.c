// expect: WRONG hint=asks-world-not-comm
// Rank and size come from MPI_COMM_WORLD, as if it were the only
// communicator there can be.
#include "contract.h"

int
hello_line(MPI_Comm comm, char *buf, size_t len)
{
    int rank, size;
    (void)comm;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (buf == NULL || len == 0)
        return -1;
    int length =
        snprintf(buf, len, "Hello! I am rank %d in group of %d processes.",
                 rank, size);
    if (length < 0 || (size_t)length >= len) {
        buf[0] = '\0';
        return -1;
    }
    return length;
}
