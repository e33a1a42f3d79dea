/*
 * victim.c - uses too much of one thing, as its first argument says, or
 * waits for ever.
 *
 * Built plain and with each sanitizer: the limits of a box must hold for
 * all of them.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
take_memory(void)
{
    for (;;) {
        char *p = malloc(1 << 20);
        if (p != NULL)
            memset(p, 1, 1 << 20);
    }
}

/* Status 40 if it was refused before there were 200. */
static void
fork_on(void)
{
    for (int i = 0; i < 200; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            pause();
            _exit(0);
        }
        if (pid == -1)
            _exit(errno == EAGAIN ? 40 : 41);
    }
}

static void
burn(void)
{
    for (volatile unsigned long i = 0;; i++)
        continue;
}

/* One child after the other, each with less than a process may use. */
static void
burn_by_children(void)
{
    for (;;) {
        pid_t pid = fork();
        if (pid == 0)
            for (volatile unsigned long i = 0; i < 300000000; i++)
                continue;
        if (pid <= 0)
            _exit(pid == 0 ? 0 : 43);
        waitpid(pid, NULL, 0);
    }
}

/* Reads a pipe whose other end it holds itself. */
static void
hang(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) == -1 || read(ends[0], &byte, 1) != 1)
        _exit(44);
}

static void
write_on(int fd)
{
    static char block[1 << 16];
    while (write(fd, block, sizeof block) > 0)
        continue;
    _exit(42);
}

int
main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "memory") == 0)
        take_memory();
    if (strcmp(what, "processes") == 0)
        fork_on();
    if (strcmp(what, "cpu") == 0)
        burn();
    if (strcmp(what, "children") == 0)
        burn_by_children();
    if (strcmp(what, "hang") == 0)
        hang();
    if (strcmp(what, "output") == 0)
        write_on(1);
    if (strcmp(what, "file") == 0) {
        /* the box's own: where it has no namespaces /tmp is out of reach */
        char path[256];
        snprintf(path, sizeof path, "%s/large", getenv("TMPDIR"));
        write_on(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600));
    }
    return 0;
}
