/*
 * contract.h - chapter 6: what each exercise must do.
 *
 * None of the functions writes to stdout or ends the process, and none
 * leaves memory, a request, a communicator or a datatype behind.
 */
#ifndef MANY_HANDS_06_CONTRACT_H
#define MANY_HANDS_06_CONTRACT_H

#include <stddef.h>

#include <mpi.h>

/*
 * The three functions of speedup_laws.c.
 *
 * serial is the part of a job that only one worker can do, from 0 (none) to
 * 1 (all); the rest divides evenly among p workers and costs nothing else.
 * Results are right to nine digits.  p may be as large as INT_MAX.
 *
 * amdahl: the job stays as it is.  Of the time that ONE worker needs for
 * it, the fraction `serial` is serial.  Returns how many times as fast p
 * workers are as one.  amdahl(0.1, 4) is 1 / 0.325, about 3.08.
 *
 * gustafson: the job has grown until p workers are busy as long as one was
 * with the small job.  Of the time that the P workers need, the fraction
 * `serial` is serial.  Returns how many times as long one worker alone
 * would need for the grown job.  gustafson(0.1, 4) is 3.7.
 *
 * karp_flatt: p workers were measured to be `speedup` times as fast as one.
 * Returns the serial fraction with which amdahl gives this speed-up for p.
 * It is below 0 if the speed-up is above p, and above 1 if it is below 1;
 * return it as it is.  For p = 1 every serial fraction would do: return 0.
 *
 * Each returns -1 on bad arguments: p < 1, a serial that is not a number
 * from 0 to 1, a speedup that is not a number above 0.
 */
double amdahl(double serial, int p);
double gustafson(double serial, int p);
double karp_flatt(double speedup, int p);

/*
 * Calls work(arg) reps times on every rank of comm and returns how many
 * seconds the ranks need for it together, the same number on every rank.
 *
 *   - Before each call all ranks meet in MPI_Barrier on comm (or another
 *     collective call that nobody leaves before all have come), so that no
 *     rank waits inside work for one that has not begun.
 *   - A rank's time is MPI_Wtime directly after work has returned minus
 *     MPI_Wtime directly before it was called; no other call of MPI stands
 *     between the two.  The clocks of two ranks need not agree.
 *   - A repetition lasts as long as its slowest rank: the largest of the
 *     ranks' times.
 *   - The result is the shortest repetition.
 *
 * Ranks 0 and 1 need 5 and 2 seconds in the first repetition, 1 and 4 in
 * the second: the repetitions last 5 and 4 seconds, the result is 4.
 *
 * work may take any time from 0 on.  It may use MPI among the ranks of
 * comm, so each rank calls it exactly reps times: no warm-up call.  All
 * ranks of comm call time_max together, with the same reps.
 *
 * Returns -1 at once, without calling work or the other ranks, if work is
 * NULL or reps < 1.  (These are then bad on every rank.)
 */
double time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm);

/* STRONG: the same job for every p.  WEAK: p times the job for p. */
enum scaling { STRONG, WEAK };

struct run {
    int p;          /* workers */
    double seconds; /* what they needed */
};

struct row {
    int p;
    double seconds, speedup, efficiency;
};

/*
 * Makes the n rows of a scaling table from n runs.
 *
 * r      the runs in any order, each p once; not changed.  The smallest p
 *        need not be 1.
 * out    gets one row for each run, in increasing order of p.
 *
 * The run with the smallest p, call it p0, is the baseline: its speedup and
 * its efficiency are 1.  efficiency is the part of the ideal that was
 * reached (1, not 100).  Ideal for STRONG: p / p0 times as fast as the
 * baseline.  Ideal for WEAK: p / p0 times the job in the time of the
 * baseline.  speedup is how many times as much is done a second as in the
 * baseline, which is efficiency * p / p0 for both kinds.  Results are right
 * to nine digits.
 *
 * Two runs of 4 workers, 6 s, and 8 workers, 4 s: the second row is
 *     STRONG   8, 4 s, speedup 1.5, efficiency 0.75
 *     WEAK     8, 4 s, speedup 3.0, efficiency 1.5
 *
 * Returns 0 (a positive number counts as success too); with n = 0 there is
 * nothing to do.  Returns -1 if n < 0, if r or out is NULL with n > 0, if
 * a p is less than 1, or if a time is not a number above 0; what out holds
 * is then of no importance.  No limit on n but memory.
 */
int scaling_table(const struct run *r, int n, enum scaling kind,
                  struct row *out);

#endif
