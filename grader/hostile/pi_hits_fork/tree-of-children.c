// expect: PASS
// tries: is right with children that make the next ones themselves
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

static int64_t
share_begin(int64_t n, int parts, int k)
{
    int64_t big = n % parts;
    return n / parts * k + (k < big ? k : big);
}

static int
grow(int node, int nproc, uint64_t seed, int64_t n, int64_t *hits)
{
    pid_t kids[2] = {-1, -1};
    int ok = 1;
    for (int i = 0; i < 2; i++) {
        int below = 2 * node + i;
        if (below < 1 || below > nproc || (node == 0 && i == 0))
            continue;
        kids[i] = fork();
        if (kids[i] == -1)
            ok = 0;
        if (kids[i] == 0)
            _exit(grow(below, nproc, seed, n, hits) ? 0 : 1);
    }
    if (node > 0) {
        int64_t begin = share_begin(n, nproc, node - 1);
        hits[node - 1] = pi_hits(seed, begin, share_begin(n, nproc, node));
    }
    for (int i = 0; i < 2; i++) {
        int status;
        if (kids[i] > 0 &&
            (waitpid(kids[i], &status, 0) == -1 || status != 0))
            ok = 0;
    }
    return ok;
}

int64_t
pi_hits_fork(uint64_t seed, int64_t n, int nproc)
{
    if (n < 0 || nproc < 1)
        return -1;
    size_t bytes = (size_t)nproc * sizeof(int64_t);
    int64_t *hits = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (hits == MAP_FAILED)
        return -1;
    int64_t sum = grow(0, nproc, seed, n, hits) ? 0 : -1;
    for (int k = 0; sum >= 0 && k < nproc; k++)
        sum += hits[k];
    munmap(hits, bytes);
    return sum;
}
