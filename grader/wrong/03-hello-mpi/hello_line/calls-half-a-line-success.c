// expect: WRONG hint=calls-half-a-line-success
// The text is cut to fit and the length of what is left is returned, so the
// caller never learns that it is incomplete.
#include <string.h>

#include "contract.h"

int
hello_line(MPI_Comm comm, char *buf, size_t len)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (buf == NULL || len == 0)
        return -1;
    snprintf(buf, len, "Hello! I am rank %d in group of %d processes.",
             rank, size);
    return (int)strlen(buf);
}
