// expect: SERIAL
// tries: counts in a child process instead of threads
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "contract.h"

void
histogram(const uint8_t *p, size_t n, int nthreads, uint64_t h[256])
{
    memset(h, 0, 256 * sizeof *h);
    if (nthreads < 1 || p == NULL)
        return;
    uint64_t *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        for (size_t i = 0; i < n; i++)
            shared[p[i]]++;
        _exit(0);
    }
    waitpid(child, NULL, 0);
    memcpy(h, shared, 256 * sizeof *h);
    munmap(shared, 4096);
}
