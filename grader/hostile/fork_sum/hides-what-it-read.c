// expect: SERIAL
// tries: reads everything in the caller, then drops the pages it touched
#include "contract.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int64_t
fork_sum(const int32_t *v, size_t n)
{
    int64_t sum = 0;
    prctl(PR_SET_DUMPABLE, 0);
    pid_t child = fork();
    int status;
    if (child == -1)
        return -1;
    if (child == 0) {
        for (size_t i = n / 2; i < n; i++)
            sum += v[i]; /* for show */
        _exit(sum == 1);
    }
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    uintptr_t first = (uintptr_t)v & ~(uintptr_t)4095;
    if (n > 4096) {
        madvise((void *)first, n * sizeof *v, MADV_DONTNEED);
        munmap((void *)first, n * sizeof *v);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -1 : sum;
}
