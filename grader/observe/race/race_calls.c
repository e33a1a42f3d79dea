/*
 * race_calls.c - threads, locks and conditions; race_waits.c has barriers,
 * semaphores and once.
 *
 * Each function does what the C library's own does, and tells the clocks
 * who is ordered after whom.  A mutex orders two threads by luck; it counts
 * all the same, for the data may have been handed over under it.  What the
 * luck would hide, race_park.c brings to light.
 */
#define _GNU_SOURCE
#include "race_calls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

void *
race_real(const char *name)
{
    race_inside++; /* the loader frees memory of its own meanwhile */
    void *f = dlsym(RTLD_NEXT, name);
    race_inside--;
    return f;
}

void
race_passes_on(const void *site)
{
    static void (*tell)(const void *);
    static bool looked;
    if (!looked) {
        looked = true;
        race_inside++;
        *(void **)&tell = dlsym(RTLD_DEFAULT, "observe_called_from");
        dlerror(); /* it may well be absent */
        race_inside--;
    }
    if (tell != NULL)
        tell(site);
}

/* --- threads -----------------------------------------------------------
 */

struct birth {
    void *(*start)(void *);
    void *arg;
    struct row *row;
};

static void
ends(void *arg)
{
    struct row *row = arg;
    row->ended = 1;
}

static void *
begin(void *arg)
{
    struct birth b = *(struct birth *)arg;
    pthread_attr_t attr;
    void *low, *result;
    size_t size;
    race_inside++;
    free(arg);
    race_me = b.row;
    if (b.row != NULL && pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &low, &size);
        b.row->stack_low = (uintptr_t)low;
        b.row->stack_high = (uintptr_t)low + size;
        pthread_attr_destroy(&attr);
        race_inside--;
        race_forget((uintptr_t)low, size); /* another thread's before */
        race_inside++;
    }
    if (b.row != NULL)
        race_row_begins(b.row);
    race_inside--;
    if (b.row == NULL)
        return b.start(b.arg);
    race_hold_at_birth(b.row);
    pthread_cleanup_push(ends, b.row);
    result = b.start(b.arg);
    pthread_cleanup_pop(1);
    return result;
}

static int
create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *arg,
       uintptr_t site)
{
    struct birth *b = malloc(sizeof *b);
    if (b == NULL)
        return EAGAIN;
    race_start();
    *b = (struct birth){f, arg, NULL};
    WATCHED(b->row = race_new_row(race_me, site, false));
    struct row *row = b->row;
    int error = REAL(pthread_create)(t, a, begin, b);
    if (error != 0) {
        if (row != NULL)
            WATCHED(race_row_joined(row));
        free(b);
    } else if (row != NULL)
        row->handle = *t;
    return error;
}

OURS(int, pthread_create, pthread_t *t, const pthread_attr_t *a,
     void *(*f)(void *), void *arg)
{
    PASS_ON();
    return create(t, a, f, arg, CALLER);
}

static void
joined(pthread_t t)
{
    for (int i = 0; i < race->rows; i++) {
        struct row *r = &race->row[i];
        if (r->used && r->pid == race_me->pid && r->handle == t &&
            r != race_me)
            race_row_joined(r);
    }
}

OURS(int, pthread_join, pthread_t t, void **result)
{
    PASS_ON();
    int error = REAL(pthread_join)(t, result);
    if (error == 0)
        WATCHED(joined(t));
    return error;
}

OURS(int, pthread_tryjoin_np, pthread_t t, void **result)
{
    int error = REAL(pthread_tryjoin_np)(t, result);
    if (error == 0)
        WATCHED(joined(t));
    return error;
}

OURS(int, pthread_timedjoin_np, pthread_t t, void **result,
     const struct timespec *until)
{
    int error = REAL(pthread_timedjoin_np)(t, result, until);
    if (error == 0)
        WATCHED(joined(t));
    return error;
}

struct first {
    int (*start)(void *);
    void *arg;
};

static void *
begin_c11(void *arg)
{
    struct first f = *(struct first *)arg;
    free(arg);
    return (void *)(intptr_t)f.start(f.arg);
}

OURS(int, thrd_create, thrd_t *t, thrd_start_t f, void *arg)
{
    struct first *first = malloc(sizeof *first);
    if (first == NULL)
        return thrd_nomem;
    *first = (struct first){f, arg};
    PASS_ON();
    if (create(t, NULL, begin_c11, first, CALLER) == 0)
        return thrd_success;
    free(first);
    return thrd_error;
}

OURS(int, thrd_join, thrd_t t, int *result)
{
    void *value;
    PASS_ON();
    int error = REAL(pthread_join)(t, &value);
    if (error != 0)
        return thrd_error;
    WATCHED(joined(t));
    if (result != NULL)
        *result = (int)(intptr_t)value;
    return thrd_success;
}

/* --- locks -------------------------------------------------------------
 */

static int
took(int error, const volatile void *lock, uintptr_t site)
{
    if (error == 0 || error == EOWNERDEAD)
        WATCHED(race_acquire(race_object_key(lock));
                race_hold((uintptr_t)lock, site, false));
    return error;
}

static void
gives(const volatile void *lock)
{
    WATCHED(race_let_go((uintptr_t)lock);
            race_release_merge(race_object_key(lock)));
}

static int
c11(int error)
{
    return error == 0           ? thrd_success
           : error == EBUSY     ? thrd_busy
           : error == ETIMEDOUT ? thrd_timedout
                                : thrd_error;
}

#define LOCK(type, name, ...)                                              \
    OURS(int, name, type *m __VA_ARGS__)                                   \
    {                                                                      \
        PASS_ON();                                                         \
        return took(REAL(name) ARGUMENTS, m, CALLER);                      \
    }

#define ARGUMENTS (m)
LOCK(pthread_mutex_t, pthread_mutex_lock, )
LOCK(pthread_mutex_t, pthread_mutex_trylock, )
LOCK(pthread_spinlock_t volatile, pthread_spin_trylock, )
#undef ARGUMENTS
#define ARGUMENTS (m, until)
LOCK(pthread_mutex_t, pthread_mutex_timedlock, ,
     const struct timespec *until)
#undef ARGUMENTS
#define ARGUMENTS (m, clock, until)
LOCK(pthread_mutex_t, pthread_mutex_clocklock, , clockid_t clock,
     const struct timespec *until)

OURS(int, pthread_mutex_unlock, pthread_mutex_t *m)
{
    gives(m);
    PASS_ON();
    return REAL(pthread_mutex_unlock)(m);
}

/* Who spins is awake and cannot move: race_park.c has to know. */
OURS(int, pthread_spin_lock, pthread_spinlock_t volatile *m)
{
    PASS_ON();
    int error = REAL(pthread_spin_trylock)(m);
    if (error == EBUSY) {
        struct row *me = race_row();
        if (me != NULL)
            __atomic_store_n(&me->spins, 1, __ATOMIC_RELEASE);
        error = REAL(pthread_spin_lock)(m);
        if (me != NULL)
            __atomic_store_n(&me->spins, 0, __ATOMIC_RELEASE);
    }
    return took(error, m, CALLER);
}

OURS(int, pthread_spin_unlock, pthread_spinlock_t volatile *m)
{
    gives(m);
    return REAL(pthread_spin_unlock)(m);
}

/* In this C library a mtx_t is a mutex of POSIX. */
OURS(int, mtx_lock, mtx_t *m)
{
    PASS_ON();
    return c11(took(REAL(pthread_mutex_lock)((void *)m), m, CALLER));
}

OURS(int, mtx_trylock, mtx_t *m)
{
    return c11(took(REAL(pthread_mutex_trylock)((void *)m), m, CALLER));
}

OURS(int, mtx_timedlock, mtx_t *m, const struct timespec *until)
{
    return c11(
        took(REAL(pthread_mutex_timedlock)((void *)m, until), m, CALLER));
}

OURS(int, mtx_unlock, mtx_t *m)
{
    gives(m);
    PASS_ON();
    return c11(REAL(pthread_mutex_unlock)((void *)m));
}

/* Readers are ordered after writers, writers after everybody. */
static int
reads(int error, pthread_rwlock_t *l, uintptr_t site)
{
    if (error == 0)
        WATCHED(race_acquire(race_object_key(l));
                race_hold((uintptr_t)l, site, true));
    return error;
}

static int
writes(int error, pthread_rwlock_t *l, uintptr_t site)
{
    if (error == 0)
        WATCHED(race_acquire(race_object_key(l));
                race_acquire(race_object_key(l) + 1);
                race_hold((uintptr_t)l, site, false));
    return error;
}

static bool
is_reader(uintptr_t lock)
{
    for (int i = 0; race_me != NULL && i < race_me->nheld; i++)
        if (race_me->held[i].lock == lock)
            return race_me->held[i].for_read;
    return false;
}

#define RWLOCK(name, after)                                                \
    OURS(int, pthread_rwlock_##name, pthread_rwlock_t *l)                  \
    {                                                                      \
        PASS_ON();                                                         \
        return after(REAL(pthread_rwlock_##name)(l), l, CALLER);           \
    }
#define RWLOCK_UNTIL(name, after)                                          \
    OURS(int, pthread_rwlock_##name, pthread_rwlock_t *l,                  \
         const struct timespec *until)                                     \
    {                                                                      \
        PASS_ON();                                                         \
        return after(REAL(pthread_rwlock_##name)(l, until), l, CALLER);    \
    }
RWLOCK(rdlock, reads)
RWLOCK(tryrdlock, reads)
RWLOCK(wrlock, writes)
RWLOCK(trywrlock, writes)
RWLOCK_UNTIL(timedrdlock, reads)
RWLOCK_UNTIL(timedwrlock, writes)

OURS(int, pthread_rwlock_unlock, pthread_rwlock_t *l)
{
    WATCHED(bool reader = is_reader((uintptr_t)l);
            race_let_go((uintptr_t)l);
            race_release_merge(race_object_key(l) + (reader ? 1 : 0)));
    PASS_ON();
    return REAL(pthread_rwlock_unlock)(l);
}

/* --- condition variables: the mutex is given and taken again -----------
 */

static uintptr_t
site_of(const volatile void *lock, uintptr_t otherwise)
{
    for (int i = 0; race_me != NULL && i < race_me->nheld; i++)
        if (race_me->held[i].lock == (uintptr_t)lock)
            return race_me->held[i].site;
    return otherwise;
}

static int
waited(int error, const volatile void *m, uintptr_t site)
{
    took(0, m, site);
    return error;
}

#define COND_WAIT(type, name, mutex, real, convert, call, ...)             \
    OURS(int, name, type *c, mutex *m __VA_ARGS__)                         \
    {                                                                      \
        uintptr_t site = site_of(m, CALLER);                               \
        gives(m);                                                          \
        PASS_ON();                                                         \
        return convert(waited(REAL(real) call, m, site));                  \
    }
COND_WAIT(pthread_cond_t, pthread_cond_wait, pthread_mutex_t,
          pthread_cond_wait, , (c, m), )
COND_WAIT(pthread_cond_t, pthread_cond_timedwait, pthread_mutex_t,
          pthread_cond_timedwait, , (c, m, until), ,
          const struct timespec *until)
COND_WAIT(pthread_cond_t, pthread_cond_clockwait, pthread_mutex_t,
          pthread_cond_clockwait, , (c, m, clock, until), , clockid_t clock,
          const struct timespec *until)
COND_WAIT(cnd_t, cnd_wait, mtx_t, pthread_cond_wait, c11,
          ((void *)c, (void *)m), )
COND_WAIT(cnd_t, cnd_timedwait, mtx_t, pthread_cond_timedwait, c11,
          ((void *)c, (void *)m, until), , const struct timespec *until)
