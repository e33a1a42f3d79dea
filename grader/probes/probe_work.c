/*
 * probe_work.c - the work counter and the rendezvous.
 *
 * Whether work was shared is decided by counting it, and whether workers ran
 * together by a meeting inside pi_hits; never by a clock.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "darts.h"

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CALLS = 4096, MAX_WORKERS = 256, STILL = 25 };

struct work {
    atomic_int par_u64_calls, calls, inside, most_inside, workers;
    int expected;
    bool on;
    int id[MAX_WORKERS]; /* thread ids; [0] is the one that started it */
    int64_t call[MAX_CALLS][4];
};

static struct work *work; /* in memory that children share */
static void *page;

int64_t __real_pi_hits(uint64_t seed, int64_t first, int64_t last);
int64_t __wrap_pi_hits(uint64_t seed, int64_t first, int64_t last);

static void *
share(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) {
        perror("probe: mmap");
        _exit(120);
    }
    return p;
}

/* Before the first case, so that it does not look like a leak. */
__attribute__((constructor)) static void
share_early(void)
{
    work = share(sizeof *work);
    page = share(1 << 16);
}

void *
shared_page(void)
{
    return page;
}

void
work_start(int workers_expected)
{
    memset(work, 0, sizeof *work);
    memset(page, 0, 1 << 16);
    work->expected = workers_expected;
    work->id[0] = (int)syscall(SYS_gettid);
    work->workers = 1;
    work->on = true;
}

void
work_stop(void)
{
    work->on = false;
}

void
work_say(void)
{
    int n = work->calls < MAX_CALLS ? work->calls : MAX_CALLS;
    say_i64(work->most_inside);
    say_i64s(&work->call[0][0], 4 * (size_t)n);
}

/* Small number of this thread or process; 0 is the caller's own. */
static int
worker_number(void)
{
    int me = (int)syscall(SYS_gettid);
    for (int i = 0; i < work->workers && i < MAX_WORKERS; i++)
        if (work->id[i] == me)
            return i;
    int i = atomic_fetch_add(&work->workers, 1);
    if (i < MAX_WORKERS)
        work->id[i] = me;
    return i;
}

/* Adds up, over all threads of this process and of its parent's family, how
 * often each was scheduled; counts those that could run now. */
static unsigned long
family_moves(pid_t pid, int *awake)
{
    char path[128], line[256];
    unsigned long moves = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.'
            || atoi(e->d_name) == (int)syscall(SYS_gettid))
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/status", (int)pid,
                 e->d_name);
        FILE *f = fopen(path, "re");
        char state = 'S';
        unsigned long n;
        while (f != NULL && fgets(line, sizeof line, f) != NULL) {
            sscanf(line, "State: %c", &state);
            if (sscanf(line, "voluntary_ctxt_switches: %lu", &n) == 1
                || sscanf(line, "nonvoluntary_ctxt_switches: %lu", &n) == 1)
                moves += n;
        }
        if (f != NULL)
            fclose(f);
        *awake += state == 'R' || state == 'D';
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/children", (int)pid,
                 e->d_name);
        f = fopen(path, "re");
        for (int child; f != NULL && fscanf(f, "%d", &child) == 1;)
            moves += 1000003UL + family_moves(child, awake);
        if (f != NULL)
            fclose(f);
    }
    if (d != NULL)
        closedir(d);
    return moves;
}

/* The process that asked is our parent in fork exercises, ourselves in
 * thread exercises; the family beneath it holds every worker. */
static pid_t
family_root(void)
{
    return getpid() == work->id[0] ? getpid() : (pid_t)work->id[0];
}

bool
wait_for(volatile int *counter, int goal)
{
    unsigned long last = 0;
    for (int still = 0; still < STILL;) {
        if (*counter >= goal)
            return true;
        int awake = 0;
        unsigned long moves = family_moves(family_root(), &awake);
        still = awake == 0 && moves == last ? still + 1 : 0;
        last = moves;
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    return *counter >= goal;
}

/* As wait_for, but others that wait here do not count as moving. */
static void
meet(void)
{
    unsigned long calm = 0;
    int seen = atomic_load(&work->inside);
    while (atomic_load(&work->most_inside) < work->expected
           && calm < STILL) {
        int awake = 0;
        family_moves(family_root(), &awake);
        int inside = atomic_load(&work->inside);
        calm = awake == 0 && inside == seen ? calm + 1 : 0;
        seen = inside;
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

int64_t
__wrap_pi_hits(uint64_t seed, int64_t first, int64_t last)
{
    if (!work->on)
        return __real_pi_hits(seed, first, last);
    int call = atomic_fetch_add(&work->calls, 1);
    int me = worker_number();
    if (call < MAX_CALLS) {
        int64_t entry[4] = {me, (int64_t)seed, first, last};
        memcpy(work->call[call], entry, sizeof entry);
    }
    int now = atomic_fetch_add(&work->inside, 1) + 1;
    int most = atomic_load(&work->most_inside);
    while (now > most
           && !atomic_compare_exchange_weak(&work->most_inside, &most, now))
        continue;
    if (call < work->expected)
        meet();
    int64_t hits = __real_pi_hits(seed, first, last);
    atomic_fetch_sub(&work->inside, 1);
    return hits;
}

uint64_t __real_par_u64(uint64_t seed, uint64_t i);
uint64_t __wrap_par_u64(uint64_t seed, uint64_t i);

uint64_t
__wrap_par_u64(uint64_t seed, uint64_t i)
{
    atomic_fetch_add(&work->par_u64_calls, 1);
    return __real_par_u64(seed, i);
}

int64_t
work_par_u64_calls(void)
{
    return work->par_u64_calls;
}
