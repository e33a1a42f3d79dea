/* watch.c - the files a watched program writes, and when it hangs. */
#define _GNU_SOURCE
#include "observe_threads.h"

#include "../../src/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int
new_file(char *path, size_t size, const char *name)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%.30s/%s-XXXXXX", folder ? folder : "/tmp", name);
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        fchmod(fd, 0666);
    return fd;
}

bool
watch_open(struct watch *w)
{
    memset(w, 0, sizeof *w);
    w->pids_are_ours = true;
    int races = new_file(w->race_path, sizeof w->race_path, "races");
    int fd = new_file(w->table_path, sizeof w->table_path, "threads");
    void *p = MAP_FAILED;
    if (races >= 0)
        close(races);
    if (races >= 0 && fd >= 0 && ftruncate(fd, sizeof *w->table) == 0)
        p = mmap(NULL, sizeof *w->table, PROT_READ | PROT_WRITE, MAP_SHARED,
                 fd, 0);
    if (fd >= 0)
        close(fd);
    if (p == MAP_FAILED) {
        unlink(w->race_path);
        unlink(w->table_path);
        return false;
    }
    w->table = p;
    return true;
}

void
watch_close(struct watch *w)
{
    munmap(w->table, sizeof *w->table);
    unlink(w->table_path);
    unlink(w->race_path);
    places_free(&w->places);
    faults_free(&w->faults);
}

void
watch_environment(const struct watch *w, const char *library)
{
    const char *others = getenv("LD_PRELOAD");
    char *all = str_format("%s%s%s", library, others ? ":" : "",
                           others ? others : "");
    setenv("LD_PRELOAD", all, 1);
    setenv(TABLE_VARIABLE, w->table_path, 1);
    setenv("RACE_REPORT", w->race_path, 1);
    free(all);
}

/* The file of the program, as long as it runs. */
static void
find_program(struct watch *w)
{
    char path[64];
    if (w->places.program[0] != '\0' || w->table->threads == 0)
        return;
    snprintf(path, sizeof path, "/proc/%d/exe", w->table->thread[0].pid);
    ssize_t n =
        readlink(path, w->places.program, sizeof w->places.program - 1);
    w->places.program[n > 0 ? n : 0] = '\0';
}

/* Who was killed could not write that it ended. */
static void
bury(struct watch *w)
{
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *t = &w->table->thread[i];
        char path[64], line[256] = "";
        if (t->pid == 0)
            continue; /* not yet born */
        snprintf(path, sizeof path, "/proc/%d/stat", t->pid);
        FILE *f = t->ended ? NULL : fopen(path, "re");
        const char *state = NULL;
        if (f != NULL && fgets(line, sizeof line, f) != NULL)
            state = strrchr(line, ')');
        if (f != NULL)
            fclose(f);
        if (state == NULL || strchr("ZX", state[2]) != NULL)
            t->ended = 1;
    }
}

/* Is descriptor `fd` of this process one of the observer's own three?  Who
 * is at its other end is no part of the program. */
static bool
leads_outside(pid_t pid, unsigned long fd)
{
    char path[64];
    struct stat its, mine;
    snprintf(path, sizeof path, "/proc/%d/fd/%lu", (int)pid, fd);
    if (stat(path, &its) != 0)
        return false;
    for (int k = 0; k < 3; k++)
        if (fstat(k, &mine) == 0 && its.st_dev == mine.st_dev &&
            its.st_ino == mine.st_ino)
            return true;
    return false;
}

/* Does one of its threads read what is typed, or write what is read? */
static bool
waits_for_outside(pid_t pid)
{
    char path[300], line[200];
    bool outside = false;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        long number = -1;
        unsigned long fd = 0;
        snprintf(path, sizeof path, "/proc/%d/task/%s/syscall", (int)pid,
                 e->d_name);
        FILE *f = e->d_name[0] == '.' ? NULL : fopen(path, "re");
        if (f != NULL && fgets(line, sizeof line, f) != NULL &&
            sscanf(line, "%ld %lx", &number, &fd) == 2 &&
            (number == SYS_read || number == SYS_write))
            outside = outside || leads_outside(pid, fd);
        if (f != NULL)
            fclose(f);
    }
    if (d != NULL)
        closedir(d);
    return outside;
}

static bool
somebody_waits_for_outside(pid_t root)
{
    static pid_t pids[1024];
    size_t n = box_descendants(root, pids, 1024);
    for (size_t i = 0; i < n; i++)
        if (waits_for_outside(pids[i]))
            return true;
    return false;
}

bool
watch_hang(struct watch *w, pid_t root)
{
    int before = w->faults.n;
    if (!w->table->ready)
        return false;
    find_program(w);
    w->box.root = root;
    box_watch_sample(&w->box);
    bool still = w->box.blocked && w->blocked_before &&
                 w->box.moves == w->last_moves;
    w->blocked_before = w->box.blocked;
    w->last_moves = w->box.moves;
    if (still && !somebody_waits_for_outside(root)) {
        bury(w);
        explain_hang(w);
    } else
        explain_cycle(w, false);
    w->hung = w->faults.n > before;
    if (w->hung)
        explain_waits(w);
    return w->hung;
}

void
watch_ended(struct watch *w, pid_t pid, int status)
{
    for (int i = 0; i < w->table->threads && WIFSIGNALED(status); i++)
        if (w->table->thread[i].pid == pid)
            w->table->thread[i].killed = WTERMSIG(status);
}

/* This process is the subreaper: what the program had not waited for is its
 * child now. */
void
watch_inherit(struct watch *w)
{
    static pid_t pids[1024];
    int most = (int)(sizeof w->left / sizeof *w->left);
    pid_t pid;
    /* A child that is just ending is given the time for it. */
    for (int naps = 0; naps < 20 && w->nleft < most; naps++) {
        int status;
        while ((pid = waitpid(-1, &status, WNOHANG)) > 0 &&
               w->nleft < most) {
            watch_ended(w, pid, status);
            w->left[w->nleft++].pid = pid;
        }
        if (pid == -1)
            break; /* no more of them */
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000}, NULL);
    }
    size_t n = box_descendants(getpid(), pids, 1024);
    for (size_t i = 1; i < n; i++) {
        kill(pids[i], SIGKILL);
        if (w->nleft < most) {
            w->left[w->nleft].pid = pids[i];
            w->left[w->nleft++].alive = true;
        }
    }
    while (waitpid(-1, NULL, 0) > 0)
        continue;
}

void
watch_end(struct watch *w, bool by_itself)
{
    char *records = str_read_file(w->race_path, 1 << 20, NULL);
    struct faults hang = w->faults;
    if (records != NULL) {
        /* A race comes before the hang that it may have caused. */
        w->faults.n = 0;
        explain_races(w, records);
        for (int i = 0; i < hang.n && w->faults.n < MAX_FAULTS; i++)
            w->faults.list[w->faults.n++] = hang.list[i];
    }
    free(records);
    if (!w->table->ready || w->hung)
        return;
    explain_notes(w);
    if (w->faults.n == 0)
        explain_mistakes(w);
    if (w->faults.n == 0)
        explain_order(w);
    if (w->faults.n == 0 && by_itself)
        explain_leaks(w);
}
