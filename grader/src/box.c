/*
 * box.c - runs a box to its end: collects what it writes, watches what it
 * uses, sees when it hangs, and leaves nothing alive.
 */
#define _GNU_SOURCE
#include "box.h"
#include "box_fence.h"
#include "box_start.h"
#include "box_watch.h"
#include "str.h"
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const struct box_limits box_default_limits = {
    .seconds = 60,
    .cpu_seconds = 5,
    .rss_kb = 512 * 1024,
    .output_bytes = 1 << 20,
    .file_bytes = 16 << 20,
    .processes = 96,
};

enum {
    SAMPLE_MS = 20,     /* how often /proc is read */
    IDLE_SAMPLES = 250, /* the same for one that only sleeps: 5 seconds */
    STILL_SAMPLES = 10, /* samples without any move before it is a hang */
    MAX_STREAMS = 32,
    STREAM_BYTES = 16 << 20
};

/* A pipe end of ours and what came through it. */
struct channel {
    int fd;
    bool fed; /* we write */
    size_t limit, offset;
    struct str_buf got;
};

struct run {
    const struct box_request *request;
    struct box_result *result;
    struct box_place place;
    enum box_level level;
    pid_t pid;
    struct channel channel[3 + MAX_STREAMS]; /* out, err, report, streams */
    size_t nchannels;
    struct box_watch watch;
    unsigned long last_moves;
    int still; /* samples since the last move */
    unsigned samples;
    double cpu_now, cpu_all; /* of the living; of all that ever lived */
    double waited;  /* of the living: ready, but without a processor */
    double starved; /* seconds in which nobody had one and someone wanted */
    double looked;  /* when /proc was last read */
    bool over;      /* it was stopped, or its report is here */
};

static volatile pid_t running; /* for box_kill_all */

/* Threads may have a box each.  Whoever waits for any child waits for those
 * of others too: so no box starts meanwhile, and only the last one does. */
static pthread_mutex_t children = PTHREAD_MUTEX_INITIALIZER;
static int boxes;

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool
fail(struct run *run, const char *what)
{
    run->result->end = BOX_FAILED;
    snprintf(run->result->why, sizeof run->result->why, "%s: %s", what,
             strerror(errno));
    return false;
}

static void
stop(struct run *run, enum box_end end, const char *why)
{
    if (run->over)
        return;
    run->over = true;
    run->result->end = end;
    snprintf(run->result->why, sizeof run->result->why, "%s", why);
}

/* --- killing -----------------------------------------------------------
 */

/* Without namespaces: stop everything first so that nothing can fork away,
 * then kill; again until nothing is left but zombies of others. */
static void
kill_tree(pid_t root)
{
    pid_t pids[1024];
    for (int round = 0; round < 200; round++) {
        size_t n = box_descendants(root, pids, 1024), alive = 0;
        for (size_t i = 0; i < n; i++)
            alive += kill(pids[i], SIGSTOP) == 0;
        n = box_descendants(root, pids, 1024);
        for (size_t i = n; i-- > 0;)
            kill(pids[i], SIGKILL);
        if (alive == 0 || n <= 1)
            break;
    }
}

/* Orphans of the box came to us.  They have been killed; wait for the last
 * of them, but not for ever: this must not hang. */
static void
reap_orphans(void)
{
    pthread_mutex_lock(&children);
    boxes--;
    for (int i = 0; i < 2000 && boxes == 0; i++) {
        pid_t pid = waitpid(-1, NULL, WNOHANG);
        if (pid == -1)
            break;
        if (pid == 0)
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    pthread_mutex_unlock(&children);
}

/* Kills all of the box and waits until the kernel has let go of it: the
 * next box of the same throw-away user must not find its processes counted.
 */
static void
kill_box(struct run *run)
{
    if (run->level == BOX_BUBBLEWRAP) {
        /* second in the tree is process 1 of the namespace; as orphan it
         * comes to us, and it ends after everything inside has ended */
        pid_t pids[8];
        size_t n = box_descendants(run->pid, pids, 8);
        kill(run->pid, SIGKILL);
        if (n > 1)
            kill(pids[1], SIGKILL);
        waitpid(run->pid, NULL, 0);
        if (n > 1)
            waitpid(pids[1], NULL, 0);
        return;
    }
    kill_tree(run->pid);
    if (run->place.uid != 0) { /* all that this user has, atomically */
        pid_t killer = fork();
        if (killer == 0) {
            if (box_become(run->place.uid) == 0)
                kill(-1, SIGKILL);
            _exit(0);
        }
        waitpid(killer, NULL, 0);
    }
    waitpid(run->pid, NULL, 0);
}

void
box_kill_all(void)
{
    if (running > 0)
        kill_tree(running);
}

/* --- starting ----------------------------------------------------------
 */

static void
child(struct run *run, int out, int err, int report)
{
    signal(SIGINT,
           SIG_IGN); /* Ctrl-C is for the grader, which then kills */
    signal(SIGPIPE, SIG_DFL);
    int null = open("/dev/null", O_RDONLY);
    /* the report must not be overwritten by dup2 to 0..2, so first aside */
    int aside = fcntl(report, F_DUPFD, 64);
    if (null < 0 || aside < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 ||
        dup2(err, 2) < 0 || dup2(aside, WARDEN_FD) < 0)
        _exit(125);
    close_range(WARDEN_FD + 1, ~0U, 0);
    if (run->level != BOX_BUBBLEWRAP && run->place.uid != 0)
        box_fence_network();
    if (box_become(run->place.uid) != 0)
        _exit(125);
    if (run->place.directory != NULL && chdir(run->place.directory) == -1)
        _exit(125);
    prctl(PR_SET_PDEATHSIG,
          SIGKILL); /* after the change of user: it clears */
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (run->level != BOX_BUBBLEWRAP && box_fence_files(&run->place) != 0)
        _exit(125);
    if (run->level != BOX_BUBBLEWRAP)
        execve(run->place.argv[0], run->place.argv, run->place.env);
    else
        execvp(run->place.argv[0], run->place.argv);
    dprintf(2, "cannot start %s: %s\n", run->place.argv[0],
            strerror(errno));
    _exit(125);
}

static bool
open_streams(struct run *run)
{
    const struct box_request *r = run->request;
    if (r->nstreams > MAX_STREAMS) {
        errno = E2BIG;
        return fail(run, "too many streams");
    }
    for (size_t i = 0; i < r->nstreams; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/stream/%s", run->place.dir,
                 r->streams[i].name);
        int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (fd == -1)
            return fail(run, "cannot open a pipe of the box");
        run->channel[run->nchannels++] = (struct channel){
            .fd = fd,
            .fed = r->streams[i].feed != NULL,
            .limit = STREAM_BYTES,
        };
    }
    return true;
}

static bool
start(struct run *run)
{
    const struct box_limits *l = &run->request->limits;
    int out[2], err[2], report[2];
    if (pipe2(out, O_CLOEXEC) == -1 || pipe2(err, O_CLOEXEC) == -1 ||
        pipe2(report, O_CLOEXEC) == -1)
        return fail(run, "cannot make a pipe");
    int mine[3] = {out[0], err[0], report[0]};
    for (int i = 0; i < 3; i++) {
        fcntl(mine[i], F_SETFL, O_NONBLOCK);
        run->channel[i] = (struct channel){
            .fd = mine[i], .limit = (size_t)l->output_bytes};
    }
    run->nchannels = 3;
    if (!open_streams(run))
        return false;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pthread_mutex_lock(&children);
    run->pid = fork();
    boxes += run->pid > 0;
    if (run->pid != 0)
        pthread_mutex_unlock(&children);
    if (run->pid == 0)
        child(run, out[1], err[1], report[1]);
    close(out[1]);
    close(err[1]);
    close(report[1]);
    if (run->pid == -1)
        return fail(run, "cannot start a process");
    running = run->watch.root = run->pid;
    run->watch.own = run->level == BOX_BUBBLEWRAP ? 3 : 1;
    return true;
}

/* --- while it runs -----------------------------------------------------
 */

/* Moves bytes through one channel.  False at end of file. */
static bool
pump(struct channel *c, const struct box_stream *s)
{
    char block[65536];
    if (c->fed) {
        ssize_t n =
            write(c->fd, s->feed + c->offset, s->feed_len - c->offset);
        if (n > 0)
            c->offset += (size_t)n;
        return c->offset < s->feed_len;
    }
    ssize_t n = read(c->fd, block, sizeof block);
    if (n > 0 && c->got.len <= c->limit)
        str_add(&c->got, block, (size_t)n);
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

/* Waits at most `ms` for bytes and moves them. */
static void
exchange(struct run *run, int ms)
{
    struct pollfd p[3 + MAX_STREAMS];
    for (size_t i = 0; i < run->nchannels; i++)
        p[i] = (struct pollfd){.fd = run->channel[i].fd,
                               .events =
                                   run->channel[i].fed ? POLLOUT : POLLIN};
    if (poll(p, run->nchannels, ms) <= 0)
        return;
    for (size_t i = 0; i < run->nchannels; i++) {
        struct channel *c = &run->channel[i];
        if (p[i].revents == 0)
            continue;
        const struct box_stream *s =
            i < 3 ? NULL : &run->request->streams[i - 3];
        if (!pump(c, s) && i < 3) {
            close(c->fd);
            c->fd = -1;
        } else if (c->fed && c->offset == s->feed_len)
            p[i].fd = c->fd = -1 - c->fd; /* kept open, no longer polled */
        if (c->got.len > c->limit)
            stop(run, BOX_OUTPUT,
                 i == 0   ? "it wrote too much to stdout"
                 : i == 1 ? "it wrote too much to stderr"
                          : "it wrote too much into a pipe of the grader");
    }
}

static void
check_limits(struct run *run, double started)
{
    const struct box_limits *l = &run->request->limits;
    struct box_watch *w = &run->watch;
    char why[512];
    box_watch_sample(w);
    if (w->rss_kb > run->result->peak_rss_kb)
        run->result->peak_rss_kb = w->rss_kb;
    if (w->rss_kb > l->rss_kb) {
        snprintf(why, sizeof why, "it used more than %ld MiB of memory",
                 l->rss_kb / 1024);
        stop(run, BOX_MEMORY, why);
    }
    if (run->samples++ % 8 == 0 && run->level == BOX_BUBBLEWRAP &&
        box_watch_files(w))
        stop(run, BOX_OUTPUT, "it made more than 20000 files");
    bool stood = w->moves == run->last_moves && !w->runnable;
    run->still = stood ? run->still + 1 : 0;
    run->last_moves = w->moves;
    if (run->still >= STILL_SAMPLES && w->blocked)
        stop(run, BOX_STUCK, w->why);
    if (run->still >= IDLE_SAMPLES && w->processes > 0)
        stop(run, BOX_TIME, "it slept for 5 seconds and did nothing");
    if (run->request->stuck != NULL &&
        run->request->stuck(run->request->stuck_arg, w->cpu_seconds, why,
                            sizeof why))
        stop(run, BOX_STUCK, why);
    double used = w->cpu_now > run->cpu_now ? w->cpu_now - run->cpu_now : 0;
    double passed = now() - run->looked;
    run->looked += passed;
    double waited = w->waited - run->waited, idle = passed - used;
    if (waited > 0 && idle > 0)
        run->starved += waited < idle ? waited : idle;
    run->waited = w->waited;
    run->cpu_all += used;
    run->cpu_now = w->cpu_now;
    if (l->all_cpu_seconds > 0 && run->cpu_all > l->all_cpu_seconds) {
        snprintf(why, sizeof why,
                 "its processes used more than %.0f seconds of processor "
                 "time together",
                 l->all_cpu_seconds);
        stop(run, BOX_TIME, why);
    }
    /* A machine that has no processor to give decides nothing. */
    if (run->looked - started - run->starved > l->seconds) {
        snprintf(why, sizeof why,
                 "it was still running after %.0f seconds (%.1f s of "
                 "processor time)",
                 l->seconds, w->cpu_seconds);
        stop(run, BOX_TIME, why);
    }
}

static void
read_report(struct run *run)
{
    struct box_result *res = run->result;
    struct str_buf *got = &run->channel[2].got;
    struct warden_report report;
    if (run->over)
        return;
    run->over = true;
    if (got->len == sizeof report) { /* begun, but never ended */
        res->end = BOX_SIGNALLED;
        res->status = SIGKILL;
        strcpy(res->why, "it killed every process around it");
        return;
    }
    if (got->len != 2 * sizeof report) {
        res->end = BOX_FAILED;
        snprintf(res->why, sizeof res->why,
                 "the box ended without a report%s%.300s",
                 run->channel[1].got.len ? ": " : "",
                 run->channel[1].got.len ? run->channel[1].got.data : "");
        return;
    }
    memcpy(&report, got->data + sizeof report, sizeof report);
    res->survivors = report.survivors;
    if (report.cpu_seconds > res->cpu_seconds)
        res->cpu_seconds = report.cpu_seconds;
    if (report.largest_rss_kb > res->peak_rss_kb)
        res->peak_rss_kb = report.largest_rss_kb;
    if (WIFEXITED(report.wait_status)) {
        res->end = BOX_EXITED;
        res->status = WEXITSTATUS(report.wait_status);
    } else {
        res->end = BOX_SIGNALLED;
        res->status = WTERMSIG(report.wait_status);
        if (res->status == SIGXCPU || res->status == SIGKILL)
            snprintf(res->why, sizeof res->why,
                     "it was killed after %.1f s of processor time",
                     res->cpu_seconds);
        /* whoever ignores SIGXCPU is killed two seconds later */
        if (res->status == SIGXCPU ||
            (res->status == SIGKILL &&
             res->cpu_seconds >= run->request->limits.cpu_seconds))
            res->end = BOX_TIME;
        if (res->status == SIGXFSZ) {
            res->end = BOX_OUTPUT;
            strcpy(res->why, "it wrote a file that is too large");
        }
    }
}

static void
watch(struct run *run)
{
    double started = now(), sampled = started;
    run->looked = started;
    while (!run->over) {
        exchange(run, SAMPLE_MS);
        if (run->channel[2].fd == -1)
            break; /* the warden's end of the report is closed */
        if (now() - sampled >= 1e-3 * SAMPLE_MS) {
            check_limits(run, started);
            sampled = now();
        }
    }
    run->result->cpu_seconds = run->watch.cpu_seconds;
    read_report(run);
    kill_box(run);
    reap_orphans();
    running = 0;
    for (int i = 0; i < 64; i++) /* what still lies in the pipes */
        exchange(run, 0);
    run->result->seconds = now() - started;
    run->result->starved = run->starved;
}

void
box_run(const struct box_request *request, struct box_result *result)
{
    struct run run = {.request = request, .result = result};
    *result = (struct box_result){.end = BOX_FAILED};
    run.level = box_level();
    if (!box_place_make(&run.place, request, run.level))
        snprintf(result->why, sizeof result->why, "%s", run.place.why);
    else if (start(&run))
        watch(&run);
    for (size_t i = 0; i < run.nchannels; i++) {
        struct channel *c = &run.channel[i];
        str_add(&c->got, "", 0);
        if (c->fd < -1)
            c->fd = -1 - c->fd;
        if (c->fd >= 0)
            close(c->fd);
        if (i >= 3) {
            request->streams[i - 3].data = c->got.data;
            request->streams[i - 3].len = c->got.len;
        }
    }
    result->out = run.channel[0].got.data;
    result->out_len = run.channel[0].got.len;
    result->err = run.channel[1].got.data;
    result->err_len = run.channel[1].got.len;
    free(run.channel[2].got.data);
    box_place_remove(&run.place);
}

void
box_result_free(struct box_result *result)
{
    free(result->out);
    free(result->err);
    result->out = result->err = NULL;
}
