// expect: WRONG hint=leaves-half-a-line
// It returns -1 for a buffer that is too small but leaves the beginning of
// the text in it.
#include "contract.h"

int
hello_line(MPI_Comm comm, char *buf, size_t len)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (buf == NULL || len == 0)
        return -1;
    int length =
        snprintf(buf, len, "Hello! I am rank %d in group of %d processes.",
                 rank, size);
    return length < 0 || (size_t)length >= len ? -1 : length;
}
