// expect: WRONG hint=worker-per-task
// Each task gets a process of its own, nworkers of them at a time.
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    int running = 0, status, result = 0;
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    if (n == 0)
        return 0;
    int64_t *results = mmap(NULL, n * sizeof *out, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (results == MAP_FAILED)
        return -1;
    for (size_t i = 0; i < n && result == 0; i++) {
        if (running == nworkers) {
            wait(&status);
            running--;
            result = status == 0 ? 0 : -1;
        }
        pid_t worker = fork();
        if (worker == 0) {
            results[i] = f(in[i]);
            _exit(0);
        }
        if (worker == -1)
            result = -1;
        else
            running++;
    }
    while (running-- > 0) {
        wait(&status);
        result = status == 0 ? result : -1;
    }
    memcpy(out, results, n * sizeof *out);
    munmap(results, n * sizeof *out);
    return result;
}
