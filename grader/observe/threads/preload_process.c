/*
 * preload_process.c - children, pipes, and what has to be given back:
 * descriptors, mappings, names of shared memory.
 */
#define _GNU_SOURCE
#include "preload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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
    }
    return forked(REAL(fork)(), site);
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

static pid_t
end_wait(pid_t got)
{
    int error = errno;
    if (preload_ready()) {
        wait_ends_with((int)got);
        if (got > 0)
            preload_given_back(A_CHILD, (uint64_t)got);
    }
    errno = error;
    return got;
}

pid_t
wait(int *status)
{
    begin_wait(-1, 0, SITE);
    return end_wait(REAL(wait)(status));
}

/* Has the child of this wait ended, and not only stopped? */
pid_t
waitpid(pid_t pid, int *status, int options)
{
    int s = 0;
    begin_wait(pid, options, SITE);
    pid_t got = REAL(waitpid)(pid, &s, options);
    bool ended = WIFEXITED(s) || WIFSIGNALED(s);
    end_wait(ended ? got : 0);
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
    end_wait(WIFEXITED(s) || WIFSIGNALED(s) ? got : 0);
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
    end_wait(options & WNOWAIT ? 0 : mine.si_pid);
    if (error == 0 && info != NULL)
        *info = mine;
    return error;
}

/* --- pipes -------------------------------------------------------------
 */

static uint64_t
inode(int fd)
{
    struct stat s;
    return fstat(fd, &s) == 0 && S_ISFIFO(s.st_mode) ? s.st_ino : 0;
}

static bool
watched(int fd)
{
    int error = errno;
    bool is = preload_ready() && inode(fd) != 0;
    errno = error;
    return is;
}

static void
begin_io(int what, int fd, uint64_t site)
{
    me->fd = fd;
    wait_begins(what, inode(fd), site);
}

ssize_t
read(int fd, void *buffer, size_t n)
{
    uint64_t site = SITE;
    if (!watched(fd))
        return REAL(read)(fd, buffer, n);
    begin_io(IN_READ, fd, site);
    ssize_t got = REAL(read)(fd, buffer, n);
    wait_ends_with((int)got);
    return got;
}

ssize_t
write(int fd, const void *buffer, size_t n)
{
    uint64_t site = SITE;
    if (!watched(fd))
        return REAL(write)(fd, buffer, n);
    begin_io(IN_WRITE, fd, site);
    ssize_t put = REAL(write)(fd, buffer, n);
    wait_ends_with((int)put);
    return put;
}

static int
opened(int fd, uint64_t site, const char *name)
{
    int error = errno;
    if (fd >= 0)
        preload_thing(A_DESCRIPTOR, (uint64_t)fd, 0, site, name);
    errno = error;
    return fd;
}

static int
piped(int error, const int *ends, uint64_t site)
{
    if (error == 0 && preload_ready()) {
        opened(ends[0], site, "the read end of a pipe");
        opened(ends[1], site, "the write end of a pipe");
        preload_thing(A_PIPE, inode(ends[0]), 0, site, NULL);
    }
    return error;
}

int
pipe(int ends[2])
{
    uint64_t site = SITE;
    return piped(REAL(pipe)(ends), ends, site);
}

int
pipe2(int ends[2], int flags)
{
    uint64_t site = SITE;
    return piped(REAL(pipe2)(ends, flags), ends, site);
}

/* --- descriptors -------------------------------------------------------
 */

int
close(int fd)
{
    preload_given_back(A_DESCRIPTOR, (uint64_t)fd);
    return REAL(close)(fd);
}

int
dup(int fd)
{
    uint64_t site = SITE;
    return opened(REAL(dup)(fd), site, "a duplicate");
}

int
dup2(int from, int to)
{
    uint64_t site = SITE;
    int fd = REAL(dup2)(from, to);
    if (fd >= 0 && from != to) {
        preload_given_back(A_DESCRIPTOR, (uint64_t)to);
        if (to > 2)
            opened(fd, site, "a duplicate");
    }
    return fd;
}

int
socketpair(int domain, int type, int protocol, int ends[2])
{
    uint64_t site = SITE;
    int error = REAL(socketpair)(domain, type, protocol, ends);
    if (error == 0) {
        opened(ends[0], site, "one end of a socket pair");
        opened(ends[1], site, "one end of a socket pair");
    }
    return error;
}

#define OPEN(name)                                                         \
    int name(const char *path, int flags, ...)                             \
    {                                                                      \
        uint64_t site = SITE;                                              \
        va_list ap;                                                        \
        va_start(ap, flags);                                               \
        mode_t mode = (mode_t)va_arg(ap, int);                             \
        va_end(ap);                                                        \
        return opened(REAL(name)(path, flags, mode), site, path);          \
    }
OPEN(open)
OPEN(open64)

FILE *
fopen(const char *path, const char *mode)
{
    uint64_t site = SITE;
    FILE *f = REAL(fopen)(path, mode);
    if (f != NULL)
        opened(fileno(f), site, path);
    return f;
}

int
fclose(FILE *f)
{
    if (f != NULL)
        preload_given_back(A_DESCRIPTOR, (uint64_t)fileno(f));
    return REAL(fclose)(f);
}

FILE *
fdopen(int fd, const char *mode)
{
    return REAL(fdopen)(fd, mode);
}

/* --- mappings and names ------------------------------------------------
 */

static void *
mapped(void *p, size_t n, int flags, uint64_t site)
{
    if (p == MAP_FAILED || !preload_ready())
        return p;
    if (flags & MAP_SHARED)
        preload_shared(p, n);
    preload_thing(A_MAPPING, (uint64_t)(uintptr_t)p, n, site, NULL);
    return p;
}

void *
mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
    uint64_t site = SITE;
    return mapped(REAL(mmap)(at, n, protection, flags, fd, offset), n,
                  flags, site);
}

int
munmap(void *p, size_t n)
{
    preload_given_back(A_MAPPING, (uint64_t)(uintptr_t)p);
    preload_unshared(p);
    return REAL(munmap)(p, n);
}

int
shm_open(const char *name, int flags, mode_t mode)
{
    uint64_t site = SITE;
    int fd = REAL(shm_open)(name, flags, mode);
    opened(fd, site, name);
    if (fd >= 0 && (flags & O_CREAT))
        preload_thing(A_NAME, 1, 0, site, name);
    return fd;
}

/* The name is given back by whichever process takes it away. */
static void
name_gone(const char *name)
{
    for (int i = 0; preload_ready() && i < table->things; i++)
        if (table->thing[i].kind == A_NAME &&
            strncmp(table->thing[i].name, name,
                    sizeof table->thing[i].name - 1) == 0)
            table->thing[i].kind = 0;
}

int
shm_unlink(const char *name)
{
    name_gone(name);
    return REAL(shm_unlink)(name);
}

int
sem_unlink(const char *name)
{
    name_gone(name);
    return REAL(sem_unlink)(name);
}

/* --- the end of a process ----------------------------------------------
 */

static void
process_ends(void)
{
    if (!preload_ready())
        return;
    int mine = me->process;
    for (int i = 0; i < table->threads; i++) {
        struct table_thread *t = &table->thread[i];
        if (t->process == mine && !t->ended && t == me)
            preload_ends(t);
        else if (t->process == mine && !t->ended)
            t->ended = 2; /* it was stopped, it did not end */
    }
}

void
_exit(int status)
{
    process_ends();
    for (;;)
        syscall(SYS_exit_group, status);
}

void
_Exit(int status)
{
    _exit(status);
}

__attribute__((destructor)) static void
at_exit(void)
{
    process_ends();
}
