// expect: WRONG
// tries: makes a process for each of a million tasks
#include "contract.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    int64_t *shared =
        mmap(NULL, (n + 1) * sizeof *out, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (size_t i = 0; i < n; i++)
        if (fork() == 0) {
            shared[i] = f(in[i]);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < n; i++)
        out[i] = shared[i];
    munmap(shared, (n + 1) * sizeof *out);
    return 0;
}
