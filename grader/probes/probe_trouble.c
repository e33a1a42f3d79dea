/*
 * probe_trouble.c - what a contract promises for the case that something
 * fails: a child or a thread that cannot be made, a child that dies, no
 * descriptor left; and that a child of the caller's own is left alone.
 *
 * Nothing here is left to luck: the keeper refuses the very call that makes
 * the worker, with the error that a full system gives.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_family.h"
#include "probe_keeper.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t elder;
static struct rlimit before;

/* How many descriptors may be had from now on. */
static void
lend_descriptors(int many)
{
    int next = fcntl(STDERR_FILENO, F_DUPFD, 0);
    struct rlimit less = before;
    if (next < 0)
        return;
    close(next);
    less.rlim_cur = (rlim_t)(next + many);
    setrlimit(RLIMIT_NOFILE, &less);
}

/* A child from before the call, which has ended and is not yet waited for:
 * who waits for any child gets this one. */
static void
make_elder(void)
{
    siginfo_t info;
    elder = fork();
    if (elder == 0)
        _exit(0);
    if (elder > 0)
        waitid(P_PID, (id_t)elder, &info, WEXITED | WNOWAIT);
    atomic_store(&family->own, 0);
}

void
trouble_start(enum trouble what, int which)
{
    getrlimit(RLIMIT_NOFILE, &before);
    elder = 0;
    switch (what) {
    case NO_TROUBLE:
        break;
    case ELDER:
        make_elder();
        break;
    case NO_DESCRIPTOR:
        lend_descriptors(which);
        break;
    case DIES:
        family->dies = which + 1;
        break;
    case REFUSED:
    case ENDS_LATE:
        keep(KEEP_TROUBLE, what, which, 0);
        break;
    }
}

bool
trouble_stop(void)
{
    setrlimit(RLIMIT_NOFILE, &before);
    family->dies = 0;
    return elder <= 0 || waitpid(elder, NULL, WNOHANG) == elder;
}
