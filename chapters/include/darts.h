/*
 * darts.h - darts thrown at a square, for estimating pi.
 *
 * Dart k of a seed is a pure function of (seed, k).  There is no generator
 * state to copy, share or lock, so any worker can throw any dart and the
 * number of hits is the same for every number of workers.
 *
 * Source: the SplitMix64 generator of Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014.
 */
#ifndef MANY_HANDS_DARTS_H
#define MANY_HANDS_DARTS_H

#include <stdint.h>

// ANCHOR: declarations
/* The i-th random number (i = 0, 1, 2, ...) of the stream of `seed`. */
uint64_t par_u64(uint64_t seed, uint64_t i);

/* How many of the darts first, first + 1, ..., last - 1 of `seed` hit the
 * quarter circle.  An empty range (last <= first) gives 0. */
int64_t pi_hits(uint64_t seed, int64_t first, int64_t last);
// ANCHOR_END: declarations

#endif
