// expect: WRONG hint=writes-to-stdout
// Right, but for a line that was meant to show the author what happens.
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
    if (length < 0 || (size_t)length >= len) {
        buf[0] = '\0';
        return -1;
    }
    printf("%s\n", buf);
    return length;
}
