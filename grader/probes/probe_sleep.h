/* probe_sleep.h - who sleeps on the stage of probe_conduct.h. */
#ifndef MANY_HANDS_PROBE_SLEEP_H
#define MANY_HANDS_PROBE_SLEEP_H

#include "probe_conduct.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

struct waiter {
    const volatile void *at;
    const void *site; /* who called; NULL: the harness */
    int stage; /* its number: memory is used again, numbers are not */
    bool woken, asleep;
    sem_t go;
    struct waiter *next; /* younger */
};

/* Guards all that follows, and the stage itself. */
extern pthread_mutex_t stage_lock;
extern atomic_bool staged; /* if not, all calls are passed on */
extern int stages;         /* how many there have been */
extern enum waking stage_who;
extern enum waits stage_waits;
extern struct waiter *eldest;

/* Into the list; `woken` if it will wake without a signal. */
void join_waiters(struct waiter *w, const volatile void *at,
                  const void *site, bool woken);
void sleep_until_let_go(struct waiter *w);
/* With the lock: takes w out of the list and lets its thread go on. */
void let_go(struct waiter *w);
void wake(const volatile void *at, bool all);

#endif
