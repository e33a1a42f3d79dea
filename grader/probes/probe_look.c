/* probe_look.c - what the kernel tells the keeper about a process. */
#define _GNU_SOURCE
#include "probe_keeper.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
count_entries(const char *path)
{
    int n = 0;
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    if (d != NULL)
        closedir(d);
    return n;
}

/* The shared mappings of a process: start addresses and, unless `bytes` is
 * null, sizes. */
static int
shared_mappings(pid_t pid, uint64_t *start, uint64_t *bytes, int most)
{
    int n = 0;
    unsigned long low, high;
    char path[64], line[512], mode[8];
    snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
    FILE *f = fopen(path, "re");
    while (f != NULL && n < most && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%lx-%lx %7s", &low, &high, mode) == 3 &&
            mode[3] == 's') {
            start[n] = low;
            if (bytes != NULL)
                bytes[n] = high - low;
            n++;
        }
    if (f != NULL)
        fclose(f);
    return n;
}

int
look_shared(pid_t pid, uint64_t *start, int most)
{
    return shared_mappings(pid, start, NULL, most);
}

/* Touched pages of shared memory that is not among the known. */
int
look_shared_pages(pid_t pid, const uint64_t *known, int n)
{
    enum { MOST_BYTES = 1 << 20 };
    uint64_t start[MAX_SHARED], bytes[MAX_SHARED];
    int all = shared_mappings(pid, start, bytes, MAX_SHARED), touched = 0;
    for (int i = 0; i < all; i++) {
        bool old = false;
        for (int j = 0; j < n; j++)
            old = old || known[j] == start[i];
        if (!old)
            touched += look_pages(pid, start[i],
                                  bytes[i] < MOST_BYTES ? (size_t)bytes[i]
                                                        : MOST_BYTES);
    }
    return touched;
}

/* Names that this user has in a folder of shared memory or of files. */
static int
count_own(const char *folder)
{
    int n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        struct stat st;
        n += e->d_name[0] != '.' &&
             fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
             st.st_uid == geteuid();
    }
    if (d != NULL)
        closedir(d);
    return n;
}

/* System V objects that this user has made.  The lines differ between the
 * three kinds; the creator's user stands in column `column`. */
static int
count_sysv(const char *path, int column)
{
    int n = 0;
    char line[512];
    FILE *f = fopen(path, "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        char *save = NULL, *word = strtok_r(line, " \n", &save);
        for (int i = 0; i < column && word != NULL; i++)
            word = strtok_r(NULL, " \n", &save);
        n += word != NULL && *word >= '0' && *word <= '9' &&
             (uid_t)strtoul(word, NULL, 10) == geteuid();
    }
    if (f != NULL)
        fclose(f);
    return n;
}

void
look_state(pid_t pid, struct state *s)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    s->descriptors = count_entries(path);
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    s->threads = count_entries(path);
    uint64_t start[1024];
    s->mappings = look_shared(pid, start, 1024);
    s->names = count_own("/dev/shm") + count_own("/dev/mqueue");
    s->sysv = count_sysv("/proc/sysvipc/shm", 9) +
              count_sysv("/proc/sysvipc/sem", 6) +
              count_sysv("/proc/sysvipc/msg", 9);
}

void
look_pipe(pid_t pid, char *text, size_t size)
{
    for (int fd = 3; fd < 1024; fd++) {
        char path[64], target[100];
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, fd);
        ssize_t n = readlink(path, target, sizeof target - 1);
        if (n > 0 && strncmp(target, "pipe:", 5) == 0)
            snprintf(text, size, "such as descriptor %d, a pipe", fd);
    }
}

int
look_tasks(pid_t pid, pid_t *out, int most)
{
    char path[64];
    int n = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.' && n < most)
            out[n++] = atoi(e->d_name);
    if (d != NULL)
        closedir(d);
    return n;
}

int
look_children(pid_t pid, pid_t *out, int most)
{
    enum { MAX_TASKS = 1024 };
    pid_t task[MAX_TASKS];
    int n = 0, tasks = look_tasks(pid, task, MAX_TASKS);
    for (int i = 0; i < tasks; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid,
                 (int)task[i]);
        FILE *f = fopen(path, "re");
        for (int child; f != NULL && fscanf(f, "%d", &child) == 1;)
            if (n < most)
                out[n++] = child;
        if (f != NULL)
            fclose(f);
    }
    return n;
}

bool
look_ended(pid_t pid)
{
    char path[64], line[256], state = 'Z';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "re");
    if (f != NULL && fgets(line, sizeof line, f) != NULL) {
        char *p = strrchr(line, ')');
        if (p != NULL)
            sscanf(p + 1, " %c", &state);
    }
    if (f != NULL)
        fclose(f);
    return state == 'Z' || state == 'X';
}

/* The process that a thread belongs to. */
pid_t
look_group(pid_t tid)
{
    char path[64], line[256];
    int group = tid;
    snprintf(path, sizeof path, "/proc/%d/status", (int)tid);
    FILE *f = fopen(path, "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "Tgid: %d", &group) == 1)
            break;
    if (f != NULL)
        fclose(f);
    return group;
}

/* Processor time of one thread, in nanoseconds; -1 where the kernel does
 * not tell. */
int64_t
look_cpu_ns(pid_t pid, pid_t tid)
{
    char path[64];
    long long ns = -1;
    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", (int)pid,
             (int)tid);
    FILE *f = fopen(path, "re");
    if (f != NULL && fscanf(f, "%lld", &ns) != 1)
        ns = -1;
    if (f != NULL)
        fclose(f);
    return ns;
}

/* How many of these pages the process has touched.  Pages of shared memory
 * are not handed on by fork: each process finds them by touching them. */
int
look_pages(pid_t pid, uint64_t address, size_t bytes)
{
    char path[64];
    int n = 0;
    snprintf(path, sizeof path, "/proc/%d/pagemap", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), entry;
    for (uint64_t at = address; fd >= 0 && at < address + bytes; at += page)
        if (pread(fd, &entry, sizeof entry,
                  (off_t)(at / page * sizeof entry)) == sizeof entry)
            n += (int)(entry >> 63);
    if (fd < 0)
        return -1;
    close(fd);
    return n;
}
