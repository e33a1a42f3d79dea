// expect: WRONG hint=lockstep-rounds
// One task to each worker, then one result from each in turn: a slow task
// holds up the whole round.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

struct worker {
    pid_t pid;
    int line; /* a two-way connection to the worker */
};

static void
work_and_leave(int line, int64_t (*f)(int64_t))
{
    int64_t value;
    while (recv(line, &value, sizeof value, 0) == sizeof value) {
        value = f(value);
        if (send(line, &value, sizeof value, MSG_NOSIGNAL) == -1)
            _exit(1);
    }
    _exit(0);
}

static int
start(struct worker *workers, int k, int64_t (*f)(int64_t))
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == -1)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        for (int other = 0; other < k; other++)
            close(workers[other].line);
        work_and_leave(ends[1], f);
    }
    close(ends[1]);
    if (child == -1)
        close(ends[0]);
    workers[k] = (struct worker){child, ends[0]};
    return child == -1 ? -1 : 0;
}

/* One round: tasks first .. first + count - 1, one for each worker. */
static int
play_round(struct worker *workers, int count, const int64_t *in,
           int64_t *out)
{
    int failed = 0;
    for (int k = 0; k < count; k++)
        if (send(workers[k].line, &in[k], sizeof in[k], MSG_NOSIGNAL) == -1)
            failed = 1;
    for (int k = 0; k < count && !failed; k++) {
        ssize_t got;
        do
            got = recv(workers[k].line, &out[k], sizeof out[k], 0);
        while (got == -1 && errno == EINTR);
        failed = got != sizeof out[k];
    }
    return failed ? -1 : 0;
}

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    if (nworkers < 1 || f == NULL || (n > 0 && (in == NULL || out == NULL)))
        return -1;
    struct worker *workers = calloc((size_t)nworkers, sizeof *workers);
    if (workers == NULL)
        return -1;
    int made = 0;
    while (made < nworkers && start(workers, made, f) == 0)
        made++;
    int failed = made < nworkers;
    for (size_t i = 0; i < n && !failed; i += (size_t)nworkers) {
        size_t left = n - i;
        int count = left < (size_t)nworkers ? (int)left : nworkers;
        failed = play_round(workers, count, in + i, out + i) == -1;
    }
    for (int k = 0; k < made; k++) {
        close(workers[k].line);
        if (failed)
            kill(workers[k].pid, SIGKILL);
        while (waitpid(workers[k].pid, NULL, 0) == -1 && errno == EINTR)
            continue;
    }
    free(workers);
    return failed ? -1 : 0;
}
