/* probe_conduct.c - see probe_conduct.h.  Built with -O2, so that a call
 * that is passed on leaves no frame: observers see the learner's line. */
#define _GNU_SOURCE
#include "probe_conduct.h"
#include "probe.h"
#include "probe_family.h"

#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <threads.h>
#include <time.h>

int __real_pthread_create(pthread_t *t, const pthread_attr_t *a,
                          void *(*f)(void *), void *arg);
int __real_pthread_join(pthread_t t, void **result);
int __real_sem_wait(sem_t *s);
int __real_sem_post(sem_t *s);

enum { QUIT = -1, MAX_DONE = 4096 };

struct waiter {
    const volatile void *at;
    const void *site; /* who called; NULL: the harness */
    int stage; /* its number: memory is used again, numbers are not */
    bool woken, asleep;
    sem_t go;
    struct waiter *next; /* younger */
};

struct actor {
    struct stage *stage;
    pthread_t thread;
    sem_t told;
    int number, op;
    int64_t value;
    atomic_bool busy;
};

struct stage {
    int number;
    struct actor actor[ACTORS];
    enum waking who;
    bool spurious;
    int done[MAX_DONE], ndone, taken;
    int64_t result[MAX_DONE];
};

/* Guards the stage and the list of waiters. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct stage *_Atomic stage; /* NULL: all calls are passed on */
static int stages;
static struct waiter *eldest;
static bool spoiled;

/* --- sleeping and waking -----------------------------------------------
 */

static void
join_waiters(struct waiter *w, const volatile void *at, const void *site,
             bool woken)
{
    *w = (struct waiter){
        .at = at, .site = site, .stage = stages, .woken = woken};
    sem_init(&w->go, 0, 0);
    pthread_mutex_lock(&lock);
    struct waiter **last = &eldest;
    while (*last != NULL)
        last = &(*last)->next;
    *last = w;
    pthread_mutex_unlock(&lock);
}

static void
sleep_until_let_go(struct waiter *w)
{
    pthread_mutex_lock(&lock);
    w->asleep = true;
    pthread_mutex_unlock(&lock);
    while (__real_sem_wait(&w->go) != 0)
        continue;
    sem_destroy(&w->go);
}

/* With the lock: takes w out of the list and lets its thread go on. */
static void
let_go(struct waiter *w)
{
    struct waiter **at = &eldest;
    while (*at != w)
        at = &(*at)->next;
    *at = w->next;
    __real_sem_post(&w->go);
}

static void
wake(const volatile void *at, bool all)
{
    struct waiter *chosen = NULL;
    pthread_mutex_lock(&lock);
    for (struct waiter *w = eldest; w != NULL; w = w->next) {
        if (w->at != at || w->woken)
            continue;
        w->woken = all;
        if (chosen == NULL || (stage != NULL && stage->who == NEWEST))
            chosen = w;
    }
    if (chosen != NULL)
        chosen->woken = true;
    pthread_mutex_unlock(&lock);
}

static bool
wakes_by_itself(void)
{
    static _Thread_local unsigned waits;
    struct stage *s = stage;
    return s->spurious && waits++ % 2 == 0;
}

/* --- the calls of the answer -------------------------------------------
 */

#define SITE __builtin_return_address(0)

int __real_pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m);
int __wrap_pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m);
int __real_pthread_cond_signal(pthread_cond_t *c);
int __wrap_pthread_cond_signal(pthread_cond_t *c);
int __real_pthread_cond_broadcast(pthread_cond_t *c);
int __wrap_pthread_cond_broadcast(pthread_cond_t *c);
int __real_cnd_wait(cnd_t *c, mtx_t *m);
int __wrap_cnd_wait(cnd_t *c, mtx_t *m);
int __real_cnd_signal(cnd_t *c);
int __wrap_cnd_signal(cnd_t *c);
int __real_cnd_broadcast(cnd_t *c);
int __wrap_cnd_broadcast(cnd_t *c);
int __wrap_sem_wait(sem_t *s);
int __wrap_sem_post(sem_t *s);

int
__wrap_pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m)
{
    if (stage == NULL)
        return __real_pthread_cond_wait(c, m);
    struct waiter w;
    join_waiters(&w, c, SITE, wakes_by_itself());
    int error = pthread_mutex_unlock(m);
    sleep_until_let_go(&w);
    return error != 0 ? error : pthread_mutex_lock(m);
}

/* Those who wait for a limited time sleep in the C library: it is told
 * too. */
int
__wrap_pthread_cond_signal(pthread_cond_t *c)
{
    if (stage != NULL)
        wake(c, false);
    return __real_pthread_cond_signal(c);
}

int
__wrap_pthread_cond_broadcast(pthread_cond_t *c)
{
    if (stage != NULL)
        wake(c, true);
    return __real_pthread_cond_broadcast(c);
}

int
__wrap_cnd_wait(cnd_t *c, mtx_t *m)
{
    if (stage == NULL)
        return __real_cnd_wait(c, m);
    struct waiter w;
    join_waiters(&w, c, SITE, wakes_by_itself());
    int error = mtx_unlock(m);
    sleep_until_let_go(&w);
    return error != thrd_success ? error : mtx_lock(m);
}

int
__wrap_cnd_signal(cnd_t *c)
{
    if (stage != NULL)
        wake(c, false);
    return __real_cnd_signal(c);
}

int
__wrap_cnd_broadcast(cnd_t *c)
{
    if (stage != NULL)
        wake(c, true);
    return __real_cnd_broadcast(c);
}

/* A post adds to the semaphore, and wakes somebody who then tries again;
 * whoever is faster may have taken it. */
int
__wrap_sem_wait(sem_t *s)
{
    if (stage == NULL)
        return __real_sem_wait(s);
    struct waiter w;
    for (;;) {
        join_waiters(&w, s, SITE, false);
        if (sem_trywait(s) == 0)
            break;
        sleep_until_let_go(&w);
    }
    pthread_mutex_lock(&lock);
    let_go(&w);
    pthread_mutex_unlock(&lock);
    sleep_until_let_go(&w);
    return 0;
}

int
__wrap_sem_post(sem_t *s)
{
    int error = __real_sem_post(s);
    if (stage != NULL)
        wake(s, false);
    return error;
}

/* Threads of C11 count like those of POSIX. */
int __real_thrd_create(thrd_t *t, thrd_start_t f, void *arg);
int __wrap_thrd_create(thrd_t *t, thrd_start_t f, void *arg);
int __real_thrd_join(thrd_t t, int *result);
int __wrap_thrd_join(thrd_t t, int *result);
int __real_thrd_detach(thrd_t t);
int __wrap_thrd_detach(thrd_t t);

int
__wrap_thrd_create(thrd_t *t, thrd_start_t f, void *arg)
{
    atomic_fetch_add(&family->threads, 1);
    int error = __real_thrd_create(t, f, arg);
    atomic_fetch_sub(&family->threads, error != thrd_success);
    return error;
}

int
__wrap_thrd_join(thrd_t t, int *result)
{
    int error = __real_thrd_join(t, result);
    atomic_fetch_add(&family->joined, error == thrd_success);
    return error;
}

int
__wrap_thrd_detach(thrd_t t)
{
    int error = __real_thrd_detach(t);
    atomic_fetch_add(&family->detached, error == thrd_success);
    return error;
}

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
        pthread_mutex_lock(&lock);
        if (mine->ndone < MAX_DONE) {
            mine->done[mine->ndone] = me->number;
            mine->result[mine->ndone++] = result;
        }
        atomic_store(&me->busy, false);
        pthread_mutex_unlock(&lock);
    }
}

void
stage_open(enum waking who, bool spurious)
{
    struct stage *s = calloc(1, sizeof *s);
    if (s == NULL)
        abort();
    s->number = ++stages;
    s->who = who;
    s->spurious = spurious;
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
}

bool
stage_close(void)
{
    struct stage *s = stage;
    bool all = true;
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
    pthread_mutex_lock(&lock);
    if (s->taken < s->ndone) {
        actor = s->done[s->taken];
        *result = s->result[s->taken++];
    }
    pthread_mutex_unlock(&lock);
    return actor;
}

/* --- the conductor -----------------------------------------------------
 */

/* Waiters of this stage; `woken`: only those. */
static int
count_waiters(const volatile void *at, bool woken)
{
    int n = 0;
    pthread_mutex_lock(&lock);
    for (struct waiter *w = eldest; w != NULL; w = w->next)
        n += w->stage == stages && w->asleep &&
             (at == NULL || w->at == at) && (!woken || w->woken);
    pthread_mutex_unlock(&lock);
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
        pthread_mutex_lock(&lock);
        struct waiter *w = eldest;
        while (w != NULL && (w->stage != stages || !w->woken))
            w = w->next;
        if (w != NULL)
            let_go(w);
        pthread_mutex_unlock(&lock);
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
    if (stage == NULL)
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
    pthread_mutex_lock(&lock);
    for (struct waiter *w = eldest; w != NULL && n < 64; w = w->next)
        if (w->stage == stages && w->site != NULL)
            site[n++] = (int64_t)(uintptr_t)w->site;
    pthread_mutex_unlock(&lock);
    say_i64(elsewhere);
    say_i64s(site, n);
}
