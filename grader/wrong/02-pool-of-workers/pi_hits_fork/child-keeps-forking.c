// expect: WRONG hint=child-keeps-forking
// The child does not leave after its share: it goes on with the loop and
// forks children of its own.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

/* The first dart of child k; child k + 1 starts where child k ends. */
static int64_t
start_of(int64_t n, int nproc, int k)
{
    int64_t share = n / nproc, extra = n % nproc;
    return k * share + (k < extra ? k : extra);
}

static void
throw_share(int fd, uint64_t seed, int64_t first, int64_t last)
{
    int64_t hits = pi_hits(seed, first, last);
    if (write(fd, &hits, sizeof hits) != sizeof hits)
        _exit(1);
}

/* Adds up the hits until the end of the file; counts the messages. */
static int64_t
collect(int fd, int *arrived)
{
    int64_t total = 0, hits;
    ssize_t got;
    while ((got = read(fd, &hits, sizeof hits)) != 0) {
        if (got == sizeof hits) {
            total += hits;
            ++*arrived;
        } else if (errno != EINTR) {
            break;
        }
    }
    return total;
}

int64_t
pi_hits_fork(uint64_t seed, int64_t n, int nproc)
{
    int ends[2];
    if (n < 0 || nproc < 1)
        return -1;
    pid_t *children = calloc((size_t)nproc, sizeof *children);
    if (children == NULL || pipe(ends) == -1) {
        free(children);
        return -1;
    }
    int made = 0;
    pid_t parent = getpid();
    while (made < nproc && (children[made] = fork()) != -1) {
        if (children[made] == 0)
            throw_share(ends[1], seed, start_of(n, nproc, made),
                        start_of(n, nproc, made + 1));
        made++;
    }
    close(ends[1]);
    int arrived = 0;
    int64_t total = 0;
    if (getpid() == parent)
        total = collect(ends[0], &arrived);
    close(ends[0]);
    for (int k = 0; k < made; k++)
        while (children[k] > 0 && waitpid(children[k], NULL, 0) == -1 &&
               errno == EINTR)
            continue;
    free(children);
    if (getpid() != parent)
        _exit(0);
    return arrived < nproc ? -1 : total;
}
