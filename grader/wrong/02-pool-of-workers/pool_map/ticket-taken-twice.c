// expect: RACE hint=ticket-taken-twice
// The next task is a volatile counter in shared memory: two workers may
// read the same number.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

struct desk {
    volatile size_t next, done;
    int64_t result[];
};

static void
work(struct desk *desk, int64_t (*f)(int64_t), const int64_t *in, size_t n)
{
    size_t i;
    while ((i = desk->next++) < n) {
        desk->result[i] = f(in[i]);
        desk->done++;
    }
    _exit(0);
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    if ((size_t)nworkers > n)
        nworkers = (int)n;
    size_t size = sizeof(struct desk) + n * sizeof *out;
    struct desk *desk = mmap(NULL, size, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t *workers = calloc((size_t)nworkers + 1, sizeof *workers);
    if (desk == MAP_FAILED || workers == NULL)
        return -1;
    int made = 0;
    while (made < nworkers) {
        pid_t worker = fork();
        if (worker == 0)
            work(desk, f, in, n);
        if (worker == -1) {
            desk->next = n;
            break;
        }
        workers[made++] = worker;
    }
    for (int k = 0; k < made; k++)
        waitpid(workers[k], NULL, 0);
    int result = made == nworkers ? 0 : -1;
    memcpy(out, desk->result, result == 0 ? n * sizeof *out : 0);
    munmap(desk, size);
    free(workers);
    return result;
}
