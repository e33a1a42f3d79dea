// expect: WRONG
// tries: adds through a file that all ranks see, without a message
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int64_t sum = 0, one;
    int size;
    MPI_Comm_size(comm, &size);
    int fd = open("/tmp/numbers", O_RDWR | O_CREAT | O_APPEND, 0600);
    if (write(fd, &mine, sizeof mine) != sizeof mine)
        return -1;
    for (int seen = 0; seen < size;) {
        lseek(fd, 0, SEEK_SET);
        for (seen = 0, sum = 0; read(fd, &one, sizeof one) == sizeof one;
             seen++)
            sum += one;
    }
    close(fd);
    return sum;
}
