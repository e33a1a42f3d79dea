// expect: WRONG hint=short-read
// A worker sends all its results at once and the parent takes what one read
// returns for all of them; a pipe delivers long messages in pieces.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
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

static void
work_and_leave(_Atomic size_t *next, int64_t (*f)(int64_t),
               const int64_t *in, size_t n, int pipe_end)
{
    struct result *mine = calloc(n + 1, sizeof *mine);
    size_t i, done = 0;
    while (mine != NULL && (i = atomic_fetch_add(next, 1)) < n)
        mine[done++] = (struct result){i, f(in[i])};
    if (write(pipe_end, mine, done * sizeof *mine) == -1)
        _exit(1);
    _exit(0);
}

/* Stores the results of one worker; returns how many came. */
static size_t
collect(int pipe_end, size_t n, int64_t *out)
{
    struct result *its = calloc(n + 1, sizeof *its);
    if (its == NULL)
        return 0;
    ssize_t got = read(pipe_end, its, (n + 1) * sizeof *its);
    size_t arrived = got > 0 ? (size_t)got / sizeof *its : 0;
    for (size_t i = 0; i < arrived; i++)
        out[its[i].task] = its[i].value;
    free(its);
    return arrived;
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    pid_t *workers = calloc((size_t)nworkers, sizeof *workers);
    int *farewells = calloc((size_t)nworkers, sizeof *farewells);
    if (workers == NULL || farewells == NULL) {
        free(workers);
        free(farewells);
        return -1;
    }
    _Atomic size_t *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int made = 0;
    while (next != MAP_FAILED && made < nworkers) {
        int ends[2];
        if (pipe(ends) == -1)
            break;
        pid_t worker = fork();
        if (worker == 0) {
            close(ends[0]);
            work_and_leave(next, f, in, n, ends[1]);
        }
        close(ends[1]);
        if (worker == -1) {
            close(ends[0]);
            break;
        }
        workers[made] = worker;
        farewells[made++] = ends[0];
    }
    int died = 0;
    for (int k = 0; k < made; k++) {
        collect(farewells[k], n, out);
        close(farewells[k]);
    }
    for (int k = 0; k < made; k++) {
        int status = 0;
        while (waitpid(workers[k], &status, 0) == -1 && errno == EINTR)
            continue;
        died |= WIFSIGNALED(status) && WTERMSIG(status) != SIGPIPE;
        died |= WIFEXITED(status) && WEXITSTATUS(status) != 0;
    }
    if (next != MAP_FAILED)
        munmap(next, sizeof *next);
    free(farewells);
    free(workers);
    return made == nworkers && !died ? 0 : -1;
}
