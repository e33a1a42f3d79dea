/* probe_family.h - see probe_family.c; used by the harness only. */
#ifndef MANY_HANDS_PROBE_FAMILY_H
#define MANY_HANDS_PROBE_FAMILY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum { MAX_WAITERS = 256, MAX_BIRTHS = 256 };

struct family {
    int owner;       /* the process that asks the learner's function */
    atomic_int hold; /* an enum births: what becomes of a new child */
    atomic_int own;  /* children the owner has made */
    atomic_int all;  /* and those that its children have made, in a tree */
    int dies;        /* which of all dies at birth, counted from 1 */
    atomic_int threads, joined, detached;
    atomic_int most; /* threads that were there unjoined together */
    atomic_int waiter[MAX_WAITERS]; /* threads asleep in the harness */
};

extern struct family *family; /* in memory that children share */

/* Threads made and neither joined nor detached. */
int family_unjoined(void);

void *share_memory(size_t bytes);
int thread_id(void);
void pause_us(long us);
void wait_here(bool begin);

struct calm {
    int samples, looks;
    unsigned long moves;
};
void calm_begin(struct calm *c);
bool calm_look(struct calm *c, int root);
bool calm_now(struct calm *c);
void calm_end(void);

#endif
