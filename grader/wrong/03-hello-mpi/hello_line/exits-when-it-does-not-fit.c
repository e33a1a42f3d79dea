// expect: CRASH hint=exits-when-it-does-not-fit
// A function that cannot do its work ends the whole process instead of
// telling its caller.
#include <stdlib.h>

#include "contract.h"

int
hello_line(MPI_Comm comm, char *buf, size_t len)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int length =
        snprintf(buf, len, "Hello! I am rank %d in group of %d processes.",
                 rank, size);
    if (length < 0 || (size_t)length >= len) {
        fprintf(stderr, "hello_line: buffer too small\n");
        exit(1);
    }
    return length;
}
