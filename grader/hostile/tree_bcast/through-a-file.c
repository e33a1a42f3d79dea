// expect: WRONG
// tries: gives the data through a file instead of messages
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size, bytes;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    MPI_Type_size(t, &bytes);
    static int calls;
    char name[64];
    snprintf(name, sizeof name, "/tmp/data-%d", calls++);
    int fd = open(name, O_RDWR | O_CREAT, 0600);
    size_t all = (size_t)n * (size_t)bytes;
    if (rank == root)
        while (pwrite(fd, buf, all, 0) != (ssize_t)all)
            ;
    else
        while (pread(fd, buf, all, 0) != (ssize_t)all)
            ;
    close(fd);
    return 0;
}
