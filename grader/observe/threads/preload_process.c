/*
 * preload_process.c - pipes, and what has to be given back: descriptors,
 * mappings, names of shared memory; the end of a process.
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
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

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
    uint64_t pipe = inode(fd);
    ssize_t got = REAL(read)(fd, buffer, n);
    int error = errno;
    wait_ends_with((int)got);
    preload_reads_pipe(pipe, n, got, site);
    errno = error;
    return got;
}

ssize_t
write(int fd, const void *buffer, size_t n)
{
    uint64_t site = SITE;
    if (!watched(fd))
        return REAL(write)(fd, buffer, n);
    begin_io(IN_WRITE, fd, site);
    preload_writes_pipe(inode(fd), n);
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
        preload_makes_pipe(inode(ends[0]), site);
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

/* Somebody may read it from now on without being seen. */
static void
maybe_read(int fd)
{
    struct table_pipe *p = watched(fd) ? preload_pipe(inode(fd)) : NULL;
    if (p != NULL)
        p->reads++;
}

int
close(int fd)
{
    uint64_t site = SITE;
    if (watched(fd) && (fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
        preload_closes_pipe(inode(fd), site);
    preload_given_back(A_DESCRIPTOR, (uint64_t)fd);
    return REAL(close)(fd);
}

int
dup(int fd)
{
    uint64_t site = SITE;
    maybe_read(fd);
    return opened(REAL(dup)(fd), site, "a duplicate");
}

int
dup2(int from, int to)
{
    uint64_t site = SITE;
    maybe_read(from);
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
    maybe_read(fd);
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
    preload_writes_out(true);
    process_ends();
}
