/*
 * contract.h - chapter 9: what each exercise must do.
 *
 * A rod is a row of cells with a temperature each.  An array u of n + 2
 * doubles holds n of them in u[1], ..., u[n]; u[0] and u[n + 1] are the
 * cells beside them: a fixed end of the rod, or a copy of a neighbour's
 * cell, then called a ghost.
 *
 * halo_start, halo_finish, heat_run and heat_overlap are collective: all
 * ranks of comm call them together.  They use comm and no other
 * communicator, write nothing to stdout, never end the process, and leave
 * no request, communicator, message or memory behind.
 *
 * Temperatures are compared with ==.  The grader's numbers are such that
 * no step rounds anything, so every way of writing the sum is as good as
 * the one below.
 */
#ifndef MANY_HANDS_09_CONTRACT_H
#define MANY_HANDS_09_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

#include <mpi.h>

/*
 * One step of n cells: for every i = 1, ..., n
 *
 *     v[i] = u[i] + r * (u[i - 1] - 2 * u[i] + u[i + 1])
 *
 * u and v have n + 2 doubles each and do not overlap.  u is not changed;
 * v[0] and v[n + 1] are not touched.  With n < 1, or u or v NULL, nothing
 * happens.  It calls no MPI function.
 */
void heat_step(const double *u, double *v, int n, double r);

/*
 * Starts to trade edges with both neighbours: u[1] is sent to the rank
 * before this one and becomes its u[n + 1]; u[n] is sent to the rank after
 * it and becomes its u[0].  n may differ from rank to rank.
 *
 * periodic  not 0: the last rank is the one before rank 0, as in a ring.
 *           0: rank 0 has none before it and the last rank none after it;
 *           they send nothing there and their u[0] or u[n + 1] stays as it
 *           is.  The same on every rank.
 * req       room for 4 requests.  All four are set; what is not needed is
 *           MPI_REQUEST_NULL.
 *
 * halo_start waits for nobody: it returns even if no other rank has called
 * it yet.  Both sends have then been started: a neighbour can finish
 * though this rank has not called halo_finish.  Until halo_finish the
 * caller changes neither u[1] nor u[n] and looks at neither ghost.  Several
 * trades with different arrays may be under way at once; every rank starts
 * them in the same order.
 *
 * Returns 0, or -1 if n < 1 or u or req is NULL; nothing is then started.
 * Arguments are bad on every rank or on none.
 */
int halo_start(double *u, int n, int periodic, MPI_Comm comm,
               MPI_Request req[4]);

/*
 * Ends the trade that halo_start began with the same u, n and req: when it
 * returns, both ghosts have come, u[1] and u[n] may be changed, and all
 * four requests are MPI_REQUEST_NULL.  It changes nothing of u but the
 * ghosts.
 *
 * Returns 0, or -1 if n < 1 or u or req is NULL.
 */
int halo_finish(double *u, int n, MPI_Request req[4]);

/*
 * Computes v[first], ..., v[last] from u by the formula of heat_step; none
 * if last < first.  Not an exercise: the grader links it, so that it sees
 * which cells are computed when.  heat_run may use it, heat_overlap must.
 */
void heat_cells(const double *u, double *v, int first, int last, double r);

/*
 * Makes `steps` steps of a rod that all ranks of comm hold together.  The
 * cells of rank 0 come first, then those of rank 1, and so on.  The result
 * is that of one rank with all the cells, bit by bit.
 *
 * u        n_local + 2 doubles; on return u[1], ..., u[n_local] hold the
 *          temperatures after the last step
 * n_local  how many cells this rank has; differs from rank to rank, and may
 *          be 0.  A rank without cells is no part of the rod: its u is not
 *          used and may be NULL, and the cells before and after it are
 *          neighbours.  It takes part in the call all the same.
 * steps, r the same on every rank
 *
 * The two ends of the rod stay at their temperatures: u[0] of the first
 * rank that has cells and u[n_local + 1] of the last one.  They are not
 * changed.  In every other u[0] and u[n_local + 1] stands anything before
 * and after.
 *
 * Returns 0; also if no rank has cells.  Returns -1 on every rank if on any
 * rank n_local < 0, or steps < 0, or u is NULL though n_local > 0; no cell
 * is then changed.
 */
int heat_run(double *u, int n_local, int64_t steps, double r,
             MPI_Comm comm);

/*
 * What heat_run does, with the edges on their way while cells are computed.
 * Every cell is computed exactly once in every step, by heat_cells.  In
 * every step a rank that has neighbours
 *
 *  1. starts its sends and receives, without waiting for any of them;
 *  2. computes the cells 2, ..., n_local - 1, in one call of heat_cells or
 *     in several, and waits for no message before they are done;
 *  3. waits for the messages;
 *  4. computes the cells that needed them.
 *
 * A cell beside a fixed end needs no message on that side; cell 1 of the
 * first rank and cell n_local of the last may be computed in 2. or in 4.
 */
int heat_overlap(double *u, int n_local, int64_t steps, double r,
                 MPI_Comm comm);

#endif
