/*
 * fork_sum.c - a sum of two halves, one of them added up by a child.
 *
 * The child cannot hand its sum back through a variable: after fork it has
 * its own memory.  It sends eight bytes through a pipe instead.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

static int64_t
sum(const int32_t *v, size_t first, size_t last)
{
    int64_t s = 0;
    for (size_t i = first; i < last; i++)
        s += v[i];
    return s;
}

/* Reads exactly `size` bytes.  Returns 0, or -1 if there are fewer. */
static int
read_all(int fd, void *buffer, size_t size)
{
    char *next = buffer;
    while (size > 0) {
        ssize_t got = read(fd, next, size);
        if (got == -1 && errno == EINTR)
            continue;
        if (got <= 0)
            return -1;
        next += got;
        size -= (size_t)got;
    }
    return 0;
}

/* Eight bytes are less than PIPE_BUF: the pipe takes all or none. */
static void
send_and_leave(int fd, int64_t value)
{
    ssize_t sent;
    do
        sent = write(fd, &value, sizeof value);
    while (sent == -1 && errno == EINTR);
    _exit(sent == sizeof value ? 0 : 1);
}

int64_t
fork_sum(const int32_t *v, size_t n)
{
    int ends[2];
    if ((v == NULL && n > 0) || pipe(ends) == -1)
        return -1;

    pid_t child = fork();
    if (child == 0)
        send_and_leave(ends[1], sum(v, n / 2, n));

    /* With this end closed the read below sees an end of file, not an
     * endless silence, should the child die. */
    close(ends[1]);
    int64_t total = -1, upper;
    if (child != -1) {
        int64_t lower = sum(v, 0, n / 2);
        if (read_all(ends[0], &upper, sizeof upper) == 0)
            total = lower + upper;
        while (waitpid(child, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    close(ends[0]);
    return total;
}
