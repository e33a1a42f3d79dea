// expect: WRONG hint=hits-as-exit-status
// The child returns its hits as its exit status, of which only eight bits
// arrive.
#define _GNU_SOURCE
#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

struct slot {
    pid_t child;
};

/* The first dart of child k; child k + 1 starts where child k ends. */
static int64_t
start_of(int64_t n, int nproc, int k)
{
    int64_t share = n / nproc, extra = n % nproc;
    return k * share + (k < extra ? k : extra);
}

int64_t
pi_hits_fork(uint64_t seed, int64_t n, int nproc)
{
    if (n < 0 || nproc < 1)
        return -1;
    size_t size = (size_t)nproc * sizeof(struct slot);
    struct slot *slots = mmap(NULL, size, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (slots == MAP_FAILED)
        return -1;

    int made = 0;
    for (; made < nproc; made++) {
        pid_t child = fork();
        if (child == -1)
            break;
        if (child == 0) {
            _exit((int)pi_hits(seed, start_of(n, nproc, made),
                               start_of(n, nproc, made + 1)));
        }
        slots[made].child = child;
    }

    /* All children run by now; only here does the parent start to wait. */
    int64_t total = made == nproc ? 0 : -1;
    for (int k = 0; k < made; k++) {
        int status = 0;
        while (waitpid(slots[k].child, &status, 0) == -1 && errno == EINTR)
            continue;
        if (!WIFEXITED(status))
            total = -1; /* it died */
        if (total != -1)
            total += WEXITSTATUS(status);
    }
    munmap(slots, size);
    return total;
}
