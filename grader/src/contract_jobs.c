/*
 * contract_jobs.c - up to N child processes at once, their lines printed in
 * the order of the work.
 */
#define _GNU_SOURCE
#include "contract_jobs.h"
#include "contract.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_JOBS 64

struct child {
    pid_t pid;
    int pipe;
    int item;
};

struct jobs {
    int count, next, printed, failed;
    struct sentence **done; /* of each item: its line, or NULL */
    struct child running[MOST_JOBS];
    int nrunning;
};

/* For the signal handler: what must not outlive this process. */
static volatile pid_t children[MOST_JOBS];

static void
stop_children(int number)
{
    for (int i = 0; i < MOST_JOBS; i++)
        if (children[i] > 0)
            kill(children[i], SIGTERM);
    _exit(128 + number);
}

static void
catch_signals(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

/* The child: does one item and writes its line into the pipe. */
static void
be_child(const struct job_kind *kind, int item, int out)
{
    struct sentence line = {""};
    catch_signals(kind->stopped);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    bool good = kind->work(kind->what, item, &line);
    /* Shorter than a pipe: it never waits for the parent. */
    if (write(out, line.text, strlen(line.text)) < 0)
        _exit(2);
    _exit(good ? 0 : 1);
}

static bool
start_child(struct jobs *jobs, const struct job_kind *kind)
{
    int ends[2];
    fflush(stdout);
    if (pipe(ends) == -1)
        return false;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        be_child(kind, jobs->next, ends[1]);
    }
    close(ends[1]);
    if (pid == -1) {
        close(ends[0]);
        return false;
    }
    for (int i = 0; i < MOST_JOBS; i++)
        if (children[i] == 0) {
            children[i] = pid;
            break;
        }
    jobs->running[jobs->nrunning++] =
        (struct child){pid, ends[0], jobs->next++};
    return true;
}

/* Reads the line of the child that ended. */
static void
finish_child(struct jobs *jobs, int index, int status)
{
    struct child child = jobs->running[index];
    struct sentence *line = keep(sizeof *line);
    size_t len = 0;
    ssize_t got;
    jobs->running[index] = jobs->running[--jobs->nrunning];
    for (int i = 0; i < MOST_JOBS; i++)
        if (children[i] == child.pid)
            children[i] = 0;
    while ((got = read(child.pipe, line->text + len,
                       sizeof line->text - 1 - len)) > 0)
        len += (size_t)got;
    close(child.pipe);
    if (len == 0)
        say(line, "FAIL item %d: its checker ended with status %d",
            child.item, status);
    jobs->failed += status != 0;
    jobs->done[child.item] = line;
}

static void
print_done(struct jobs *jobs)
{
    while (jobs->printed < jobs->count && jobs->done[jobs->printed])
        puts(jobs->done[jobs->printed++]->text);
    fflush(stdout);
}

static bool
wait_for_one(struct jobs *jobs)
{
    int status;
    pid_t pid;
    do
        pid = waitpid(-1, &status, 0);
    while (pid == -1 && errno == EINTR);
    for (int i = 0; i < jobs->nrunning; i++)
        if (jobs->running[i].pid == pid) {
            finish_child(jobs, i, status);
            print_done(jobs);
        }
    return pid > 0;
}

int
run_jobs(const struct job_kind *kind, int count, int at_once)
{
    struct jobs jobs = {.count = count};
    jobs.done = keep(((size_t)count + 1) * sizeof *jobs.done);
    catch_signals(stop_children);
    while (jobs.next < count || jobs.nrunning > 0) {
        bool more = jobs.next < count && jobs.nrunning < at_once;
        if (more && !start_child(&jobs, kind)) {
            perror("contract: cannot start a checker");
            return -1;
        }
        if (!more && !wait_for_one(&jobs))
            return -1;
    }
    return jobs.failed;
}
