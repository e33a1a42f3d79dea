/*
 * contract.h - what the exercises of chapter 1 promise.
 *
 * For all of them: return -1 on bad arguments.  Write nothing to stdout.
 * Never end the caller's process.  When the function returns, leave behind
 * no child, no thread, no open descriptor, no mapping, no memory; and do
 * not wait for children that the caller had before.
 */
#ifndef MANY_HANDS_CONTRACT_01_H
#define MANY_HANDS_CONTRACT_01_H

#include <stddef.h>
#include <stdint.h>

/*
 * fork_sum - the sum of v[0] .. v[n-1], one half added up by a child.
 *
 * The child (made by fork) adds the upper half, v[n/2] .. v[n-1], and sends
 * its sum through a pipe; meanwhile the caller adds the lower half, then
 * receives, adds and reaps the child.
 *
 * v may be null if n is 0; the sum of nothing is 0.  The sum of any n
 * numbers that fit into memory fits into the result.
 *
 * Returns the sum.  Returns -1 if v is null though n > 0, if the pipe or
 * the child cannot be made, or if the child dies before it has sent its
 * sum.  (-1 may be a true sum as well; no caller here has to tell.)
 */
int64_t fork_sum(const int32_t *v, size_t n);

/*
 * shared_count - nproc children count together in one counter.
 *
 * Makes nproc children that run at the same time.  Each adds 1 to one and
 * the same counter, per_proc times; no addition may be lost, whatever the
 * schedule.  The counter lies in memory that all of them share.
 *
 * nproc >= 1, per_proc >= 0 and nproc * per_proc <= INT64_MAX.
 *
 * Returns the counter after all children have finished, which is
 * nproc * per_proc.  Returns -1 if nproc < 1 or per_proc < 0, if the memory
 * or a child cannot be had, or if a child dies.
 */
int64_t shared_count(int nproc, int64_t per_proc);

/* How a worker is made: a child process, or a thread of the caller. */
enum worker_kind { BY_FORK, BY_THREAD };

/*
 * who_sees - does the creator see what a worker writes?
 *
 * Makes one worker of the given kind.  The worker, not the caller, carries
 * out *cell = 42 on the variable that `cell` points to in its own memory.
 *
 * `cell` must not be null.  The function itself never writes to *cell.
 *
 * Returns *cell as the caller finds it once the worker has ended, and
 * leaves *cell like that.  Returns -1 if cell is null, if `how` is neither
 * BY_FORK nor BY_THREAD, if the worker cannot be made, or if it dies.
 */
int who_sees(enum worker_kind how, int *cell);

#endif
