/*
 * preload_locks.c - who holds which mutex, spin lock or rwlock, who waits
 * for it, and in which order locks are taken.
 */
#define _GNU_SOURCE
#include "preload.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <threads.h>

static int
my_number(void)
{
    return (int)(me - table->thread) + 1;
}

/* Notes that `key` is taken while other locks are held, each pair once a
 * thread. */
static void
note_order(uint64_t key, uint64_t site)
{
    for (int i = 0; i < me->nheld; i++) {
        bool known = false;
        int thread = my_number() - 1;
        for (int k = 0; k < table->orders && !known; k++) {
            struct table_order *o = &table->order[k];
            known = o->first == me->held[i].lock && o->second == key &&
                    o->thread == thread && o->barriers == me->barriers;
        }
        bool own = preload_own(site) || preload_own(me->held[i].site);
        if (known || !own || me->held[i].lock == key)
            continue;
        table_lock();
        if (table->orders < ORDERS) {
            struct table_order *o = &table->order[table->orders];
            *o = (struct table_order){.first = me->held[i].lock,
                                      .second = key,
                                      .first_site = me->held[i].site,
                                      .second_site = site,
                                      .when = preload_next(),
                                      .thread = thread,
                                      .barriers = me->barriers};
            for (int k = 0; k < me->nheld && o->others < 4; k++)
                if (k != i)
                    o->other[o->others++] = me->held[k].lock;
            table->orders++;
        }
        table_unlock();
    }
}

static void
hold(uint64_t key, uint64_t site)
{
    if (me->nheld < HELD)
        me->held[me->nheld++] = (struct table_held){key, site};
}

static void
let_go(uint64_t key)
{
    for (int i = me->nheld - 1; i >= 0; i--)
        if (me->held[i].lock == key) {
            memmove(&me->held[i], &me->held[i + 1],
                    (size_t)(me->nheld - i - 1) * sizeof *me->held);
            me->nheld--;
            return;
        }
}

static void
mine_now(uint64_t key, uint64_t site)
{
    struct table_object *o = preload_object(key, LOCKS);
    if (o != NULL && o->owner != my_number()) {
        o->owner = my_number();
        o->owner_site = site;
    }
    hold(key, site);
}

/* It was free, and so there was no wait to be noted. */
static int
took(int error, uint64_t key, uint64_t site)
{
    if (error == 0)
        preload_event(DID_LOCK, key, site, -1, true);
    return error;
}

/* Before a lock is given back: false if it was not ours to give. */
static void
give_back(uint64_t key, uint64_t site, bool mutex)
{
    struct table_object *o = preload_object(key, LOCKS);
    if (o != NULL && o->owner != 0 && o->owner != my_number() && mutex)
        preload_note(NOT_THE_OWNER, o->owner - 1, key, site, o->owner_site);
    preload_event(DID_UNLOCK, key, site, -1, true);
    let_go(key);
    for (int i = 0; i < me->nheld; i++)
        if (me->held[i].lock == key)
            return; /* a recursive lock, locked more than once */
    if (o != NULL && (o->owner == my_number() || !mutex))
        o->owner = 0;
}

/* The way of all locks: try, and only if that fails write down the wait. */
#define TAKE(kind, lock, site, try_it, take_it)                            \
    __extension__({                                                        \
        uint64_t key_ = preload_key(lock);                                 \
        int error_ = try_it;                                               \
        if (error_ == EBUSY || error_ == EAGAIN) {                         \
            note_order(key_, site);                                        \
            wait_begins(kind, key_, site);                                 \
            error_ = take_it;                                              \
            wait_ends();                                                   \
        } else if (took(error_, key_, site) == 0)                          \
            note_order(key_, site);                                        \
        error_;                                                            \
    })

static int
lock_mutex(pthread_mutex_t *m, uint64_t site)
{
    if (!preload_ready())
        return REAL(pthread_mutex_lock)(m);
    int error = TAKE(IN_LOCK, m, site, REAL(pthread_mutex_trylock)(m),
                     REAL(pthread_mutex_lock)(m));
    if (error == 0 || error == EOWNERDEAD)
        mine_now(preload_key(m), site);
    struct table_object *o = preload_object(preload_key(m), LOCKS);
    if (o != NULL) /* this C library's bit for it */
        o->robust = (m->__data.__kind & 16) != 0;
    return error;
}

static int
try_mutex(pthread_mutex_t *m, uint64_t site)
{
    int error = REAL(pthread_mutex_trylock)(m);
    if (error == 0 && preload_ready()) {
        mine_now(preload_key(m), site);
        took(0, preload_key(m), site);
    }
    return error;
}

static int
lock_until(pthread_mutex_t *m, const struct timespec *until, uint64_t site)
{
    if (!preload_ready())
        return REAL(pthread_mutex_timedlock)(m, until);
    wait_timed(IN_LOCK, preload_key(m), site);
    int error = REAL(pthread_mutex_timedlock)(m, until);
    wait_ends();
    if (error == 0)
        mine_now(preload_key(m), site);
    return error;
}

static int
unlock_mutex(pthread_mutex_t *m, uint64_t site)
{
    if (preload_ready())
        give_back(preload_key(m), site, true);
    return REAL(pthread_mutex_unlock)(m);
}

int
pthread_mutex_lock(pthread_mutex_t *m)
{
    return lock_mutex(m, SITE);
}

int
pthread_mutex_trylock(pthread_mutex_t *m)
{
    return try_mutex(m, SITE);
}

int
pthread_mutex_timedlock(pthread_mutex_t *m, const struct timespec *until)
{
    return lock_until(m, until, SITE);
}

int
pthread_mutex_unlock(pthread_mutex_t *m)
{
    return unlock_mutex(m, SITE);
}

/* A mutex that is made anew at an old address has no past. */
static void
forget(const void *p)
{
    if (!preload_ready())
        return;
    struct table_object *o = preload_object(preload_key(p), ANY_OBJECT);
    if (o == NULL)
        return;
    uint64_t key = o->key;
    *o = (struct table_object){.key = key};
    table_lock();
    for (int i = 0; i < table->orders; i++)
        if (table->order[i].first == key || table->order[i].second == key)
            table->order[i].first = table->order[i].second = 0;
    table_unlock();
}

int
pthread_mutex_init(pthread_mutex_t *m, const pthread_mutexattr_t *a)
{
    forget(m);
    return REAL(pthread_mutex_init)(m, a);
}

int
pthread_mutex_destroy(pthread_mutex_t *m)
{
    forget(m);
    return REAL(pthread_mutex_destroy)(m);
}

int
pthread_cond_init(pthread_cond_t *c, const pthread_condattr_t *a)
{
    forget(c);
    return REAL(pthread_cond_init)(c, a);
}

int
pthread_rwlock_init(pthread_rwlock_t *l, const pthread_rwlockattr_t *a)
{
    forget(l);
    return REAL(pthread_rwlock_init)(l, a);
}

/* --- the same in C11 ---------------------------------------------------
 */

static int
c11(int error)
{
    return error == 0           ? thrd_success
           : error == EBUSY     ? thrd_busy
           : error == ETIMEDOUT ? thrd_timedout
                                : thrd_error;
}

int
mtx_lock(mtx_t *m)
{
    return c11(lock_mutex((void *)m, SITE));
}

int
mtx_trylock(mtx_t *m)
{
    return c11(try_mutex((void *)m, SITE));
}

int
mtx_timedlock(mtx_t *m, const struct timespec *until)
{
    return c11(lock_until((void *)m, until, SITE));
}

int
mtx_unlock(mtx_t *m)
{
    return c11(unlock_mutex((void *)m, SITE));
}

/* --- spin locks --------------------------------------------------------
 */

int
pthread_spin_lock(pthread_spinlock_t *s)
{
    uint64_t site = SITE;
    if (!preload_ready())
        return REAL(pthread_spin_lock)(s);
    int error = TAKE(IN_LOCK, s, site, REAL(pthread_spin_trylock)(s),
                     REAL(pthread_spin_lock)(s));
    if (error == 0)
        mine_now(preload_key(s), site);
    return error;
}

int
pthread_spin_unlock(pthread_spinlock_t *s)
{
    if (preload_ready())
        give_back(preload_key(s), SITE, false);
    return REAL(pthread_spin_unlock)(s);
}

/* --- rwlocks -----------------------------------------------------------
 */

int
pthread_rwlock_rdlock(pthread_rwlock_t *l)
{
    uint64_t site = SITE;
    if (!preload_ready())
        return REAL(pthread_rwlock_rdlock)(l);
    int error =
        TAKE(IN_READ_LOCK, l, site, REAL(pthread_rwlock_tryrdlock)(l),
             REAL(pthread_rwlock_rdlock)(l));
    if (error == 0) {
        struct table_object *o = preload_object(preload_key(l), LOCKS);
        if (o != NULL)
            __atomic_add_fetch(&o->readers, 1, __ATOMIC_RELAXED);
        hold(preload_key(l), site);
    }
    return error;
}

int
pthread_rwlock_wrlock(pthread_rwlock_t *l)
{
    uint64_t site = SITE;
    if (!preload_ready())
        return REAL(pthread_rwlock_wrlock)(l);
    int error =
        TAKE(IN_WRITE_LOCK, l, site, REAL(pthread_rwlock_trywrlock)(l),
             REAL(pthread_rwlock_wrlock)(l));
    if (error == 0)
        mine_now(preload_key(l), site);
    return error;
}

int
pthread_rwlock_unlock(pthread_rwlock_t *l)
{
    if (preload_ready()) {
        struct table_object *o = preload_object(preload_key(l), LOCKS);
        if (o != NULL && o->owner == 0 && o->readers > 0)
            __atomic_sub_fetch(&o->readers, 1, __ATOMIC_RELAXED);
        give_back(preload_key(l), SITE, false);
    }
    return REAL(pthread_rwlock_unlock)(l);
}

/* --- condition variables give their mutex back and take it again -------
 */

static void
begin_cond(const void *c, const void *m, uint64_t site, bool timed)
{
    struct table_object *o = preload_object(preload_key(c), CONDS);
    if (o != NULL)
        __atomic_add_fetch(&o->inside, 1, __ATOMIC_RELAXED);
    me->second = preload_key(m);
    give_back(preload_key(m), site, true);
    wait_begins(IN_COND, preload_key(c), site);
    me->timed = timed;
}

static int
end_cond(int error, const void *c, const void *m, uint64_t site)
{
    struct table_object *o = preload_object(preload_key(c), CONDS);
    if (o != NULL)
        __atomic_sub_fetch(&o->inside, 1, __ATOMIC_RELAXED);
    wait_ends();
    mine_now(preload_key(m), site);
    return error;
}

static int
wait_cond(pthread_cond_t *c, pthread_mutex_t *m, uint64_t site)
{
    if (!preload_ready())
        return REAL(pthread_cond_wait)(c, m);
    begin_cond(c, m, site, false);
    return end_cond(REAL(pthread_cond_wait)(c, m), c, m, site);
}

static int
wait_cond_until(pthread_cond_t *c, pthread_mutex_t *m,
                const struct timespec *until, uint64_t site)
{
    if (!preload_ready())
        return REAL(pthread_cond_timedwait)(c, m, until);
    begin_cond(c, m, site, true);
    return end_cond(REAL(pthread_cond_timedwait)(c, m, until), c, m, site);
}

int
pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m)
{
    return wait_cond(c, m, SITE);
}

int
pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m,
                       const struct timespec *until)
{
    return wait_cond_until(c, m, until, SITE);
}

int
cnd_wait(cnd_t *c, mtx_t *m)
{
    return c11(wait_cond((void *)c, (void *)m, SITE));
}

int
cnd_timedwait(cnd_t *c, mtx_t *m, const struct timespec *until)
{
    return c11(wait_cond_until((void *)c, (void *)m, until, SITE));
}

/* How many a signal could wake, and when it was sent. */
static void
note_signal(const void *c, bool all, uint64_t site)
{
    struct table_object *o =
        preload_ready() ? preload_object(preload_key(c), CONDS) : NULL;
    if (o == NULL)
        return;
    __atomic_add_fetch(&o->given, 1, __ATOMIC_RELAXED);
    o->given_to = o->inside;
    o->broadcast = all;
    o->given_site = site;
    o->given_by = my_number() - 1;
    o->last_given = preload_next();
    preload_event(all ? DID_BROADCAST : DID_SIGNAL, o->key, site, -1, true);
}

int
pthread_cond_signal(pthread_cond_t *c)
{
    note_signal(c, false, SITE);
    return REAL(pthread_cond_signal)(c);
}

int
pthread_cond_broadcast(pthread_cond_t *c)
{
    note_signal(c, true, SITE);
    return REAL(pthread_cond_broadcast)(c);
}

int
cnd_signal(cnd_t *c)
{
    note_signal(c, false, SITE);
    return c11(REAL(pthread_cond_signal)((void *)c));
}

int
cnd_broadcast(cnd_t *c)
{
    note_signal(c, true, SITE);
    return c11(REAL(pthread_cond_broadcast)((void *)c));
}
