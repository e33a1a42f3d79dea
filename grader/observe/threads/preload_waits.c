/*
 * preload_waits.c - threads made and joined, barriers, semaphores, once.
 */
#define _GNU_SOURCE
#include "preload.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

/* --- threads -----------------------------------------------------------
 */

struct birth {
    void *(*start)(void *);
    void *arg;
    struct table_thread *row;
    bool own_stack; /* the program's memory, which stays */
};

void
preload_ends(struct table_thread *row)
{
    for (int i = row->nheld - 1; i >= 0; i--) {
        struct table_object *o = preload_object(row->held[i].lock, LOCKS);
        if (o != NULL && !o->robust &&
            o->owner == (int)(row - table->thread) + 1)
            preload_note(ENDED_HOLDING, -1, row->held[i].lock,
                         row->held[i].site, row->held[i].site);
    }
    if (row == me)
        preload_event(DID_END, 0, row->site, -1, true);
    row->gone = preload_next();
    row->ended = 1;
    __atomic_sub_fetch(&table->alive, 1, __ATOMIC_RELAXED);
}

static void
ends(void *arg)
{
    preload_ends(arg);
}

static void
note_stack(struct table_thread *row)
{
    pthread_attr_t a;
    void *low;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &a) != 0)
        return;
    if (pthread_attr_getstack(&a, &low, &size) == 0) {
        row->stack_low = (uint64_t)(uintptr_t)low;
        row->stack_high = row->stack_low + size;
    }
    pthread_attr_destroy(&a);
}

/* Did the program itself give the memory?  If not, the C library's answer
 * is an end at address 0. */
static bool
brings_stack(const pthread_attr_t *a)
{
    void *low;
    size_t size;
    return a != NULL && pthread_attr_getstack(a, &low, &size) == 0 &&
           (uintptr_t)low + size != 0;
}

static void *
begin(void *arg)
{
    struct birth b = *(struct birth *)arg;
    void *result;
    free(arg);
    preload_begins(b.row);
    if (!b.own_stack)
        note_stack(b.row);
    b.row->handle = (uint64_t)pthread_self();
    pthread_cleanup_push(ends, b.row);
    result = b.start(b.arg);
    pthread_cleanup_pop(1);
    return result;
}

static int
create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *arg,
       uint64_t site)
{
    if (!preload_ready())
        return REAL(pthread_create)(t, a, f, arg);
    struct table_thread *row = preload_row(me, site);
    struct birth *b = row != NULL ? malloc(sizeof *b) : NULL;
    if (b == NULL)
        return REAL(pthread_create)(t, a, f, arg);
    *b = (struct birth){f, arg, row, brings_stack(a)};
    int how = PTHREAD_CREATE_JOINABLE;
    if (a != NULL)
        pthread_attr_getdetachstate(a, &how);
    row->detached = how == PTHREAD_CREATE_DETACHED;
    preload_event(DID_CREATE, 0, site, (int)(row - table->thread), true);
    int error = REAL(pthread_create)(t, a, begin, b);
    if (error != 0) {
        row->ended = row->joined = 1;
        free(b);
    } else if (!row->detached)
        row->handle = (uint64_t)*t;
    return error;
}

int
pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *),
               void *arg)
{
    return create(t, a, f, arg, SITE);
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

int
thrd_create(thrd_t *t, thrd_start_t f, void *arg)
{
    uint64_t site = SITE;
    struct first *first = malloc(sizeof *first);
    if (first == NULL)
        return thrd_nomem;
    *first = (struct first){f, arg};
    if (create(t, NULL, begin_c11, first, site) == 0)
        return thrd_success;
    free(first);
    return thrd_error;
}

/* The newest thread of this handle: handles are used again. */
static struct table_thread *
row_of(pthread_t t)
{
    for (int i = table->threads - 1; i >= 0; i--)
        if (table->thread[i].handle == (uint64_t)t &&
            table->thread[i].process == me->process)
            return &table->thread[i];
    return NULL;
}

static int
join(pthread_t t, void **result, uint64_t site)
{
    if (!preload_ready())
        return REAL(pthread_join)(t, result);
    struct table_thread *row = row_of(t);
    me->target = row != NULL ? row - table->thread : -1;
    wait_begins(IN_JOIN, 0, site);
    int error = REAL(pthread_join)(t, result);
    wait_ends();
    if (error == 0 && row != NULL) {
        uint64_t r = result == NULL ? 0 : (uint64_t)(uintptr_t)*result;
        if (r > row->stack_low && r < row->stack_high && r != row->handle)
            row->result_site = site;
        row->joined = 1;
        row->joined_by = (int)(me - table->thread);
        row->gone = preload_next();
    }
    return error;
}

int
pthread_join(pthread_t t, void **result)
{
    return join(t, result, SITE);
}

int
thrd_join(thrd_t t, int *result)
{
    void *value = NULL;
    if (join(t, &value, SITE) != 0)
        return thrd_error;
    if (result != NULL)
        *result = (int)(intptr_t)value;
    return thrd_success;
}

static void
note_detached(pthread_t t)
{
    struct table_thread *row = preload_ready() ? row_of(t) : NULL;
    if (row != NULL)
        row->detached = 1;
}

int
pthread_detach(pthread_t t)
{
    note_detached(t);
    return REAL(pthread_detach)(t);
}

int
thrd_detach(thrd_t t)
{
    note_detached(t);
    return REAL(pthread_detach)(t) == 0 ? thrd_success : thrd_error;
}

/* --- barriers ----------------------------------------------------------
 */

int
pthread_barrier_init(pthread_barrier_t *b, const pthread_barrierattr_t *a,
                     unsigned n)
{
    uint64_t site = SITE;
    if (preload_ready()) {
        struct table_object *o = preload_object(preload_key(b), BARRIERS);
        if (o != NULL) {
            uint64_t key = o->key;
            *o = (struct table_object){.key = key,
                                       .kind = BARRIERS,
                                       .size = (int)n,
                                       .made_at = site};
        }
    }
    return REAL(pthread_barrier_init)(b, a, n);
}

int
pthread_barrier_wait(pthread_barrier_t *b)
{
    uint64_t site = SITE;
    if (!preload_ready())
        return REAL(pthread_barrier_wait)(b);
    preload_object(preload_key(b), BARRIERS);
    wait_begins(IN_BARRIER, preload_key(b), site);
    int result = REAL(pthread_barrier_wait)(b);
    wait_ends();
    me->barriers++;
    return result;
}

/* --- semaphores --------------------------------------------------------
 */

int
sem_post(sem_t *s)
{
    uint64_t site = SITE;
    if (preload_ready()) {
        struct table_object *o = preload_object(preload_key(s), SEMS);
        if (o != NULL) {
            __atomic_add_fetch(&o->given, 1, __ATOMIC_RELAXED);
            o->given_site = site;
            o->given_by = (int)(me - table->thread);
            preload_event(DID_POST, o->key, site, -1, true);
        }
    }
    return REAL(sem_post)(s);
}

static int
got(int error, uint64_t key)
{
    struct table_object *o = preload_object(key, SEMS);
    if (error == 0 && o != NULL)
        __atomic_add_fetch(&o->taken, 1, __ATOMIC_RELAXED);
    return error;
}

int
sem_wait(sem_t *s)
{
    uint64_t site = SITE;
    if (!preload_ready())
        return REAL(sem_wait)(s);
    if (REAL(sem_trywait)(s) == 0) {
        preload_event(DID_TAKE, preload_key(s), site, -1, true);
        return got(0, preload_key(s));
    }
    preload_object(preload_key(s), SEMS);
    wait_begins(IN_SEM, preload_key(s), site);
    int error = REAL(sem_wait)(s);
    wait_ends();
    return got(error, preload_key(s));
}

int
sem_trywait(sem_t *s)
{
    int error = REAL(sem_trywait)(s);
    return preload_ready() ? got(error, preload_key(s)) : error;
}

int
sem_timedwait(sem_t *s, const struct timespec *until)
{
    uint64_t site = SITE;
    if (!preload_ready())
        return REAL(sem_timedwait)(s, until);
    wait_timed(IN_SEM, preload_key(s), site);
    int error = REAL(sem_timedwait)(s, until);
    wait_ends();
    return got(error, preload_key(s));
}

sem_t *
sem_open(const char *name, int flags, ...)
{
    uint64_t site = SITE;
    va_list ap;
    va_start(ap, flags);
    unsigned mode = va_arg(ap, unsigned), value = va_arg(ap, unsigned);
    va_end(ap);
    sem_t *s = REAL(sem_open)(name, flags, mode, value);
    if (s != SEM_FAILED && preload_ready()) {
        preload_shared(s, sizeof *s);
        if (flags & 0100) /* O_CREAT */
            preload_thing(A_NAME, 0, 0, site, name);
    }
    return s;
}

/* --- once --------------------------------------------------------------
 */

int
pthread_once(pthread_once_t *control, void (*work)(void))
{
    uint64_t site = SITE;
    if (!preload_ready() || *control == 2)
        return REAL(pthread_once)(control, work);
    wait_begins(IN_ONCE, preload_key(control), site);
    int error = REAL(pthread_once)(control, work);
    wait_ends();
    return error;
}
