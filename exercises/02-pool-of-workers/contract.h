/*
 * contract.h - what the exercises of chapter 2 promise.
 *
 * For all of them: return -1 on bad arguments.  Write nothing to stdout.
 * Never end the caller's process.  When the function returns, leave behind
 * no child, no thread, no open descriptor, no mapping, no memory; change no
 * signal handler; and do not wait for children that the caller had before.
 */
#ifndef MANY_HANDS_CONTRACT_02_H
#define MANY_HANDS_CONTRACT_02_H

#include <stddef.h>
#include <stdint.h>

#include "darts.h"

/*
 * split_range - the share of worker k when `parts` workers divide 0 .. n-1.
 *
 * Sets *first and *last so that worker k gets the items *first, ...,
 * *last - 1.  The shares of k = 0 .. parts-1 follow one another without gap
 * or overlap, from 0 up to n, and their sizes differ by at most 1; which of
 * them are the larger ones is left to you.  With more parts than items some
 * shares are empty: *first == *last.
 *
 * Right for every n from 0 to INT64_MAX; no step may overflow.
 * `first` and `last` must not be null.  On bad arguments (n < 0, parts < 1,
 * k < 0 or k >= parts) the share is empty: *first = *last = 0.
 */
void split_range(int64_t n, int parts, int k, int64_t *first,
                 int64_t *last);

/*
 * pi_hits_fork - the hits among darts 0 .. n-1 of `seed`, thrown by nproc
 * child processes.
 *
 * Each child calls pi_hits (darts.h) for one contiguous share of the darts;
 * the sizes of the shares differ by at most 1.  All nproc children run at
 * the same time; the caller throws no darts itself.
 *
 * Returns the number of hits, the same for every nproc.  Returns -1 if
 * n < 0 or nproc < 1, if a child, pipe or page cannot be had, or if a child
 * dies before it has delivered its hits.  n = 0 gives 0.
 */
int64_t pi_hits_fork(uint64_t seed, int64_t n, int nproc);

/*
 * pi_hits_threads - the same with nthreads threads of the calling process.
 *
 * Each thread calls pi_hits for one contiguous share of the darts; the
 * sizes of the shares differ by at most 1.  All nthreads threads run at the
 * same time; the calling thread throws no darts itself.
 *
 * Returns the number of hits, the same for every nthreads.  Returns -1 if
 * n < 0 or nthreads < 1, or if memory or a thread cannot be had.
 */
int64_t pi_hits_threads(uint64_t seed, int64_t n, int nthreads);

/*
 * pool_map - out[i] = f(in[i]) for i = 0 .. n-1, by a pool of processes.
 *
 * Makes nworkers child processes (fewer if there are fewer tasks), and no
 * more.  f runs in the children only, exactly once for each input.  A
 * worker gets its next task when it has finished the last one: while one
 * task takes long, the other workers do all the rest, and no task waits for
 * a busy worker as long as another one is free.  out is in the order of the
 * inputs.
 *
 * n may be large (a million tasks); the memory in use grows with n at most
 * like the arrays do.  in and out may be null if n is 0.
 *
 * Returns 0.  Returns -1 if nworkers < 1 or f is null, if in or out is null
 * though n > 0, or if the workers cannot be made.  f may do anything, even
 * call abort or _exit: when a worker dies, pool_map returns -1 as soon as no
 * worker is left, and need not do the tasks that had not begun; out may then
 * hold anything.
 */
int pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in,
             size_t n, int64_t *out);

/*
 * my_par_u64 (bonus) - the i-th random number (i = 0, 1, 2, ...) of the
 * stream of `seed`, computed from the description; equal to par_u64.
 *
 * The i-th number is mix(seed + (i + 1) * G) with
 * G = 0x9E3779B97F4A7C15, where mix(z) takes three steps:
 *     z becomes (z xor (z shifted right by 30)) * 0xBF58476D1CE4E5B9
 *     z becomes (z xor (z shifted right by 27)) * 0x94D049BB133111EB
 *     the result is z xor (z shifted right by 31)
 * All arithmetic is in uint64_t and wraps round at 2^64.
 *
 * A pure function: the same arguments give the same number, in any order of
 * calls, in any process or thread.  It does not call par_u64.
 * my_par_u64(1234567, 0) is 6457827717110365317.
 */
uint64_t my_par_u64(uint64_t seed, uint64_t i);

#endif
