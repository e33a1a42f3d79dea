// expect: PASS
// tries: nothing: the thread is one of C11, which ThreadSanitizer does not
// know
#include "contract.h"
#include <threads.h>
#include <unistd.h>
#include <sys/wait.h>
static int
set(void *cell)
{
    *(int *)cell = 42;
    return 7;
}
static int
by_thread(int *cell)
{
    thrd_t t;
    int r;
    if (thrd_create(&t, set, cell) != thrd_success)
        return -1;
    if (thrd_join(t, &r) != thrd_success || r != 7)
        return -1;
    return *cell;
}
static int
by_fork(int *cell)
{
    pid_t p = fork();
    int st;
    if (p == 0) {
        set(cell);
        _exit(0);
    }
    if (p < 0 || waitpid(p, &st, 0) != p || !WIFEXITED(st))
        return -1;
    return *cell;
}
int
who_sees(enum worker_kind how, int *cell)
{
    static int (*const ways[])(int *) = {
        [BY_FORK] = by_fork, [BY_THREAD] = by_thread};
    if (!cell || (unsigned)how > BY_THREAD)
        return -1;
    return ways[how](cell);
}
