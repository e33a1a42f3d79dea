// expect: WRONG hint=results-stay-in-the-child
// The children write into out, that is, each into its own copy of it.
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    for (int k = 0; k < nworkers; k++)
        if (fork() == 0) {
            for (size_t i = (size_t)k; i < n; i += (size_t)nworkers)
                out[i] = f(in[i]);
            _exit(0);
        }
    int died = 0, status;
    for (int k = 0; k < nworkers; k++) {
        wait(&status);
        died = died || status != 0;
    }
    return died ? -1 : 0;
}
