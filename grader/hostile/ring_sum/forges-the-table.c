// expect: WRONG
// tries: says in the table of the ranks that all have ended, then waits for
// nobody
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int fd = open("/table", O_RDWR), rank;
    MPI_Comm_rank(comm, &rank);
    if (fd >= 0) {
        char *table =
            mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (table != MAP_FAILED)
            memset(table, 0x55, 4096);
        close(fd);
    }
    return mine * (rank + 1);
}
