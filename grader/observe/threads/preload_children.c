/*
 * preload_children.c - children: made, waited for, replaced by another
 * program; and what a child copies without being meant to.
 */
#define _GNU_SOURCE
#include "preload.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct table_thread *my_process_row;

/* --- what a fork copies -------------------------------------------------
 */

static struct {
    uint64_t frame;
    size_t printed;  /* and not yet written */
    struct stat out; /* where it will be written to */
} at_fork;
static struct stat copied_for;

void
preload_will_fork(uint64_t site, uint64_t frame)
{
    struct table_thread *row = my_process_row;
    at_fork.frame = frame;
    at_fork.printed = __fpending(stdout);
    if (at_fork.printed > 0 && fstat(STDOUT_FILENO, &at_fork.out) != 0)
        at_fork.printed = 0;
    /* The same run of the same function has made this process. */
    if (row != NULL && row->process > 0 && row->frame == frame &&
        row->again_site == 0)
        row->again_site = site;
}

void
preload_forked(struct table_thread *row)
{
    my_process_row = row;
    row->frame = at_fork.frame;
    row->copied = (int)at_fork.printed;
    copied_for = at_fork.out;
}

/* A child may have turned its output elsewhere. */
static bool
same_output(void)
{
    struct stat s;
    return fstat(STDOUT_FILENO, &s) == 0 && s.st_dev == copied_for.st_dev &&
           s.st_ino == copied_for.st_ino;
}

void
preload_writes_out(bool exits)
{
    struct table_thread *row = my_process_row;
    if (!preload_ready() || row == NULL)
        return;
    size_t printed = __fpending(stdout);
    if (row->copied > 0 && printed >= (size_t)row->copied &&
        same_output())
        row->wrote = 1;
    if (printed > 0)
        row->wrote_at = preload_next();
    if (exits)
        row->exited = 1;
}

int
fflush(FILE *f)
{
    if (f == NULL || f == stdout)
        preload_writes_out(false);
    return REAL(fflush)(f);
}

/* --- children ----------------------------------------------------------
 */

static pid_t
forked(pid_t child, uint64_t site)
{
    if (child > 0)
        preload_thing(A_CHILD, (uint64_t)child, 0, site, NULL);
    return child;
}

pid_t
fork(void)
{
    uint64_t site = SITE;
    if (preload_ready()) {
        me->site = site;
        preload_event_forks(site);
        preload_will_fork(site,
                          (uint64_t)(uintptr_t)__builtin_frame_address(0));
        preload_expects_child(site);
    }
    pid_t child = REAL(fork)();
    preload_has_forked(child < 0);
    return forked(child, site);
}

static void
begin_wait(pid_t target, int options, uint64_t site)
{
    if (!preload_ready())
        return;
    me->target = target;
    wait_begins(IN_WAIT, 0, site);
    me->timed = (options & WNOHANG) != 0;
}

/* How a child has ended that the program was told of. */
static void
note_end(pid_t child, int status)
{
    for (int i = 0; i < table->threads && WIFSIGNALED(status); i++)
        if (table->thread[i].pid == (int)child)
            table->thread[i].killed = WTERMSIG(status);
}

static void
note_lost(void)
{
    struct table_thread *row = my_process_row;
    if (row == NULL)
        return;
    row->lost_waits += me->target > 0 ? 2 : 1; /* it named one */
    row->lost_site = me->site;
}

static void
end_wait(pid_t got, int status)
{
    int error = errno;
    if (preload_ready()) {
        if (got > 0)
            note_end(got, status);
        else if (got == -1 && error == ECHILD)
            note_lost();
        wait_ends_with((int)got);
        if (got > 0)
            preload_given_back(A_CHILD, (uint64_t)got);
    }
    errno = error;
}

pid_t
wait(int *status)
{
    int s = 0;
    begin_wait(-1, 0, SITE);
    pid_t got = REAL(wait)(&s);
    end_wait(got, s);
    if (got > 0 && status != NULL)
        *status = s;
    return got;
}

/* Has the child of this wait ended, and not only stopped? */
pid_t
waitpid(pid_t pid, int *status, int options)
{
    int s = 0;
    begin_wait(pid, options, SITE);
    pid_t got = REAL(waitpid)(pid, &s, options);
    bool ended = WIFEXITED(s) || WIFSIGNALED(s);
    end_wait(ended || got == -1 ? got : 0, s);
    if (got > 0 && status != NULL)
        *status = s;
    return got;
}

pid_t
wait4(pid_t pid, int *status, int options, struct rusage *use)
{
    int s = 0;
    begin_wait(pid, options, SITE);
    pid_t got = REAL(wait4)(pid, &s, options, use);
    bool ended = WIFEXITED(s) || WIFSIGNALED(s);
    end_wait(ended || got == -1 ? got : 0, s);
    if (got > 0 && status != NULL)
        *status = s;
    return got;
}

int
waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    siginfo_t mine = {0};
    begin_wait(type == P_PID ? (pid_t)id : -1, options, SITE);
    int error = REAL(waitid)(type, id, &mine, options);
    bool killed = mine.si_code == CLD_KILLED;
    end_wait(options & WNOWAIT ? 0 : mine.si_pid,
             killed ? mine.si_status : 0);
    if (error == 0 && info != NULL)
        *info = mine;
    return error;
}

/* --- another program ---------------------------------------------------
 */

/* It has come back, so it has failed. */
static int
failed(uint64_t site)
{
    if (preload_ready() && my_process_row != NULL) {
        my_process_row->exec_site = site;
        my_process_row->exec_error = errno;
    }
    return -1;
}

int
execve(const char *path, char *const argv[], char *const env[])
{
    uint64_t site = SITE;
    REAL(execve)(path, argv, env);
    return failed(site);
}

int
execv(const char *path, char *const argv[])
{
    uint64_t site = SITE;
    REAL(execv)(path, argv);
    return failed(site);
}

int
execvp(const char *file, char *const argv[])
{
    uint64_t site = SITE;
    REAL(execvp)(file, argv);
    return failed(site);
}

int
execvpe(const char *file, char *const argv[], char *const env[])
{
    uint64_t site = SITE;
    REAL(execvpe)(file, argv, env);
    return failed(site);
}

/* The words up to the null pointer; `run` comes back only if it fails. */
#define EXEC_WORDS(name, run)                                              \
    int name(const char *path, const char *word, ...)                      \
    {                                                                      \
        uint64_t site = SITE;                                              \
        va_list ap;                                                        \
        size_t n = 1;                                                      \
        va_start(ap, word);                                                \
        while (va_arg(ap, char *) != NULL)                                 \
            n++;                                                           \
        va_end(ap);                                                        \
        char *argv[n + 1];                                                 \
        argv[0] = (char *)(uintptr_t)word;                                 \
        va_start(ap, word);                                                \
        for (size_t i = 1; i <= n; i++)                                    \
            argv[i] = va_arg(ap, char *);                                  \
        run;                                                               \
        va_end(ap);                                                        \
        return failed(site);                                               \
    }
EXEC_WORDS(execl, REAL(execv)(path, argv))
EXEC_WORDS(execlp, REAL(execvp)(path, argv))
EXEC_WORDS(execle, REAL(execve)(path, argv, va_arg(ap, char **)))
