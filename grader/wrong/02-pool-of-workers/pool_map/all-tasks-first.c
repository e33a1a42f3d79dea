// expect: DEADLOCK hint=all-tasks-first
// The parent writes all tasks before it reads the first result; with many
// tasks both pipes are full and everybody waits to write.
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

struct result {
    size_t task;
    int64_t value;
};

/* Takes task numbers from one pipe and writes results into the other.  Both
 * are shorter than PIPE_BUF: they are read and written whole. */
static void
work_and_leave(int tasks, int results, int64_t (*f)(int64_t),
               const int64_t *in)
{
    size_t i;
    while (read(tasks, &i, sizeof i) == sizeof i) {
        struct result r = {i, f(in[i])};
        if (write(results, &r, sizeof r) != sizeof r)
            _exit(1);
    }
    _exit(0);
}

static void
start_workers(pid_t *workers, int nworkers, const int tasks[2],
              const int results[2], int64_t (*f)(int64_t),
              const int64_t *in)
{
    for (int k = 0; k < nworkers; k++) {
        workers[k] = fork();
        if (workers[k] == 0) {
            close(tasks[1]);
            close(results[0]);
            work_and_leave(tasks[0], results[1], f, in);
        }
    }
    close(tasks[0]);
    close(results[1]);
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    int tasks[2], results[2];
    pid_t *workers = calloc((size_t)nworkers, sizeof *workers);
    if (workers == NULL || pipe(tasks) == -1 || pipe(results) == -1)
        return -1;
    start_workers(workers, nworkers, tasks, results, f, in);

    for (size_t i = 0; i < n; i++)
        if (write(tasks[1], &i, sizeof i) != sizeof i)
            break;
    close(tasks[1]);
    size_t arrived = 0;
    struct result r;
    while (read(results[0], &r, sizeof r) == sizeof r) {
        out[r.task] = r.value;
        arrived++;
    }
    close(results[0]);
    for (int k = 0; k < nworkers; k++)
        if (workers[k] > 0)
            waitpid(workers[k], NULL, 0);
    free(workers);
    return arrived == n ? 0 : -1;
}
