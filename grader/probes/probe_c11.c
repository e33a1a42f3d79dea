/*
 * probe_c11.c - the threads of C11 for ThreadSanitizer, which knows those
 * of POSIX only: a thread made by thrd_create would crash it, and it would
 * see neither a join nor a lock.  Linked with the answer in that build; the
 * runtime for races has its own (observe/race/race_calls.c).
 *
 * In the GNU C library the types of the two are the same but for their
 * names.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

_Static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t) &&
                   sizeof(cnd_t) == sizeof(pthread_cond_t),
               "C11's locks are those of POSIX");

static int
c11(int error)
{
    return error == 0           ? thrd_success
           : error == EBUSY     ? thrd_busy
           : error == ETIMEDOUT ? thrd_timedout
           : error == ENOMEM    ? thrd_nomem
                                : thrd_error;
}

struct first {
    int (*start)(void *);
    void *arg;
};

static void *
begin(void *arg)
{
    struct first f = *(struct first *)arg;
    free(arg);
    return (void *)(intptr_t)f.start(f.arg);
}

int
thrd_create(thrd_t *t, thrd_start_t start, void *arg)
{
    struct first *first = malloc(sizeof *first);
    if (first == NULL)
        return thrd_nomem;
    *first = (struct first){start, arg};
    int error = pthread_create(t, NULL, begin, first);
    if (error != 0)
        free(first);
    return c11(error);
}

int
thrd_join(thrd_t t, int *result)
{
    void *value = NULL;
    int error = pthread_join(t, &value);
    if (error == 0 && result != NULL)
        *result = (int)(intptr_t)value;
    return c11(error);
}

int
thrd_detach(thrd_t t)
{
    return c11(pthread_detach(t));
}

void
thrd_exit(int result)
{
    pthread_exit((void *)(intptr_t)result);
}

int
mtx_init(mtx_t *m, int type)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    if (type & mtx_recursive)
        pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    int error = pthread_mutex_init((pthread_mutex_t *)m, &a);
    pthread_mutexattr_destroy(&a);
    return c11(error);
}

int
mtx_lock(mtx_t *m)
{
    return c11(pthread_mutex_lock((pthread_mutex_t *)m));
}

int
mtx_trylock(mtx_t *m)
{
    return c11(pthread_mutex_trylock((pthread_mutex_t *)m));
}

int
mtx_timedlock(mtx_t *restrict m, const struct timespec *restrict until)
{
    return c11(pthread_mutex_timedlock((pthread_mutex_t *)m, until));
}

int
mtx_unlock(mtx_t *m)
{
    return c11(pthread_mutex_unlock((pthread_mutex_t *)m));
}

void
mtx_destroy(mtx_t *m)
{
    pthread_mutex_destroy((pthread_mutex_t *)m);
}

int
cnd_init(cnd_t *c)
{
    return c11(pthread_cond_init((pthread_cond_t *)c, NULL));
}

int
cnd_signal(cnd_t *c)
{
    return c11(pthread_cond_signal((pthread_cond_t *)c));
}

int
cnd_broadcast(cnd_t *c)
{
    return c11(pthread_cond_broadcast((pthread_cond_t *)c));
}

int
cnd_wait(cnd_t *c, mtx_t *m)
{
    return c11(
        pthread_cond_wait((pthread_cond_t *)c, (pthread_mutex_t *)m));
}

int
cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m,
              const struct timespec *restrict until)
{
    return c11(pthread_cond_timedwait((pthread_cond_t *)c,
                                      (pthread_mutex_t *)m, until));
}

void
cnd_destroy(cnd_t *c)
{
    pthread_cond_destroy((pthread_cond_t *)c);
}

void
call_once(once_flag *flag, void (*f)(void))
{
    pthread_once((pthread_once_t *)flag, f);
}
