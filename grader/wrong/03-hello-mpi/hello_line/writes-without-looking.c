// expect: MEMORY hint=writes-without-looking
// sprintf writes the whole text first and compares with len afterwards,
// when the bytes beyond the buffer are already overwritten.
#include "contract.h"

int
hello_line(MPI_Comm comm, char *buf, size_t len)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (buf == NULL || len == 0)
        return -1;
    int length = sprintf(
        buf, "Hello! I am rank %d in group of %d processes.", rank, size);
    if ((size_t)length >= len) {
        buf[0] = '\0';
        return -1;
    }
    return length;
}
