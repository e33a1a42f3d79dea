/*
 * contract.h - chapter 10: what each exercise must do.
 *
 * All five are collective: all ranks of comm call them together.  They use
 * comm and no other communicator (a duplicate of it may be made and is
 * freed again), write nothing to stdout, never end the process, and leave
 * no message, request, communicator, datatype, operation or memory behind.
 * Bad arguments are bad on every rank, so every rank returns -1 without
 * asking the others; otherwise every rank returns 0 unless it says
 * otherwise.
 */
#ifndef MANY_HANDS_10_CONTRACT_H
#define MANY_HANDS_10_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

#include <mpi.h>

/*
 * MPI_Bcast by hand: afterwards the n elements of type t in buf are, on
 * every rank, those of rank root.
 *
 * buf    n elements of t: read on root, written on the others.  Bytes that
 *        do not belong to an element (t may have gaps) are not touched
 * n, t, root   the same on every rank; any n >= 0, any committed type, any
 *        rank of comm, any number of ranks
 *
 * Only messages from one rank to another are used, no collective call.  On
 * P ranks let R be log2(P), rounded up.  No rank sends more than R
 * messages, and the last rank has the data after at most R + 1 rounds; in
 * one round a rank can send one message, and it can send on only what came
 * in an earlier round.  (R rounds are possible.)
 *
 * Returns -1 if n < 0 or root is not a rank of comm.
 */
int tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm);

/*
 * Deals the rows of a matrix out.  Rank root has A, m rows of n doubles,
 * row by row without gaps.  Rank 0 gets the first rows, rank 1 the next,
 * and so on; each row goes to one rank, and the numbers of rows of two
 * ranks differ by at most 1.  m may be smaller than the number of ranks:
 * then some ranks get no row.
 *
 * A        read on root only, and not changed; elsewhere it is not looked
 *          at and may be null
 * m, n     the same on every rank; m * n <= INT_MAX
 * *mine    becomes this rank's rows, in memory from malloc that the caller
 *          frees, on root too; may be null if there are none
 * *m_mine  becomes the number of these rows
 * root     a rank of comm, the same on every rank
 *
 * A rank is sent its own rows and not those of others.
 *
 * Returns -1 if m < 0, n < 0, mine or m_mine is null, or root is not a rank
 * of comm.
 */
int scatter_rows(const double *A, int m, int n, double **mine, int *m_mine,
                 int root, MPI_Comm comm);

/*
 * Gives the items of all ranks consecutive numbers, rank 0's first.  This
 * rank has n_local of them.  Returns the number of its first one, which is
 * how many items the lower ranks have together (0 on rank 0), and sets
 * *total to the number of items of all ranks, on every rank.
 *
 * Returns -1 if n_local < 0 or total is null.
 */
int64_t my_offset(int64_t n_local, int64_t *total, MPI_Comm comm);

/*
 * Who has the smallest x?  Afterwards, on every rank, *gx is the smallest
 * of all x and *gid the id of the rank that gave it; if several gave the
 * same smallest x, the smallest of their ids.  ids may be any numbers and
 * in any order.
 *
 * A NaN is smaller than nothing: it does not count as long as some rank has
 * a number.  If all x are NaN, *gx is NaN and *gid is one of the ids, the
 * same on every rank.
 *
 * Returns -1 if gx or gid is null.
 */
int argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm);

/*
 * Messages to whom it concerns: for each i < nd this rank gives val[i] to
 * rank dst[i], and nobody is told beforehand how many values will come.
 *
 * dst, val   nd of each; dst may name any rank, its own too, in any order
 *            and several times.  They differ from rank to rank, and nd may
 *            be 0 on some ranks or on all
 * *got       becomes the values that were given to this rank, in any order,
 *            in memory from malloc that the caller frees; may be null if
 *            there are none
 * *ngot      becomes how many
 *
 * May be called several times in a row, without a barrier in between; no
 * value of one call is received by another.
 *
 * Returns -1 if nd < 0, got or ngot is null, or some dst[i] is not a rank
 * of comm.
 */
int sparse_exchange(const int *dst, const int64_t *val, int nd,
                    int64_t **got, int *ngot, MPI_Comm comm);

#endif
