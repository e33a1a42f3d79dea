/* cell.c - see cell.h. */
#define _GNU_SOURCE
#include "cell.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const empty_folders[] = {"/tmp", "/var/tmp", "/dev/shm"};
static struct cell_result found; /* nftw has no argument for it */

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Adds to `what`; the first names are enough. */
static void
note(const char *format, ...)
{
    size_t used = strlen(found.what);
    va_list ap;
    va_start(ap, format);
    if (used < sizeof found.what - 1)
        vsnprintf(found.what + used, sizeof found.what - used, format, ap);
    va_end(ap);
}

/* --- what is left ------------------------------------------------------
 */

static int
count_file(const char *path, const struct stat *st, int kind,
           struct FTW *place)
{
    (void)st, (void)kind;
    if (place->level > 0 && found.files++ < 4)
        note(" %s", path);
    return 0;
}

/* The first process of the cell is this one: every other is a survivor,
 * unless it has ended and nobody has asked for its status yet. */
static void
count_processes(void)
{
    DIR *proc = opendir("/proc");
    for (struct dirent *d; proc != NULL && (d = readdir(proc)) != NULL;) {
        char path[64], line[256] = "";
        if (!isdigit((unsigned char)d->d_name[0]) ||
            strcmp(d->d_name, "1") == 0)
            continue;
        snprintf(path, sizeof path, "/proc/%.20s/stat", d->d_name);
        FILE *f = fopen(path, "r");
        if (f == NULL || fgets(line, sizeof line, f) == NULL)
            line[0] = '\0';
        if (f != NULL)
            fclose(f);
        const char *state = strrchr(line, ')');
        if (state == NULL || strchr("ZX", state[2]) != NULL)
            continue;
        if (found.survivors++ < 4)
            note(" process %.40s", line);
    }
    if (proc != NULL)
        closedir(proc);
}

static void
count_ipc(void)
{
    static const char *const lists[] = {"shm", "msg", "sem"};
    for (size_t i = 0; i < 3; i++) {
        char path[64], line[512];
        snprintf(path, sizeof path, "/proc/sysvipc/%s", lists[i]);
        FILE *f = fopen(path, "r");
        int lines = 0;
        while (f != NULL && fgets(line, sizeof line, f) != NULL)
            lines++;
        if (f != NULL)
            fclose(f);
        if (lines > 1) {
            found.ipc += lines - 1; /* the first names the columns */
            note(" %d of System V %s", lines - 1, lists[i]);
        }
    }
}

/* --- inside ------------------------------------------------------------
 */

static bool
mounted(const char *from, const char *at, const char *type,
        unsigned long flags, const char *data)
{
    if (mount(from, at, type, flags, data) == 0)
        return true;
    note("cannot mount %s on %s: %s", type != NULL ? type : from, at,
         strerror(errno));
    return false;
}

static bool
furnish(const struct cell_request *q)
{
    char path[64];
    int folder = open(q->folder, O_PATH | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/self/fd/%d", folder);
    if (!mounted("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
        !mounted(path, "/mnt", NULL, MS_BIND, NULL) ||
        !mounted("proc", "/proc", "proc", 0, NULL))
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!mounted("none", empty_folders[i], "tmpfs", MS_NOSUID,
                     "mode=1777,size=512m"))
            return false;
    return true;
}

static pid_t
start(const struct cell_request *q, char *const *argv)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    setsid();
    int out = open(q->log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    int null = open("/dev/null", O_RDONLY);
    if (out < 0 || null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 ||
        dup2(out, 2) < 0)
        _exit(125);
    close_range(3, ~0U, 0);
    if (q->uid != 0 &&
        (setgroups(0, NULL) | setresgid(q->uid, q->uid, q->uid) |
         setresuid(q->uid, q->uid, q->uid)) != 0)
        _exit(125);
    if (chdir(q->directory) == 0)
        execvp(argv[0], argv);
    _exit(125);
}

/* Waits for one process and reaps whatever else ends meanwhile. */
static int
finish(pid_t pid, double until)
{
    int status;
    for (pid_t ended; now() < until;) {
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
            if (ended == pid)
                return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    note(" it was still running and was killed;");
    return -1;
}

/* The first process of the cell: when it ends all of the cell ends. */
static void
inside(const struct cell_request *q, int report)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    found = (struct cell_result){.status = -1};
    if (!furnish(q)) {
        found.status = -2;
    } else {
        double started = now();
        pid_t first = 0;
        if (q->prepare != NULL) {
            first = start(q, q->prepare);
            finish(first, started + 60);
            started = now();
        }
        pid_t pid = start(q, q->argv);
        found.status = finish(pid, started + q->seconds);
        found.seconds = now() - started;
        if (first > 0 && kill(-first, SIGKILL) == 0)
            usleep(20000);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue;
        count_processes();
        for (size_t i = 0; i < 3; i++)
            nftw(empty_folders[i], count_file, 16, FTW_PHYS);
        count_ipc();
    }
    _exit(write(report, &found, sizeof found) == sizeof found ? 0 : 1);
}

/* --- outside -----------------------------------------------------------
 */

static void
put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0 && write(fd, text, strlen(text)) == -1)
        perror(path);
    if (fd >= 0)
        close(fd);
}

/* A user who is not root needs a user namespace to be allowed the others;
 * in it he stays who he is. */
static bool
leave_machine(void)
{
    uid_t uid = geteuid();
    gid_t gid = getegid();
    int flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC;
    if (unshare(flags | (uid != 0 ? CLONE_NEWUSER : 0)) == -1)
        return false;
    if (uid != 0) {
        char map[64];
        put("/proc/self/setgroups", "deny");
        snprintf(map, sizeof map, "%u %u 1", uid, uid);
        put("/proc/self/uid_map", map);
        snprintf(map, sizeof map, "%u %u 1", gid, gid);
        put("/proc/self/gid_map", map);
    }
    return true;
}

bool
cell_run(const struct cell_request *q, struct cell_result *r)
{
    int report[2];
    *r = (struct cell_result){.status = -2};
    if (pipe2(report, O_CLOEXEC) == -1)
        return false;
    fflush(NULL);
    pid_t outer = fork();
    if (outer == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (!leave_machine()) {
            note("no namespaces: %s", strerror(errno));
            found.status = -2;
            _exit(write(report[1], &found, sizeof found) < 0);
        }
        pid_t pid = fork();
        if (pid == 0)
            inside(q, report[1]);
        close(report[1]);
        waitpid(pid, NULL, 0);
        _exit(0);
    }
    close(report[1]);
    ssize_t n = read(report[0], r, sizeof *r);
    close(report[0]);
    waitpid(outer, NULL, 0);
    if (n != sizeof *r)
        snprintf(r->what, sizeof r->what,
                 "the cell ended without a report");
    return n == sizeof *r && r->status != -2;
}
