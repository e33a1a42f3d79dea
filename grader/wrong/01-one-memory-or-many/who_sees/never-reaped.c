// expect: ZOMBIE hint=never-reaped
// Nobody waits for the child, which has written its 42, ended, and stays
// behind as a zombie.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <unistd.h>

#include "contract.h"

static void *
write_42(void *cell)
{
    *(int *)cell = 42;
    return NULL;
}

static int
run_process(int *cell)
{
    pid_t child = fork();
    if (child == -1)
        return -1;
    if (child == 0) {
        write_42(cell);
        _exit(0);
    }
    return 0;
}

/* The same with a thread; join makes its write visible to the caller. */
static int
run_thread(int *cell)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, write_42, cell) != 0)
        return -1;
    return pthread_join(thread, NULL) == 0 ? 0 : -1;
}

int
who_sees(enum worker_kind how, int *cell)
{
    if (cell == NULL || (how != BY_FORK && how != BY_THREAD))
        return -1;
    int failed = how == BY_FORK ? run_process(cell) : run_thread(cell);
    return failed ? -1 : *cell;
}
