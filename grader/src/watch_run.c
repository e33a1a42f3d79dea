/*
 * watch_run.c - grades in a process of its own.
 *
 * That process does what `grade` does: jobs_run, which waits for one
 * process for each exercise.  It sends each result as one line of JSON
 * through a pipe.  SIGTERM stops it, and the kernel sends that if watch
 * dies.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- in the process that grades ----------------------------------------
 */

static int results_fd;

static void
on_signal(int sig)
{
    jobs_interrupted = sig;
}

static void
send_result(const json_t *exercise, const json_t *result)
{
    char *line = json_dumps(result, JSON_COMPACT);
    char *text = str_format("%s\n", line != NULL ? line : "{}");
    size_t n = strlen(text);
    (void)exercise;
    for (size_t done = 0; done < n;) {
        ssize_t k = write(results_fd, text + done, n - done);
        if (k == -1 && errno != EINTR)
            break; /* nobody listens any more */
        done += k > 0 ? (size_t)k : 0;
    }
    free(line);
    free(text);
}

/* Nothing that grading says may land on the screen, and no key that is
 * meant for the screen may reach an answer. */
static void
leave_terminal(const struct options *o)
{
    char *log = str_format("%s/grade/watch.log", o->build);
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int out = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (out == -1)
        out = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    free(log);
}

_Noreturn static void
grade_here(const struct options *shared, json_t *exercises)
{
    struct options o = *shared;
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t none;
    setpgid(0, 0); /* the terminal's signals are for the screen */
    sigaction(SIGTERM, &action, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_DUMPABLE, 0); /* nothing may look into the judge */
    leave_terminal(&o);
    uint32_t seed = 0;
    if (getrandom(&seed, sizeof seed, 0) != sizeof seed)
        seed = (uint32_t)time(NULL);
    o.seed = seed;
    json_t *results = json_array();
    _exit(getppid() != 1 && jobs_run(&o, exercises, results, send_result)
              ? 0
              : 1);
}

/* --- in the process that watches ---------------------------------------
 */

bool
run_start(struct run *r, const struct options *o, json_t *exercises)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) == -1)
        return false;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        results_fd = ends[1];
        close(ends[0]);
        grade_here(o, exercises);
    }
    close(ends[1]);
    if (pid == -1) {
        close(ends[0]);
        return false;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *r = (struct run){.pid = pid, .fd = ends[0]};
    return true;
}

static void
finish(struct run *r)
{
    while (waitpid(r->pid, NULL, 0) == -1 && errno == EINTR)
        continue;
    close(r->fd);
    free(r->text.data);
    *r = (struct run){.fd = -1};
}

/* The first whole line of what has come. */
static json_t *
first_line(struct run *r)
{
    char *end =
        r->text.len > 0 ? memchr(r->text.data, '\n', r->text.len) : NULL;
    if (end == NULL)
        return NULL;
    size_t n = (size_t)(end - r->text.data);
    json_t *result = json_loadb(r->text.data, n, 0, NULL);
    r->text.len -= n + 1;
    memmove(r->text.data, end + 1, r->text.len + 1);
    return result;
}

json_t *
run_result(struct run *r, bool *ended)
{
    char buffer[4096];
    *ended = false;
    for (;;) {
        json_t *result = first_line(r);
        if (result != NULL)
            return result;
        ssize_t n = read(r->fd, buffer, sizeof buffer);
        if (n > 0)
            str_add(&r->text, buffer, (size_t)n);
        else if (n == -1 && errno == EINTR)
            continue;
        else {
            *ended = n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
            if (*ended)
                finish(r);
            return NULL;
        }
    }
}

void
run_stop(struct run *r)
{
    r->stopping = true;
    kill(r->pid, SIGTERM);
}

void
run_end(struct run *r)
{
    static const struct timespec moment = {0, 50000000};
    if (r->pid == 0)
        return;
    /* A signal that comes just before it waits is not noticed; so again. */
    for (;;) {
        kill(r->pid, SIGTERM);
        pid_t pid = waitpid(r->pid, NULL, WNOHANG);
        if (pid == r->pid || (pid == -1 && errno != EINTR))
            break;
        nanosleep(&moment, NULL);
    }
    close(r->fd);
    free(r->text.data);
    *r = (struct run){.fd = -1};
}
