// expect: WRONG hint=int-hits
// The hits travel in an int.
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

int64_t
pi_hits_fork(uint64_t seed, int64_t n, int nproc)
{
    int ends[2], made = 0, arrived = 0;
    if (n < 0 || nproc < 1)
        return -1;
    pid_t *children = malloc((size_t)nproc * sizeof *children);
    if (children == NULL)
        return -1;
    if (pipe(ends) == -1) {
        free(children);
        return -1;
    }
    for (int k = 0; k < nproc; k++) {
        pid_t child = fork();
        if (child == 0) {
            int hits = (int)pi_hits(seed, start_of(n, nproc, k),
                                    start_of(n, nproc, k + 1));
            _exit(write(ends[1], &hits, sizeof hits) != sizeof hits);
        }
        if (child == -1)
            break;
        children[made++] = child;
    }
    close(ends[1]);
    int64_t total = 0;
    int hits;
    while (read(ends[0], &hits, sizeof hits) == sizeof hits) {
        total += hits;
        arrived++;
    }
    close(ends[0]);
    for (int k = 0; k < made; k++)
        waitpid(children[k], NULL, 0);
    free(children);
    return arrived == nproc ? total : -1;
}
