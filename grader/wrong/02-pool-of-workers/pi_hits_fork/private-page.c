// expect: WRONG hint=hits-stay-in-the-child
// The page of the slots is private: each child writes into a copy.
#define _GNU_SOURCE
#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

struct slot {
    pid_t child;
    int64_t hits;
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
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (slots == MAP_FAILED)
        return -1;

    int made = 0;
    for (; made < nproc; made++) {
        slots[made].hits = -1; /* until the child says otherwise */
        pid_t child = fork();
        if (child == -1)
            break;
        if (child == 0) {
            slots[made].hits = pi_hits(seed, start_of(n, nproc, made),
                                       start_of(n, nproc, made + 1));
            _exit(0);
        }
        slots[made].child = child;
    }

    /* All children run by now; only here does the parent start to wait. */
    int64_t total = made == nproc ? 0 : -1;
    for (int k = 0; k < made; k++) {
        while (waitpid(slots[k].child, NULL, 0) == -1 && errno == EINTR)
            continue;
        if (slots[k].hits == -1)
            total = -1; /* it died */
        if (total != -1)
            total += slots[k].hits;
    }
    munmap(slots, size);
    return total;
}
