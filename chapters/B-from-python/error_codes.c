/*
 * error_codes.c - what becomes of an exception in C: errno, then a status.
 *
 * A child process for each argument throws that many darts.  Nobody can
 * throw a negative number of them.
 *
 * Run:  ./error_codes [DARTS...]
 * Try:  let count_hits call abort() for 7 darts, and ask for 7.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"
#include "darts.h"

enum { SEED = 42 };

// ANCHOR: hits
/* The hits of the first darts; -1 with errno EINVAL if darts < 0. */
static int64_t
count_hits(int64_t darts)
{
    if (darts < 0) {
        errno = EINVAL;
        return -1;
    }
    return pi_hits(SEED, 0, darts);
}

/* The whole life of a worker; its exit status is the error, or 0. */
static _Noreturn void
work(int64_t darts)
{
    int64_t hits = count_hits(darts);
    _exit(hits == -1 ? errno : 0);
}
// ANCHOR_END: hits

int
main(int argc, char **argv)
{
    int workers = argc - 1, failed = 0;
    // ANCHOR: wait
    pid_t *pids =
        check_alloc(calloc((size_t)workers + 1, sizeof *pids), "calloc");
    for (int w = 0; w < workers; w++) {
        pids[w] = check(fork(), "fork");
        if (pids[w] == 0)
            work(strtoll(argv[w + 1], NULL, 10));
    }
    for (int w = 0; w < workers; w++) {
        int status;
        check(waitpid(pids[w], &status, 0), "waitpid");
        const char *how = WIFEXITED(status) ? strerror(WEXITSTATUS(status))
                                            : strsignal(WTERMSIG(status));
        printf("worker %d: %s\n", w, how);
        failed += status != 0;
    }
    free(pids);
    // ANCHOR_END: wait
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
