// expect: WRONG hint=waits-for-any-child
// wait takes whichever child has ended, also one of the caller's own.
#include "contract.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static void *
write_42(void *cell)
{
    *(int *)cell = 42;
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
        wait(&status);
        return !WIFEXITED(status) ? -1 : *cell;
    }
    pthread_t thread;
    if (pthread_create(&thread, NULL, write_42, cell) != 0)
        return -1;
    pthread_join(thread, NULL);
    return *cell;
}
