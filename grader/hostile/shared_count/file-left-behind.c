// expect: LEAK
// tries: shares by a file that it leaves in /dev/shm
#include "contract.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int64_t
shared_count(int nproc, int64_t per_proc)
{
    if (nproc < 1 || per_proc < 0)
        return -1;
    int fd = open("/dev/shm/counter", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd == -1 || ftruncate(fd, 4096) == -1)
        return -1;
    _Atomic int64_t *p =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    for (int i = 0; i < nproc; i++)
        if (fork() == 0) {
            for (int64_t k = 0; k < per_proc; k++)
                ++*p;
            _exit(0);
        }
    for (int i = 0; i < nproc; i++)
        wait(NULL);
    int64_t sum = *p;
    munmap((void *)p, 4096);
    return sum;
}
