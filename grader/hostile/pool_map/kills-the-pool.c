// expect: CRASH
// tries: the first worker kills every process around it
#include "contract.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    if (fork() == 0)
        kill(-1, SIGKILL);
    for (size_t i = 0; i < n; i++)
        out[i] = f(in[i]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
