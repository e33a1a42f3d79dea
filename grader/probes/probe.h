/*
 * probe.h - the small program that is linked with the learner's object.
 *
 * A probe answers a driver's questions by calling the learner's function.
 * It knows no expected value and gives no verdict.  Its other half, the
 * keeper, hands it one question at a time, takes the answer, and sees what
 * the call left behind: children, descriptors, mappings, threads.
 */
#ifndef MANY_HANDS_PROBE_H
#define MANY_HANDS_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Each probe defines this: ask, call the learner's function once, say. */
void probe_case(void);

/* The values of the question, in the driver's order.  Texts and arrays stay
 * valid until the case ends; arrays may be written. */
int64_t ask_i64(void);
double ask_double(void);
char *ask_text(size_t *len); /* NUL-terminated; len may be NULL */
int64_t *ask_i64s(size_t *n);

/* The values of the answer. */
void say_i64(int64_t value);
void say_double(double value);
void say_text(const void *bytes, size_t len);
void say_i64s(const int64_t *values, size_t n);

/* --- work: who threw which darts --------------------------------------- *
 * The probe is linked with --wrap=pi_hits,--wrap=par_u64.  After
 * work_start(k) the keeper notes every call and who made it, and the first
 * one of each worker waits inside until k workers are there together, or
 * until that can no longer happen: a loop that starts one worker and waits
 * for it before it starts the next never gets two inside.  work_start(0)
 * only notes.  What was seen goes to the driver by itself.               */
void work_start(int workers_expected);
void work_stop(void);
/* From now until work_stop: pi_hits throws nothing.  It answers at once as
 * if exactly the darts whose number is no multiple of 5 were hits, so that
 * huge numbers of darts can be asked for. */
void work_pretend(void);
/* The same for other work than darts: this worker begins first .. last. */
void work_note(int64_t seed, int64_t first, int64_t last);

/* How often the learner's code called par_u64 since work_start. */
int64_t work_par_u64_calls(void);

/* --- family: the processes and threads the answer starts ----------------
 */

/* What becomes of a new child.  HELD: it waits inside fork until its
 * creator waits for something; then the children go on one after the other.
 * AHEAD: its creator waits inside fork until the child has ended, or can
 * not move.  Neither is anything the kernel would not do by itself. */
enum births { FREE, HELD, AHEAD };

/* Begins a case of an exercise without darts. */
void family_start(enum births births);
void family_stop(void);
int family_joined(void); /* threads that were joined: a hint, no evidence */
/* The most threads that were made and not yet joined or detached. */
int family_together(void);

/* --- trouble: what is to go wrong in this case --------------------------
 * Asked for between family_start or work_start and the call.             */
enum trouble {
    NO_TROUBLE,
    REFUSED,       /* worker number `which` and all later ones cannot be
                      made: processes and threads, from 0 */
    DIES,          /* the caller's child number `which` dies at its birth */
    NO_DESCRIPTOR, /* only `which` more can be opened */
    ELDER,         /* the caller has a child of its own, which has ended */
    ENDS_LATE      /* a thread that has done its work ends when all others
                      wait, and not before: it can be joined, not missed */
};
void trouble_start(enum trouble what, int which);
/* After the call.  False: somebody has waited for the elder child. */
bool trouble_stop(void);

/* Waits until *counter >= goal, or until nobody else of the family can move
 * any more.  True if reached. */
bool wait_for(volatile int *counter, int goal);

/* A page shared with all children, zeroed when the case begins. */
void *shared_page(void);

/* --- for the harness itself --------------------------------------------
 */
int probe_rank(void); /* which pair of pipes is ours; 0 without MPI */
void probe_finish(void);
void probe_before_case(int index);
void probe_after_case(void);
void probe_left(const char *kind, int64_t count, const char *text);
extern const bool probe_checks_process; /* MPI opens what it likes */
int probe_main(void); /* answers all cases; returns the exit status */

#endif
