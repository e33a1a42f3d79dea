/*
 * contract.h - chapter 8: what each exercise must do.
 *
 * All functions use comm and no other communicator, are right however
 * little MPI buffers (every send may wait until its message is received),
 * write nothing to stdout, never end the process, and leave no message,
 * request, communicator, datatype or memory behind.
 */
#ifndef MANY_HANDS_08_CONTRACT_H
#define MANY_HANDS_08_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

#include <mpi.h>

/*
 * Returns the sum of `mine` over all ranks of comm, on every rank.  All
 * ranks of comm call it together.  The sum fits into an int64_t.
 *
 * It takes P - 1 steps on P ranks, and in each step every rank sends one
 * number to a neighbour and receives one number from a neighbour.  The
 * neighbours of rank r are (r + 1) % P and (r + P - 1) % P.  There are no
 * other messages, and no collective call.  One rank alone sends nothing.
 */
int64_t ring_sum(int64_t mine, MPI_Comm comm);

/*
 * Trades n doubles with rank `partner` of comm, which calls it too, with
 * this rank as its partner and the same n: what is in snd here arrives in
 * rcv there, and the other way round.  Other ranks need not call it.
 *
 * partner may be the caller's own rank; then rcv gets what is in snd.  It
 * may be MPI_PROC_NULL; then there is nobody, and rcv stays as it is.  snd
 * and rcv do not overlap; snd stays as it is.
 *
 * Returns 0, or at once -1, with no message sent or received and rcv as it
 * is: if n < 0, if snd or rcv is null while n > 0, or if partner is neither
 * a rank of comm nor MPI_PROC_NULL.
 */
int swap_with(const double *snd, double *rcv, int n, int partner,
              MPI_Comm comm);

/*
 * Receives one message of doubles with the given tag, from any rank of comm
 * and of any length.  Messages with other tags are not touched.  Only the
 * rank that receives calls it; it waits until there is a message.
 *
 * *buf becomes a block of memory from malloc that holds the doubles, which
 * the caller frees; *n their number, *src the rank that sent them.  For an
 * empty message *n is 0, and *buf is whatever free accepts.
 *
 * Returns 0.  Returns -1 at once, without receiving, if buf, n or src is
 * null; and -1 if there is no memory.
 */
int recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm);

/*
 * The map of chapter 2 over ranks: results[i] = f(i) for i = 0, 1, ...,
 * ntasks - 1, in results of rank 0.  All ranks of comm call it together,
 * with the same ntasks and f; results means something on rank 0 only, is
 * null elsewhere, and holds ntasks numbers.
 *
 * Each task is done exactly once.  With two ranks or more, rank 0 hands the
 * tasks out and calls f for none of them.  A worker has one task at a time,
 * and gets its next one as soon as it has finished, even if that of another
 * worker still takes long; f may take very different times.
 * One rank alone does all tasks itself.
 *
 * Returns 0 on every rank; -1 on every rank, at once, if ntasks < 0 or f is
 * null.  ntasks may be 0, and smaller than the number of workers.
 */
int farm(int64_t ntasks, int64_t (*f)(int64_t), int64_t *results,
         MPI_Comm comm);

#endif
