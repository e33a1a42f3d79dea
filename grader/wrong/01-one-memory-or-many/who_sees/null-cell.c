// expect: CRASH hint=bad-arguments
// The address is used without a look at it.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

static void *
write_42(void *cell)
{
    *(int *)cell = 42;
    return NULL;
}

/* Returns 0 once a child process has written and ended, -1 on failure. */
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
    int status;
    while (waitpid(child, &status, 0) == -1)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
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
    if (how != BY_FORK && how != BY_THREAD)
        return -1;
    int failed = how == BY_FORK ? run_process(cell) : run_thread(cell);
    return failed ? -1 : *cell;
}
