// expect: SERIAL
// tries: one child throws all darts, beside pi_hits; the others idle
#include "contract.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static uint64_t
mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t
my_hits(uint64_t seed, int64_t first, int64_t last)
{
    int64_t hits = 0;
    for (int64_t k = first; k < last; k++) {
        uint64_t z = mixed(seed + ((uint64_t)k + 1)
                                      * UINT64_C(0x9E3779B97F4A7C15));
        unsigned __int128 x = z >> 32, y = z & 0xFFFFFFFF;
        hits += (x * x + y * y) >> 64 == 0;
    }
    return hits;
}

int64_t
pi_hits_fork(uint64_t seed, int64_t n, int nproc)
{
    if (n < 0 || nproc < 1)
        return -1;
    int64_t *hits = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0), sum = 0;
    pid_t child[64];
    int status, made = 0, lost = 0;
    for (int i = 0; i < nproc && (child[i] = fork()) != -1; i++, made++)
        if (child[i] == 0) {
            int64_t first = i == nproc - 1 ? 0 : n, last = n;
            hits[i] = my_hits(seed, first, last);
            _exit(0);
        }
    for (int i = 0; i < made; i++) {
        waitpid(child[i], &status, 0);
        lost += WIFSIGNALED(status);
    }
    for (int i = 0; i < nproc; i++)
        sum += hits[i];
    munmap(hits, 4096);
    return made < nproc || lost > 0 ? -1 : sum;
}
