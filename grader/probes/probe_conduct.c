/* probe_conduct.c - see probe_conduct.h */
#define _GNU_SOURCE
#include "probe_conduct.h"
#include "probe.h"
#include "probe_family.h"
#include "probe_sleep.h"

#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>

int __real_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*f)(void *), void *arg);
int __real_pthread_join(pthread_t t, void **result);
int __real_sem_wait(sem_t *s);
int __real_sem_post(sem_t *s);

enum { QUIT = -1, MAX_DONE = 4096 };

struct actor {
    struct stage *stage;
    pthread_t thread;
    sem_t told;
    int number, op;
    int64_t value;
    atomic_bool busy;
};

struct stage {
    struct actor actor[ACTORS];
    int done[MAX_DONE], ndone, taken;
    int64_t result[MAX_DONE];
};

static struct stage *_Atomic stage; /* NULL: nobody acts */
static bool spoiled;

/* --- the actors --------------------------------------------------------
 */

static void *
act(void *arg)
{
    struct actor *me = arg;
    struct stage *mine = me->stage;
    for (;;) {
        while (__real_sem_wait(&me->told) != 0)
            continue;
        if (me->op == QUIT)
            return NULL;
        int64_t result = actor_acts(me->number, me->op, me->value);
        pthread_mutex_lock(&stage_lock);
        if (mine->ndone < MAX_DONE) {
            mine->done[mine->ndone] = me->number;
            mine->result[mine->ndone++] = result;
        }
        atomic_store(&me->busy, false);
        pthread_mutex_unlock(&stage_lock);
    }
}

void
stage_open(enum waking who, enum waits how)
{
    struct stage *s = calloc(1, sizeof *s);
    if (s == NULL)
        abort();
    stages++;
    stage_who = who;
    stage_waits = how;
    family_start(FREE);
    for (int a = 0; a < ACTORS; a++) {
        s->actor[a].stage = s;
        s->actor[a].number = a;
        sem_init(&s->actor[a].told, 0, 0);
        if (__real_pthread_create(&s->actor[a].thread, NULL, act,
                                  &s->actor[a]) != 0) {
            perror("probe: actor");
            _Exit(120);
        }
    }
    atomic_store(&stage, s);
    staged = true;
}

bool
stage_close(void)
{
    struct stage *s = stage;
    bool all = true;
    staged = false;
    atomic_store(&stage, NULL);
    for (int a = 0; a < ACTORS; a++) {
        if (s->actor[a].busy) { /* it stays where it is */
            all = false;
            continue;
        }
        s->actor[a].op = QUIT;
        __real_sem_post(&s->actor[a].told);
        __real_pthread_join(s->actor[a].thread, NULL);
    }
    if (all)
        free(s);
    family_stop();
    return all;
}

void
actor_start(int actor, int op, int64_t value)
{
    struct actor *a = &((struct stage *)stage)->actor[actor];
    a->op = op;
    a->value = value;
    atomic_store(&a->busy, true);
    __real_sem_post(&a->told);
}

bool
actor_busy(int actor)
{
    return atomic_load(&((struct stage *)stage)->actor[actor].busy);
}

int
stage_next_done(int64_t *result)
{
    struct stage *s = stage;
    int actor = NOBODY;
    pthread_mutex_lock(&stage_lock);
    if (s->taken < s->ndone) {
        actor = s->done[s->taken];
        *result = s->result[s->taken++];
    }
    pthread_mutex_unlock(&stage_lock);
    return actor;
}

/* --- the conductor -----------------------------------------------------
 */

/* Waiters of this stage; `woken`: only those. */
static int
count_waiters(const volatile void *at, bool woken)
{
    int n = 0;
    pthread_mutex_lock(&stage_lock);
    for (struct waiter *w = eldest; w != NULL; w = w->next)
        n += w->stage == stages && w->asleep &&
             (at == NULL || w->at == at) && (!woken || w->woken);
    pthread_mutex_unlock(&stage_lock);
    return n;
}

/* Is every thread known to wait?  What else may make threads asks /proc. */
static bool
all_wait(void)
{
    int busy = 0, threads = family->threads - family->joined;
    for (int a = 0; a < ACTORS; a++)
        busy += actor_busy(a);
    return count_waiters(NULL, false) >= busy + threads;
}

/* Births and ends of threads pass through the keeper, a process that may
 * have to wait for a processor: who is in such a call will move. */
static bool
somebody_is_born_or_ends(void)
{
    bool found = false;
    DIR *d = opendir("/proc/self/task");
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        char path[64];
        long call = -1;
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/self/task/%.16s/syscall",
                 e->d_name);
        FILE *f = fopen(path, "re");
        if (f != NULL && fscanf(f, "%ld", &call) != 1)
            call = -1;
        if (f != NULL)
            fclose(f);
        found = found || call == SYS_clone || call == SYS_exit;
    }
    if (d != NULL)
        closedir(d);
    return found;
}

struct effort {
    double cpu;
    long switches;
};

static double
seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What all threads but this one have used so far. */
static struct effort
effort_of_others(void)
{
    struct rusage all, mine;
    getrusage(RUSAGE_SELF, &all);
    getrusage(RUSAGE_THREAD, &mine);
    return (struct effort){seconds_of(CLOCK_PROCESS_CPUTIME_ID) -
                               seconds_of(CLOCK_THREAD_CPUTIME_ID),
                           all.ru_nvcsw - mine.ru_nvcsw};
}

/* A step of a right answer takes microseconds of processor time and a few
 * turns, on any machine. */
static const struct effort most = {0.4, 1000};

bool
stage_settle(void)
{
    struct effort before = effort_of_others(), now;
    struct calm calm;
    bool calm_there = false;
    if (spoiled)
        return false;
    calm_begin(&calm);
    for (int i = 1; !all_wait() && !calm_there && !spoiled; i++) {
        pause_us(100);
        if (i % 10 == 0)
            calm_there = calm_look(&calm, family->owner) &&
                         !somebody_is_born_or_ends();
        now = effort_of_others();
        spoiled = now.cpu - before.cpu > most.cpu ||
                  now.switches - before.switches > most.switches;
    }
    calm_end();
    return !spoiled;
}

int
stage_held(void)
{
    return count_waiters(NULL, true);
}

bool
stage_let_go(void)
{
    for (;;) {
        pthread_mutex_lock(&stage_lock);
        struct waiter *w = eldest;
        while (w != NULL && (w->stage != stages || !w->woken))
            w = w->next;
        if (w != NULL)
            let_go(w);
        pthread_mutex_unlock(&stage_lock);
        if (w == NULL)
            return true;
        if (!stage_settle())
            return false;
    }
}

bool
stage_spoiled(void)
{
    return spoiled;
}

void
stage_wait(const void *at)
{
    struct waiter w;
    if (!staged)
        return;
    join_waiters(&w, at, NULL, false);
    sleep_until_let_go(&w);
}

int
stage_waiting(const void *at)
{
    return count_waiters(at, false);
}

void
stage_wake(const void *at)
{
    wake(at, true);
}

int
stage_elsewhere(void)
{
    int n = family_unjoined() - count_waiters(NULL, false);
    for (int a = 0; a < ACTORS; a++)
        n += actor_busy(a);
    return n;
}

void
stage_say_sites(void)
{
    int64_t site[64];
    size_t n = 0;
    int elsewhere = stage_elsewhere();
    pthread_mutex_lock(&stage_lock);
    for (struct waiter *w = eldest; w != NULL && n < 64; w = w->next)
        if (w->stage == stages && w->site != NULL)
            site[n++] = (int64_t)(uintptr_t)w->site;
    pthread_mutex_unlock(&stage_lock);
    say_i64(elsewhere);
    say_i64s(site, n);
}
