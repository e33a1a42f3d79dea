// expect: WRONG hint=dead-worker-ignored
// Nobody looks how the workers ended, so a dead worker's missing results
// are returned as if all were well.
#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

/* In memory that all workers share. */
struct board {
    _Atomic size_t next; /* the task to be taken next */
    int64_t results[];
};

static void
work_and_leave(struct board *board, int64_t (*f)(int64_t),
               const int64_t *in, size_t n)
{
    size_t i;
    while ((i = atomic_fetch_add(&board->next, 1)) < n)
        board->results[i] = f(in[i]);
    _exit(0);
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    if (n == 0)
        return 0;
    size_t size = sizeof(struct board) + n * sizeof *out;
    pid_t *workers = calloc((size_t)nworkers, sizeof *workers);
    struct board *board = mmap(NULL, size, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (workers == NULL || board == MAP_FAILED) {
        free(workers);
        if (board != MAP_FAILED)
            munmap(board, size);
        return -1;
    }
    int made = 0;
    while (made < nworkers && (workers[made] = fork()) != -1) {
        if (workers[made] == 0)
            work_and_leave(board, f, in, n);
        made++;
    }
    for (int k = 0; k < made; k++)
        while (waitpid(workers[k], NULL, 0) == -1 && errno == EINTR)
            continue;
    int result = made == nworkers ? 0 : -1;
    memcpy(out, board->results, n * sizeof *out);
    munmap(board, size);
    free(workers);
    return result;
}
