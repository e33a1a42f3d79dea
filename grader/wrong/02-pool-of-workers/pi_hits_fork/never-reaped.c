// expect: ZOMBIE hint=never-reaped
// The hits have arrived and the parent returns without waiting for the
// children.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <unistd.h>

#include "contract.h"

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
    int ends[2];
    if (n < 0 || nproc < 1 || pipe(ends) == -1)
        return -1;
    int made = 0;
    for (; made < nproc; made++) {
        pid_t child = fork();
        if (child == -1)
            break;
        if (child == 0) {
            int64_t hits = pi_hits(seed, start_of(n, nproc, made),
                                   start_of(n, nproc, made + 1));
            ssize_t sent = write(ends[1], &hits, sizeof hits);
            _exit(sent == sizeof hits ? 0 : 1);
        }
    }
    close(ends[1]);
    int64_t total = 0, hits;
    int arrived = 0;
    ssize_t got;
    while ((got = read(ends[0], &hits, sizeof hits)) != 0) {
        if (got == sizeof hits) {
            total += hits;
            arrived++;
        } else if (errno != EINTR) {
            break;
        }
    }
    close(ends[0]);
    return arrived == nproc ? total : -1;
}
