/*
 * twice.c - a line that is printed once and appears twice.
 *
 * printf keeps text in a buffer.  fork copies the buffer with everything
 * else, and exit empties it: once in the child, once in the parent.
 *
 *     ./twice | cat            exit in the child
 *     ./twice _exit | cat      _exit in the child
 *
 * Try: without `| cat`; fflush(stdout) before fork.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

int
main(int argc, char **argv)
{
    (void)argv;
    // ANCHOR: twice
    printf("printed before fork\n");
    pid_t child = check(fork(), "fork");
    if (child == 0) {
        if (argc > 1)
            _exit(EXIT_SUCCESS);
        exit(EXIT_SUCCESS);
    }
    check(waitpid(child, NULL, 0), "waitpid");
    printf("printed after the child's end\n");
    // ANCHOR_END: twice
    return EXIT_SUCCESS;
}
