/* probe_sleep.c - the calls by which threads sleep and wake, between the
 * answer and the C library.  Built with -O2, so that a call that is passed
 * on leaves no frame: observers see the learner's line. */
#define _GNU_SOURCE
#include "probe_sleep.h"
#include "probe_family.h"

#include <threads.h>

int __real_sem_wait(sem_t *s);
int __real_sem_post(sem_t *s);

pthread_mutex_t stage_lock = PTHREAD_MUTEX_INITIALIZER;
atomic_bool staged;
int stages;
enum waking stage_who;
enum waits stage_waits;
struct waiter *eldest;

/* --- sleeping and waking -----------------------------------------------
 */

void
join_waiters(struct waiter *w, const volatile void *at, const void *site,
             bool woken)
{
    *w = (struct waiter){
        .at = at, .site = site, .stage = stages, .woken = woken};
    sem_init(&w->go, 0, 0);
    pthread_mutex_lock(&stage_lock);
    struct waiter **last = &eldest;
    while (*last != NULL)
        last = &(*last)->next;
    *last = w;
    pthread_mutex_unlock(&stage_lock);
}

void
sleep_until_let_go(struct waiter *w)
{
    pthread_mutex_lock(&stage_lock);
    w->asleep = true;
    pthread_mutex_unlock(&stage_lock);
    while (__real_sem_wait(&w->go) != 0)
        continue;
    sem_destroy(&w->go);
}

/* With the lock: takes w out of the list and lets its thread go on. */
void
let_go(struct waiter *w)
{
    struct waiter **at = &eldest;
    while (*at != w)
        at = &(*at)->next;
    *at = w->next;
    __real_sem_post(&w->go);
}

void
wake(const volatile void *at, bool all)
{
    struct waiter *chosen = NULL;
    pthread_mutex_lock(&stage_lock);
    for (struct waiter *w = eldest; w != NULL; w = w->next) {
        if (w->at != at || w->woken)
            continue;
        w->woken = all;
        if (chosen == NULL || (staged && stage_who == NEWEST))
            chosen = w;
    }
    if (chosen != NULL)
        chosen->woken = true;
    pthread_mutex_unlock(&stage_lock);
}

static bool
wakes_by_itself(void)
{
    static _Thread_local unsigned waits;
    return stage_waits == SPURIOUS && waits++ % 2 == 0;
}

/* Whoever changes something meanwhile has to come to the lock, and wait. */
static void
nod(const void *site)
{
    struct waiter w;
    if (stage_waits != DROWSY)
        return;
    join_waiters(&w, &stage_waits, site, true);
    sleep_until_let_go(&w);
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
    if (!staged)
        return __real_pthread_cond_wait(c, m);
    struct waiter w;
    nod(SITE);
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
    if (staged)
        wake(c, false);
    return __real_pthread_cond_signal(c);
}

int
__wrap_pthread_cond_broadcast(pthread_cond_t *c)
{
    if (staged)
        wake(c, true);
    return __real_pthread_cond_broadcast(c);
}

int
__wrap_cnd_wait(cnd_t *c, mtx_t *m)
{
    if (!staged)
        return __real_cnd_wait(c, m);
    struct waiter w;
    nod(SITE);
    join_waiters(&w, c, SITE, wakes_by_itself());
    int error = mtx_unlock(m);
    sleep_until_let_go(&w);
    return error != thrd_success ? error : mtx_lock(m);
}

int
__wrap_cnd_signal(cnd_t *c)
{
    if (staged)
        wake(c, false);
    return __real_cnd_signal(c);
}

int
__wrap_cnd_broadcast(cnd_t *c)
{
    if (staged)
        wake(c, true);
    return __real_cnd_broadcast(c);
}

/* A post adds to the semaphore, and wakes somebody who then tries again;
 * whoever is faster may have taken it. */
int
__wrap_sem_wait(sem_t *s)
{
    if (!staged)
        return __real_sem_wait(s);
    struct waiter w;
    for (;;) {
        join_waiters(&w, s, SITE, false);
        if (sem_trywait(s) == 0)
            break;
        sleep_until_let_go(&w);
    }
    pthread_mutex_lock(&stage_lock);
    let_go(&w);
    pthread_mutex_unlock(&stage_lock);
    sleep_until_let_go(&w);
    return 0;
}

int
__wrap_sem_post(sem_t *s)
{
    int error = __real_sem_post(s);
    if (staged)
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
