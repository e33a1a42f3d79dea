// expect: LEAK
// tries: shares by a System V segment that it never removes
#include "contract.h"

#include <stdatomic.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int64_t
shared_count(int nproc, int64_t per_proc)
{
    if (nproc < 1 || per_proc < 0)
        return -1;
    int id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    if (id == -1)
        return -1;
    _Atomic int64_t *p = shmat(id, NULL, 0);
    for (int i = 0; i < nproc; i++)
        if (fork() == 0) {
            for (int64_t k = 0; k < per_proc; k++)
                ++*p;
            _exit(0);
        }
    for (int i = 0; i < nproc; i++)
        wait(NULL);
    int64_t sum = *p;
    shmdt((void *)p);
    return sum;
}
