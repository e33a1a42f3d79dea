// expect: ORPHAN hint=wait-once
// One wait for nproc children: the parent goes on when the first of them
// has ended, and the others count on.
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

static void
count_and_leave(_Atomic int64_t *counter, int64_t times)
{
    for (int64_t i = 0; i < times; i++)
        atomic_fetch_add(counter, 1);
    _exit(0);
}

int64_t
shared_count(int nproc, int64_t per_proc)
{
    if (nproc < 1 || per_proc < 0)
        return -1;
    pid_t *children = calloc((size_t)nproc, sizeof *children);
    if (children == NULL)
        return -1;
    _Atomic int64_t *counter =
        mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED) {
        free(children);
        return -1;
    }

    int made = 0;
    while (made < nproc && (children[made] = fork()) != -1) {
        if (children[made] == 0)
            count_and_leave(counter, per_proc);
        made++;
    }
    int died = made < nproc;
    if (wait(NULL) == -1)
        died = 1;

    int64_t total = died ? -1 : atomic_load(counter);
    munmap(counter, sizeof *counter);
    free(children);
    return total;
}
