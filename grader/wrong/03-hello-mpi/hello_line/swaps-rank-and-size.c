// expect: WRONG hint=swaps-rank-and-size
// The number of ranks is printed where the rank belongs, and the other way
// round.
#include "contract.h"

int
hello_line(MPI_Comm comm, char *buf, size_t len)
{
    int rank, size;
    MPI_Comm_rank(comm, &size);
    MPI_Comm_size(comm, &rank);
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
