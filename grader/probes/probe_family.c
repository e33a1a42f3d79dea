/*
 * probe_family.c - the processes and threads an answer has started: who can
 * move, who was born, and children held at birth so that luck decides
 * nothing.
 *
 * A child held at birth sleeps inside fork until the one that made it waits
 * for something.  Then the keeper lets the children go one after the other,
 * in the order of their birth.  A right program cannot tell: the kernel may
 * schedule it like that.  A wrong one that reads before it waits, or waits
 * for one child only, is wrong every time.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_family.h"
#include "probe_keeper.h"

#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { CALM = 8, MAX_SAMPLES = 5000 };

struct family *family;
struct mail *mail;
static int my_birth, my_place; /* of the own, of all */

void *
share_memory(size_t bytes)
{
    /* Past the C library: the race runtime stands before its mmap, and what
     * the harness shares with itself is not the answer's to order. */
    void *p = (void *)syscall(SYS_mmap, NULL, bytes, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0L);
    if (p == MAP_FAILED) {
        perror("probe: mmap");
        _exit(120);
    }
    return p;
}

int
thread_id(void)
{
    return (int)syscall(SYS_gettid);
}

void
pause_us(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

/* --- who can move ------------------------------------------------------
 */

static bool
waits_here(int tid)
{
    for (int i = 0; i < MAX_WAITERS; i++)
        if (atomic_load(&family->waiter[i]) == tid)
            return true;
    return false;
}

void
wait_here(bool begin)
{
    int me = thread_id();
    for (int i = 0; i < MAX_WAITERS; i++) {
        int expected = begin ? 0 : me;
        if (atomic_compare_exchange_strong(&family->waiter[i], &expected,
                                           begin ? me : 0))
            return;
    }
}

/* ThreadSanitizer's own thread sleeps and wakes all the time. */
__attribute__((weak)) void __tsan_acquire(void *p);

/* A thread that sleeps for some time will move by itself, however long that
 * takes: only the others are calm. */
static bool
sleeps_for_a_while(int pid, const char *tid)
{
    char path[128];
    long call = -1;
    snprintf(path, sizeof path, "/proc/%d/task/%.16s/syscall", pid, tid);
    FILE *f = __tsan_acquire == NULL ? fopen(path, "re") : NULL;
    if (f != NULL && fscanf(f, "%ld", &call) != 1)
        call = -1;
    if (f != NULL)
        fclose(f);
    return call == SYS_nanosleep || call == SYS_clock_nanosleep;
}

/* One thread of /proc: adds its switches to *moves, true if it can run. */
static bool
look_at(int pid, const char *tid, unsigned long *moves)
{
    char path[128], line[256], state = 'S';
    unsigned long n;
    snprintf(path, sizeof path, "/proc/%d/task/%.16s/status", pid, tid);
    FILE *f = fopen(path, "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        sscanf(line, "State: %c", &state);
        if (sscanf(line, "voluntary_ctxt_switches: %lu", &n) == 1 ||
            sscanf(line, "nonvoluntary_ctxt_switches: %lu", &n) == 1)
            *moves += n;
    }
    if (f != NULL)
        fclose(f);
    return state == 'R' || state == 'D' || sleeps_for_a_while(pid, tid);
}

static int
awake_beneath(int pid, unsigned long *moves)
{
    char path[128];
    int awake = 0;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.')
            continue;
        *moves += 1000003UL; /* births and deaths are moves too */
        if (!waits_here(atoi(e->d_name)))
            awake += look_at(pid, e->d_name, moves);
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/children", pid,
                 e->d_name);
        FILE *f = fopen(path, "re");
        for (int child; f != NULL && fscanf(f, "%d", &child) == 1;)
            awake += awake_beneath(child, moves);
        if (f != NULL)
            fclose(f);
    }
    if (d != NULL)
        closedir(d);
    return awake;
}

void
calm_begin(struct calm *c)
{
    *c = (struct calm){0};
    wait_here(true);
}

/* To be called once a millisecond.  True when everybody beneath `root` has
 * been asleep, without being scheduled once, for some milliseconds; or,
 * should one of them spin for ever, after very many looks. */
bool
calm_look(struct calm *c, int root)
{
    unsigned long moves = 0;
    int awake = awake_beneath(root, &moves);
    c->samples = awake == 0 && moves == c->moves ? c->samples + 1 : 0;
    c->moves = moves;
    return c->samples >= CALM || ++c->looks >= MAX_SAMPLES;
}

/* Sleeps a millisecond; are all others of the family calm? */
bool
calm_now(struct calm *c)
{
    pause_us(1000);
    return calm_look(c, family->owner);
}

/* The same for the race runtime, which is linked beside the harness: a
 * thread that it holds is not to count. */
void __wrap_probe_calm_begin(struct calm *c);
void __wrap_probe_calm_end(void);

void
__wrap_probe_calm_begin(struct calm *c)
{
    calm_begin(c);
}

void
__wrap_probe_calm_end(void)
{
    calm_end();
}

void
calm_end(void)
{
    wait_here(false);
}

bool
wait_for(volatile int *counter, int goal)
{
    struct calm c;
    calm_begin(&c);
    while (*counter < goal && !calm_now(&c))
        continue;
    calm_end();
    return *counter >= goal;
}

/* --- births ------------------------------------------------------------
 */

/* Only the owner's own children are held, or let go ahead: theirs would
 * have to wait for one another. */
static void
before_fork(void)
{
    my_birth = (int)getpid() == family->owner
                   ? atomic_fetch_add(&family->own, 1)
                   : MAX_BIRTHS;
    my_place = atomic_fetch_add(&family->all, 1);
}

static void
in_child(void)
{
    if (family->dies > 0 && my_place == family->dies - 1)
        kill(getpid(), SIGKILL);
    if (atomic_load(&family->hold) == HELD && my_birth < MAX_BIRTHS)
        keep(KEEP_HELD, my_birth, 0, 0);
}

static void
in_creator(void)
{
    if (atomic_load(&family->hold) == AHEAD &&
        (int)getpid() == family->owner)
        keep(KEEP_AHEAD, 0, 0, 0);
}

void
family_start(enum births births)
{
    memset(family, 0, sizeof *family);
    family->owner = (int)getpid();
    atomic_store(&family->hold, births);
}

void
family_stop(void)
{
    atomic_store(&family->hold, FREE);
}

/* --- threads: made, and joined or let go -------------------------------
 */

int __real_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*f)(void *), void *arg);
int __real_pthread_join(pthread_t t, void **result);
int __real_pthread_detach(pthread_t t);
int __real_pthread_tryjoin_np(pthread_t t, void **result);
int __real_pthread_timedjoin_np(pthread_t t, void **result,
                                const struct timespec *until);
int __wrap_pthread_tryjoin_np(pthread_t t, void **result);
int __wrap_pthread_timedjoin_np(pthread_t t, void **result,
                                const struct timespec *until);
int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*f)(void *), void *arg);
int __wrap_pthread_join(pthread_t t, void **result);
int __wrap_pthread_detach(pthread_t t);

int
__wrap_pthread_create(pthread_t *t, const pthread_attr_t *a,
                      void *(*f)(void *), void *arg)
{
    /* Counted before it is there: it may be asleep when this returns. */
    atomic_fetch_add(&family->threads, 1);
    int error = __real_pthread_create(t, a, f, arg);
    if (error != 0)
        atomic_fetch_sub(&family->threads, 1);
    int now = family_unjoined(), most = atomic_load(&family->most);
    while (now > most &&
           !atomic_compare_exchange_weak(&family->most, &most, now))
        continue;
    return error;
}

static int
joined(int error)
{
    if (error == 0)
        atomic_fetch_add(&family->joined, 1);
    return error;
}

int
__wrap_pthread_join(pthread_t t, void **result)
{
    return joined(__real_pthread_join(t, result));
}

int
__wrap_pthread_tryjoin_np(pthread_t t, void **result)
{
    return joined(__real_pthread_tryjoin_np(t, result));
}

int
__wrap_pthread_timedjoin_np(pthread_t t, void **result,
                            const struct timespec *until)
{
    return joined(__real_pthread_timedjoin_np(t, result, until));
}

int
__wrap_pthread_detach(pthread_t t)
{
    int error = __real_pthread_detach(t);
    if (error == 0)
        atomic_fetch_add(&family->detached, 1);
    return error;
}

int
family_joined(void)
{
    return atomic_load(&family->joined);
}

int
family_together(void)
{
    return atomic_load(&family->most);
}

int
family_unjoined(void)
{
    return atomic_load(&family->threads) - atomic_load(&family->joined) -
           atomic_load(&family->detached);
}

/* Before the first case, so that none of it looks like a leak. */
__attribute__((constructor)) static void
family_early(void)
{
    family = share_memory(sizeof *family);
    mail = share_memory(sizeof *mail);
    pthread_atfork(before_fork, in_creator, in_child);
}
