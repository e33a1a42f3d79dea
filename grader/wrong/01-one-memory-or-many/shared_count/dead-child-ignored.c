// expect: WRONG hint=dead-child-ignored
// How the children ended is not looked at.
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

int64_t
shared_count(int nproc, int64_t per_proc)
{
    if (nproc < 1 || per_proc < 0)
        return -1;
    size_t size = sizeof(int64_t) + (size_t)nproc * sizeof(pid_t);
    _Atomic int64_t *counter = mmap(NULL, size, PROT_READ | PROT_WRITE,
                                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED)
        return -1;
    pid_t *children = (pid_t *)(counter + 1);
    int made = 0, died = 0;
    for (int k = 0; k < nproc; k++) {
        pid_t child = fork();
        if (child == 0) {
            for (int64_t i = 0; i < per_proc; i++)
                atomic_fetch_add(counter, 1);
            _exit(0);
        }
        if (child == -1)
            break;
        children[made++] = child;
    }
    for (int k = 0; k < made; k++) {
        int status = 0;
        waitpid(children[k], &status, 0);
        died = died || status != 0;
    }
    int64_t count = atomic_load(counter);
    munmap(counter, size);
    return made < nproc ? -1 : count;
}
