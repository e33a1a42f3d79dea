/* race_waits.c - barriers, semaphores, once, as race_calls.c has locks. */
#define _GNU_SOURCE
#include "race_calls.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

/* A named semaphore has another address in each process that opens it. */
static struct {
    uintptr_t at;
    uint64_t key;
} named[16];
static int nnamed;

uint64_t
race_object_key(const volatile void *object)
{
    for (int i = 0; i < nnamed; i++)
        if (named[i].at == (uintptr_t)object)
            return named[i].key;
    return race_key((uintptr_t)object);
}

/* --- barriers, semaphores, once -----------------------------------------
 * Everybody who leaves a barrier is ordered after all who came.  Rounds
 * take turns with two entries: who is quick may be in the next one.      */

OURS(int, pthread_barrier_init, pthread_barrier_t *b,
     const pthread_barrierattr_t *a, unsigned n)
{
    WATCHED(struct sync *s = race_sync(race_object_key(b));
            s->barrier_size = (int)n; s->barrier_arrived = 0;
            race_unlock(&s->lock));
    PASS_ON();
    return REAL(pthread_barrier_init)(b, a, n);
}

static uint64_t
round_of(pthread_barrier_t *b)
{
    struct sync *s = race_sync(race_object_key(b));
    int n = s->barrier_size > 0 ? s->barrier_size : 1 << 30;
    int odd = s->barrier_arrived++ / n % 2;
    race_unlock(&s->lock);
    return race_object_key(b) + 1 + (uint64_t)odd;
}

OURS(int, pthread_barrier_wait, pthread_barrier_t *b)
{
    uint64_t round = 0;
    WATCHED(round = round_of(b); race_release_merge(round));
    PASS_ON();
    int result = REAL(pthread_barrier_wait)(b);
    if (result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD)
        WATCHED(race_acquire(round));
    return result;
}

OURS(sem_t *, sem_open, const char *name, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    unsigned mode = va_arg(ap, unsigned), value = va_arg(ap, unsigned);
    va_end(ap);
    PASS_ON();
    sem_t *s = REAL(sem_open)(name, flags, mode, value);
    uint64_t h = 5381;
    for (const char *p = name; *p != '\0'; p++)
        h = h * 33 + (unsigned char)*p;
    if (s != SEM_FAILED && nnamed < 16) {
        named[nnamed].at = (uintptr_t)s;
        named[nnamed++].key = (h & 0xFFFFFFFFFFFF) | 0xFFFDull << 48;
    }
    return s;
}

OURS(int, sem_post, sem_t *s)
{
    WATCHED(race_release_merge(race_object_key(s)));
    PASS_ON();
    return REAL(sem_post)(s);
}

static int
got(int error, sem_t *s)
{
    if (error == 0)
        WATCHED(race_acquire(race_object_key(s)));
    return error;
}

OURS(int, sem_wait, sem_t *s)
{
    PASS_ON();
    return got(REAL(sem_wait)(s), s);
}

OURS(int, sem_trywait, sem_t *s)
{
    return got(REAL(sem_trywait)(s), s);
}

OURS(int, sem_timedwait, sem_t *s, const struct timespec *until)
{
    PASS_ON();
    return got(REAL(sem_timedwait)(s, until), s);
}

OURS(int, sem_clockwait, sem_t *s, clockid_t clock,
     const struct timespec *until)
{
    PASS_ON();
    return got(REAL(sem_clockwait)(s, clock, until), s);
}

static __thread struct {
    void (*work)(void);
    void *control;
} once;

static void
work_once(void)
{
    void *control = once.control;
    once.work();
    WATCHED(race_release_merge(race_object_key(control)));
}

static int
do_once(pthread_once_t *control, void (*work)(void))
{
    __typeof__(once) outer = once;
    once.work = work;
    once.control = control;
    int error = REAL(pthread_once)(control, work_once);
    once = outer;
    WATCHED(race_acquire(race_object_key(control)));
    return error;
}

OURS(int, pthread_once, pthread_once_t *control, void (*work)(void))
{
    PASS_ON();
    return do_once(control, work);
}

OURS(void, call_once, once_flag *control, void (*work)(void))
{
    PASS_ON();
    do_once((void *)control, work);
}
