/*
 * box_watch.c - sums memory and CPU time of a box and sees when it hangs.
 *
 * A box hangs when every thread in it sleeps in a system call that only
 * another thread of the box could end: a futex, a pipe, a wait for a child.
 * The kernel tells both facts without delay (/proc/PID/task/TID/stat and
 * .../syscall), so a hang is seen at once, and a slow machine is never
 * mistaken for one.
 */
#define _GNU_SOURCE
#include "box_watch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_PROCESSES = 1024, PATH_LENGTH = 128 };

/* Reads a small /proc file into buf; empty when the process is gone. */
static bool
slurp(const char *path, char *buf, size_t size)
{
    FILE *f = fopen(path, "re");
    size_t n = f != NULL ? fread(buf, 1, size - 1, f) : 0;
    if (f != NULL)
        fclose(f);
    buf[n] = '\0';
    return n > 0;
}

size_t
box_descendants(pid_t root, pid_t *pids, size_t capacity)
{
    size_t n = 0;
    pids[n++] = root;
    for (size_t i = 0; i < n; i++) {
        char path[PATH_LENGTH];
        snprintf(path, sizeof path, "/proc/%d/task", (int)pids[i]);
        DIR *tasks = opendir(path);
        if (tasks == NULL)
            continue;
        for (struct dirent *d; (d = readdir(tasks)) != NULL;) {
            snprintf(path, sizeof path, "/proc/%d/task/%.32s/children",
                     (int)pids[i], d->d_name);
            FILE *f = d->d_name[0] == '.' ? NULL : fopen(path, "re");
            for (int pid; f != NULL && fscanf(f, "%d", &pid) == 1;)
                if (n < capacity)
                    pids[n++] = pid;
            if (f != NULL)
                fclose(f);
        }
        closedir(tasks);
    }
    return n;
}

struct call {
    long number;
    unsigned long arg[6];
};

enum wait_kind { RUNS, TIMED, SIGNAL_ONLY, UNTIMED };

/* Does this system call wait with no limit for something in the box? */
static enum wait_kind
classify(const struct call *c, const char **name)
{
    switch (c->number) {
    case SYS_futex:
        *name = "a lock, a condition or a join (futex)";
        return c->arg[3] == 0 || (c->arg[1] & 127) == 1 ? UNTIMED : TIMED;
    case SYS_read:
    case SYS_readv:
        *name = "read";
        return UNTIMED;
    case SYS_write:
    case SYS_writev:
        *name = "write";
        return UNTIMED;
    case SYS_wait4:
    case SYS_waitid:
        *name = "a wait for a child";
        return UNTIMED;
    case SYS_ppoll:
        *name = "poll";
        return c->arg[2] == 0 ? UNTIMED : TIMED;
    case SYS_pselect6:
        *name = "select";
        return c->arg[4] == 0 ? UNTIMED : TIMED;
    case SYS_epoll_pwait:
        *name = "epoll_wait";
        return (int)c->arg[3] == -1 ? UNTIMED : TIMED;
    case SYS_openat: /* the other end of a named pipe */
        *name = "open";
        return UNTIMED;
    case SYS_semop:
    case SYS_msgrcv:
    case SYS_msgsnd:
        *name = "a System V queue";
        return UNTIMED;
    case SYS_flock:
    case SYS_fcntl:
        *name = "a file lock";
        return UNTIMED;
    case SYS_rt_sigsuspend:
        *name = "a signal";
        return SIGNAL_ONLY;
#ifdef SYS_poll /* the older calls exist on x86 only */
    case SYS_poll:
        *name = "poll";
        return (int)c->arg[2] == -1 ? UNTIMED : TIMED;
    case SYS_select:
        *name = "select";
        return c->arg[4] == 0 ? UNTIMED : TIMED;
    case SYS_epoll_wait:
        *name = "epoll_wait";
        return (int)c->arg[3] == -1 ? UNTIMED : TIMED;
    case SYS_pause:
        *name = "a signal";
        return SIGNAL_ONLY;
#endif
    default:
        *name = "a timed wait";
        return TIMED;
    }
}

/* state letter, CPU ticks and resident pages of /proc/.../stat */
static bool
read_stat(const char *path, char *state, unsigned long *ticks, long *pages)
{
    char buf[1024];
    if (!slurp(path, buf, sizeof buf))
        return false;
    char *p = strrchr(buf, ')'); /* the name may hold anything */
    unsigned long user = 0, kernel = 0;
    *pages = 0;
    if (p == NULL ||
        sscanf(p + 1,
               " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d "
               "%*d %*d %*d %*d %*d %*u %*u %ld",
               state, &user, &kernel, pages) < 3)
        return false;
    *ticks = user + kernel;
    return true;
}

/* Seconds in which a thread could have run and got no processor. */
static double
seconds_in_queue(const char *dir)
{
    char path[PATH_LENGTH], buf[128];
    unsigned long long waited = 0; /* in nanoseconds */
    snprintf(path, sizeof path, "%s/schedstat", dir);
    if (slurp(path, buf, sizeof buf))
        sscanf(buf, "%*u %llu", &waited);
    return 1e-9 * (double)waited;
}

/* How often a thread was scheduled, and the signals that it blocks. */
static unsigned long
switches(const char *dir, unsigned long *signals)
{
    char path[PATH_LENGTH], buf[4096];
    snprintf(path, sizeof path, "%s/status", dir);
    slurp(path, buf, sizeof buf);
    const char *mask = strstr(buf, "SigBlk:");
    *signals =
        mask != NULL ? strtoul(mask + strlen("SigBlk:"), NULL, 16) : 0;
    unsigned long sum = 0;
    for (char *p = buf; (p = strstr(p, "ctxt_switches:")) != NULL; p++)
        sum += strtoul(p + strlen("ctxt_switches:"), NULL, 10);
    return sum;
}

/* One thread: is it blocked for good, and in what? */
static bool
thread_blocked(const char *dir, pid_t pid, struct box_watch *w, bool *waits)
{
    char path[PATH_LENGTH], buf[256], state = 'R';
    unsigned long ticks;
    long pages;
    snprintf(path, sizeof path, "%s/stat", dir);
    if (!read_stat(path, &state, &ticks, &pages) || state == 'Z' ||
        state == 'X')
        return true; /* ended: waits for nothing */
    if (state != 'S') {
        w->runnable = w->runnable || state == 'R';
        return false;
    }
    struct call c = {.number = -1};
    snprintf(path, sizeof path, "%s/syscall", dir);
    /* The keeper of a probe lets nobody look but root.  Whoever hides its
     * calls is taken to wait in them, as long as it is never scheduled. */
    if (access(path, R_OK) == -1 && errno == EACCES)
        return true;
    if (!slurp(path, buf, sizeof buf) ||
        sscanf(buf, "%ld %lx %lx %lx %lx %lx", &c.number, &c.arg[0],
               &c.arg[1], &c.arg[2], &c.arg[3], &c.arg[4]) < 6)
        return false;
    const char *name = NULL;
    enum wait_kind kind = classify(&c, &name);
    if (kind == UNTIMED)
        *waits = true;
    size_t used = strlen(w->why);
    if (kind >= SIGNAL_ONLY && used + 120 < sizeof w->why) {
        bool fd = strcmp(name, "read") == 0 || strcmp(name, "write") == 0;
        snprintf(w->why + used, sizeof w->why - used, "%sprocess %d in %s",
                 used > 0 ? ", " : "", (int)pid, name);
        used = strlen(w->why);
        if (fd)
            snprintf(w->why + used, sizeof w->why - used,
                     " on descriptor %lu", c.arg[0]);
    }
    return kind >= SIGNAL_ONLY;
}

/* A sanitizer has a thread of its own that sleeps and looks, sleeps and
 * looks, for as long as the process lives.  It blocks every signal but
 * those of a fault, as no program's thread does, and nobody waits for it.
 */
static const unsigned long sanitizers_signals = 0xfffffffe7ffbfeff;

/* All threads of one process; false if one of them can move by itself. */
static bool
process_blocked(pid_t pid, struct box_watch *w, bool *waits)
{
    char dir[64];
    snprintf(dir, sizeof dir, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(dir);
    bool blocked = true;
    for (struct dirent *d; tasks != NULL && (d = readdir(tasks)) != NULL;) {
        if (d->d_name[0] == '.')
            continue;
        char thread[PATH_LENGTH - 16];
        snprintf(thread, sizeof thread, "%s/%.32s", dir, d->d_name);
        unsigned long signals, moves = switches(thread, &signals);
        if (signals == sanitizers_signals && atoi(d->d_name) != pid)
            continue;
        w->moves = w->moves * 31 + moves;
        w->waited += seconds_in_queue(thread);
        if (blocked || !w->runnable)
            blocked = thread_blocked(thread, pid, w, waits) && blocked;
    }
    if (tasks != NULL)
        closedir(tasks);
    return blocked;
}

/* The box's own processes come first: bubblewrap's two and the warden.  A
 * learner's process may give itself the same name, but never that place. */
static bool
is_called(pid_t pid, const char *line)
{
    char path[64], name[64];
    snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
    slurp(path, name, sizeof name);
    return strcmp(name, line) == 0;
}

static bool
is_ours(pid_t pid)
{
    return is_called(pid, "bwrap\n") || is_called(pid, "warden\n");
}

/* All of one process, but a keeper (see probe_keeper.h) is no reason for a
 * hang: it always waits for its runner. */
static bool
look_at_process(pid_t pid, struct box_watch *w, bool *waits)
{
    bool ignored = false, keeper = is_called(pid, "keeper\n");
    size_t used = strlen(w->why);
    bool blocked = process_blocked(pid, w, keeper ? &ignored : waits);
    if (keeper)
        w->why[used] = '\0';
    return blocked;
}

void
box_watch_sample(struct box_watch *w)
{
    static _Thread_local pid_t pids[MAX_PROCESSES];
    size_t n = box_descendants(w->root, pids, MAX_PROCESSES);
    long page_kb = sysconf(_SC_PAGESIZE) / 1024;
    double tick = 1.0 / (double)sysconf(_SC_CLK_TCK), cpu = 0;
    bool blocked = true, waits = false;
    w->runnable = false;
    w->waited = 0;
    w->rss_kb = 0;
    w->processes = 0;
    w->moves = n;
    w->why[0] = '\0';
    size_t ours = 0;
    for (size_t i = 0; i < n; i++) {
        char path[64], state;
        unsigned long ticks;
        long pages;
        snprintf(path, sizeof path, "/proc/%d/stat", (int)pids[i]);
        if (!read_stat(path, &state, &ticks, &pages))
            continue;
        if (i == ours && i < w->own && is_ours(pids[i])) {
            ours++;
            continue;
        }
        w->processes++;
        w->rss_kb += pages * page_kb;
        cpu += (double)ticks * tick;
        blocked = look_at_process(pids[i], w, &waits) && blocked;
    }
    w->cpu_now = cpu;
    if (cpu > w->cpu_seconds)
        w->cpu_seconds = cpu;
    w->blocked = blocked && waits && w->processes > 0;
}

bool
box_watch_files(const struct box_watch *w)
{
    static const char *const folders[] = {"root/tmp", "root/work",
                                          "root/dev/shm"};
    enum { MOST_FILES = 20000, MOST_LOOKS = 16 };
    pid_t pids[MOST_LOOKS];
    size_t n = box_descendants(w->root, pids, MOST_LOOKS);
    fsfilcnt_t files = 0;
    for (size_t i = w->own - 1; i < n && files == 0; i++)
        for (size_t k = 0; k < 3; k++) {
            char path[64];
            struct statvfs s;
            snprintf(path, sizeof path, "/proc/%d/%s", (int)pids[i],
                     folders[k]);
            if (statvfs(path, &s) == 0)
                files += s.f_files - s.f_ffree;
        }
    return files > MOST_FILES;
}
