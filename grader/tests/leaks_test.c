/*
 * leaks_test.c - whose leaks count?  Built with AddressSanitizer together
 * with probe_leaks.c; leaks_test.c WHAT loses a block in one of three ways
 * and prints whether it was held against the answer.
 */
#include "probe_leaks.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *volatile block;

/* A function of its own, so that no register keeps the address. */
static __attribute__((noinline)) void *
lose(void *unused)
{
    block = malloc(100);
    memset(block, 1, 100);
    block = NULL;
    return unused;
}

int
main(int argc, char **argv)
{
    pthread_t thread;
    leaks_begin();
    if (argc > 1 && strcmp(argv[1], "library-thread") == 0) {
        if (pthread_create(&thread, NULL, lose, NULL) != 0 ||
            pthread_join(thread, NULL) != 0)
            return 2;
    } else if (argc > 1 && strcmp(argv[1], "library-call") == 0) {
        leaks_pause();
        lose(NULL);
        leaks_resume();
    } else if (argc > 1 && strcmp(argv[1], "answer") == 0) {
        leaks_pause();
        leaks_resume();
        lose(NULL);
    }
    puts(leaks_found() ? "leak" : "none");
    fflush(stdout);
    _exit(0);
}
