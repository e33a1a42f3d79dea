/*
 * full_pipes.c - a parent that writes all tasks before it reads an answer.
 *
 * One worker reads the number of a block of darts and writes its hits.  A
 * pipe holds 64 KiB, that is 8,192 tasks or answers of 8 bytes.
 *
 *     ./full_pipes 1000         they fit
 *     ./full_pipes 40000        they do not, and nobody can go on
 *     ./full_pipes 10 page      the same with few calls, for a picture: one
 *                               message is a page, and fills its pipe
 *
 * Try: find the number of tasks from which on it never ends.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"
#include "darts.h"

enum { SEED = 42, BLOCK = 100, PAGE = 4096 };

/* What the pipes carry; all but the first number is filling. */
static int64_t message[PAGE / sizeof(int64_t)];

static _Noreturn void
work(int tasks, int answers, size_t length)
{
    while (check(read(tasks, message, length), "read") > 0) {
        int64_t b = message[0];
        message[0] = pi_hits(SEED, b * BLOCK, (b + 1) * BLOCK);
        check(write(answers, message, length), "write");
    }
    _exit(EXIT_SUCCESS);
}

int
main(int argc, char **argv)
{
    int64_t n = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000, sum = 0;
    size_t length = argc > 2 ? PAGE : sizeof(int64_t);
    int tasks[2], answers[2];
    check(pipe(tasks), "pipe");
    check(pipe(answers), "pipe");
    if (length == PAGE) {
        check(fcntl(tasks[1], F_SETPIPE_SZ, PAGE), "fcntl");
        check(fcntl(answers[1], F_SETPIPE_SZ, PAGE), "fcntl");
    }
    if (check(fork(), "fork") == 0) {
        check(close(tasks[1]), "close");
        check(close(answers[0]), "close");
        work(tasks[0], answers[1], length);
    }
    check(close(tasks[0]), "close");
    check(close(answers[1]), "close");

    // ANCHOR: all
    for (int64_t b = 0; b < n; b++) {
        message[0] = b;
        check(write(tasks[1], message, length), "write");
    }
    check(close(tasks[1]), "close");
    while (check(read(answers[0], message, length), "read") > 0)
        sum += message[0];
    // ANCHOR_END: all
    check(close(answers[0]), "close");
    check(wait(NULL), "wait");
    printf("%" PRId64 " hits of %" PRId64 " darts\n", sum, n * BLOCK);
    return EXIT_SUCCESS;
}
