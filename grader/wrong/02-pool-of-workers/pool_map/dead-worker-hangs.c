// expect: DEADLOCK hint=dead-worker-hangs
// The parent waits for n results and holds a write end of the pipe itself;
// a result that a dead worker never sent does not come.
#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

struct result {
    size_t task;
    int64_t value;
};

/* A result is shorter than PIPE_BUF: it is written whole or not at all. */
static void
work_and_leave(_Atomic size_t *next, int64_t (*f)(int64_t),
               const int64_t *in, size_t n, int pipe_end)
{
    size_t i;
    while ((i = atomic_fetch_add(next, 1)) < n) {
        struct result r = {i, f(in[i])};
        while (write(pipe_end, &r, sizeof r) == -1 && errno == EINTR)
            continue;
    }
    _exit(0);
}

/* Stores n results; returns how many came. */
static size_t
collect(int pipe_end, size_t n, int64_t *out)
{
    size_t arrived = 0;
    struct result r;
    while (arrived < n) {
        ssize_t got = read(pipe_end, &r, sizeof r);
        if (got == -1 && errno == EINTR)
            continue;
        if (got != sizeof r)
            return arrived;
        out[r.task] = r.value;
        arrived++;
    }
    return arrived;
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    int ends[2];
    pid_t *workers = calloc((size_t)nworkers, sizeof *workers);
    if (workers == NULL || pipe(ends) == -1) {
        free(workers);
        return -1;
    }
    _Atomic size_t *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int made = 0;
    while (next != MAP_FAILED && made < nworkers &&
           (workers[made] = fork()) != -1) {
        if (workers[made] == 0)
            work_and_leave(next, f, in, n, ends[1]);
        made++;
    }
    size_t arrived = collect(ends[0], n, out);
    close(ends[0]);
    close(ends[1]);
    for (int k = 0; k < made; k++)
        while (waitpid(workers[k], NULL, 0) == -1 && errno == EINTR)
            continue;
    if (next != MAP_FAILED)
        munmap(next, sizeof *next);
    free(workers);
    return made == nworkers && arrived == n ? 0 : -1;
}
