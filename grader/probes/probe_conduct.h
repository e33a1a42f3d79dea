/*
 * probe_conduct.h - threads that act on a stage, one step at a time.
 *
 * The actors call the learner's functions; the conductor (the thread of the
 * case) tells each of them what to do next, and waits until nobody can move
 * any more.  Between them and the C library stand the calls by which
 * threads sleep and wake: a thread that has been woken goes on only when
 * the conductor lets it, and of several sleepers the conductor's rule says
 * which one a signal wakes.  POSIX promises none of this to be otherwise,
 * so a right answer cannot tell; a wrong one is wrong on every run.
 */
#ifndef MANY_HANDS_PROBE_CONDUCT_H
#define MANY_HANDS_PROBE_CONDUCT_H

#include <stdbool.h>
#include <stdint.h>

enum { ACTORS = 8, NOBODY = -1 };

/* Which sleeper a signal wakes. */
enum waking { OLDEST, NEWEST };

/* How a wait goes.  SPURIOUS: every second one of a thread ends without a
 * signal, as that of pthread_cond_wait may.  DROWSY: the thread loses its
 * processor just before it falls asleep, while it still has the lock, and
 * goes on when it is let go. */
enum waits { AS_SIGNALLED, SPURIOUS, DROWSY };

/* Each probe defines it: what an actor does when it is told to. */
int64_t actor_acts(int actor, int op, int64_t value);

void stage_open(enum waking who, enum waits how);
/* True if no actor is left in a call; then its threads have ended. */
bool stage_close(void);
void actor_start(int actor, int op, int64_t value);

/* Returns when nobody can move.  False: somebody goes round instead of
 * sleeping; then nothing more can be asked of this process. */
bool stage_settle(void);
/* Lets those go on that were woken, one after the other, and those that
 * they wake, until none is left. */
bool stage_let_go(void);
int stage_held(void);
bool stage_spoiled(void);

/* The actor that has ended its call, in the order of the ends, or NOBODY
 * if there is no further one. */
int stage_next_done(int64_t *result);
bool actor_busy(int actor);

/* For the harness's own places to wait in, such as a gate that the
 * conductor opens. */
void stage_wait(const void *at);
int stage_waiting(const void *at);
void stage_wake(const void *at);

/* How many threads are neither idle nor asleep in a call that stands on
 * this page: when nobody can move, they wait for a lock. */
int stage_elsewhere(void);

/* Tells the driver that number, and where the sleepers were called: return
 * addresses. */
void stage_say_sites(void);

#endif
