/*
 * contract.h - chapter 5: what each exercise must do.
 *
 * pi_mpi, bcast_params and pi_until are collective: all ranks of comm call
 * them together.  They use comm and no other communicator, write nothing to
 * stdout, never end the process, and leave no request, communicator,
 * datatype or memory behind.  Arguments are the same on every rank unless
 * it says otherwise, so bad ones are bad everywhere and every rank returns
 * -1 without asking the others.
 */
#ifndef MANY_HANDS_05_CONTRACT_H
#define MANY_HANDS_05_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

#include <mpi.h>

#include "darts.h"

/*
 * Returns how many of the darts 0, 1, ..., n - 1 of seed are hits: the same
 * number on every rank, and the same for every size of comm.
 *
 * The ranks share the throwing: each dart is thrown by exactly one rank, by
 * pi_hits, and on P ranks none throws more than n / P + P darts.  n may be
 * smaller than P, need not be divisible by P, and may be as large as
 * INT64_MAX.
 *
 * Returns 0 for n = 0, and -1 for n < 0.
 */
int64_t pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm);

/* What a computation is told before it starts. */
struct params {
    int64_t n;
    double tol;
    char name[32];
    int flags;
};

/*
 * Gives every rank of comm the parameters of rank root: afterwards *p
 * equals root's *p on every rank, field by field, in all 32 bytes of name.
 * The struct of root is not changed.
 *
 * p      on root: read; on the others: overwritten; NULL on all ranks or on
 *        none
 * root   a rank of comm, the same on every rank
 *
 * Any correct way is accepted: one broadcast a field, a datatype, or the
 * bytes of the struct (all ranks run the same program on one kind of
 * machine).  A datatype you make is freed again.
 *
 * Returns 0, or -1 if p is NULL or root is not a rank of comm.
 */
int bcast_params(struct params *p, int root, MPI_Comm comm);

/*
 * Throws the darts of seed in batches until the estimate of pi is good
 * enough.  Batch k = 0, 1, 2, ... is the darts k * batch, ...,
 * (k + 1) * batch - 1; batch counts the darts of all ranks together.
 * After each batch let t be the darts thrown so far, h the hits among them
 * and p = h / t as a double.  Throwing stops after the first batch with
 *
 *     0 < h < t   and   4.0 * sqrt(p * (1.0 - p) / t) <= tol
 *
 * The left side is the standard error of the estimate 4 * p.  With h = 0 or
 * h = t it would be 0, which says only that there were too few darts.
 *
 * On return *trials = t and *hits = h, the same on every rank and the same
 * for every size of comm.  The ranks share the darts of each batch as in
 * pi_mpi: each dart is thrown by exactly one rank, by pi_hits, and on P
 * ranks none throws more than batch / P + P darts of a batch.
 *
 * Returns 0, or -1 if tol is not greater than 0, batch < 1, or trials or
 * hits is NULL; *trials and *hits are then not touched.
 */
int pi_until(double tol, uint64_t seed, int64_t batch, int64_t *trials,
             int64_t *hits, MPI_Comm comm);

/*
 * Returns what k steps of the linear congruential generator
 *
 *     x  becomes  a * x + c   modulo 2^64
 *
 * make of x, in at most a few hundred operations for every k up to
 * UINT64_MAX.  lcg_jump(x, a, c, 0) is x.  Every a and c is allowed, also 0
 * and 1.  It keeps nothing from one call to the next and calls no MPI
 * function.
 */
uint64_t lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k);

#endif
