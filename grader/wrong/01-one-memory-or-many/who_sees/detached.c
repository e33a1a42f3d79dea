// expect: ORPHAN hint=no-join
// A flag says that the thread has written, not that it has ended: it may
// still be there when the function has returned.
#include "contract.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int written;

static void *
write_42(void *cell)
{
    *(int *)cell = 42;
    atomic_store(&written, 1);
    return NULL;
}

int
who_sees(enum worker_kind how, int *cell)
{
    if (cell == NULL || (how != BY_FORK && how != BY_THREAD))
        return -1;
    if (how == BY_FORK) {
        int status = 0;
        pid_t child = fork();
        if (child == -1)
            return -1;
        if (child == 0) {
            write_42(cell);
            _exit(0);
        }
        waitpid(child, &status, 0);
        return !WIFEXITED(status) ? -1 : *cell;
    }
    pthread_t thread;
    atomic_store(&written, 0);
    if (pthread_create(&thread, NULL, write_42, cell) != 0)
        return -1;
    pthread_detach(thread);
    while (!atomic_load(&written))
        sched_yield();
    return *cell;
}
