/*
 * pipe_sum.c - a parent sends numbers through a pipe, its child adds them.
 *
 * The parent writes 1, 2, ..., n, one number at a time, and closes the
 * pipe.  The child reads until the end and prints the sum.
 *
 *     ./pipe_sum 5             the sum of 1 to 5
 *     ./pipe_sum 5 forget      the child keeps its own write end open
 *
 * Try: n = 0; n = 1000000 (a pipe holds 64 KiB: the writer then waits).
 */
#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

// ANCHOR: reader
static void
add_until_end(int from)
{
    int64_t number, sum = 0;
    while (check(read(from, &number, sizeof(number)), "read") > 0)
        sum += number;
    printf("child: end of the pipe, the sum is %lld\n", (long long)sum);
    fflush(stdout);
}
// ANCHOR_END: reader

int
main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atoll(argv[1]) : 5;
    int forget = argc > 2;

    // ANCHOR: ends
    int end[2]; /* end[0] is for reading, end[1] for writing */
    check(pipe(end), "pipe");
    pid_t child = check(fork(), "fork");
    if (child == 0) {
        if (!forget)
            check(close(end[1]), "close");
        add_until_end(end[0]);
        _exit(EXIT_SUCCESS);
    }
    check(close(end[0]), "close");
    // ANCHOR_END: ends

    // ANCHOR: writer
    for (int64_t number = 1; number <= n; number++)
        check(write(end[1], &number, sizeof(number)), "write");
    printf("parent: sent %lld numbers, waiting\n", (long long)n);
    fflush(stdout);
    check(close(end[1]), "close");
    check(waitpid(child, NULL, 0), "waitpid");
    // ANCHOR_END: writer
    return EXIT_SUCCESS;
}
