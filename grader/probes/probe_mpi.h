/* probe_mpi.h - what MPI probes have besides probe.h. */
#ifndef MANY_HANDS_PROBE_MPI_H
#define MANY_HANDS_PROBE_MPI_H

#include "probe.h"

#include <mpi.h>

/* The communicator of this case.  Each case of an MPI exercise begins with
 * two numbers that the harness takes: its shape and how sends behave. */
MPI_Comm case_comm(void);

/* Half of an odd/even split this rank is in (0 or 1); 0 otherwise. */
int case_half(void);

/* Blocking and collective MPI calls of this rank in this case so far. */
int case_blocking_calls(void);

/* --- the record of a case -----------------------------------------------
 * * Every MPI call of the answer is noted in the order in which this rank
 * makes it.  say_mpi_events adds the record to the answer, for
 * take_events() of the driver; mpi_mark puts the probe's own event between
 * the calls, such as "this cell is computed now". */
void say_mpi_events(void);
void mpi_mark(const char *name, int64_t a, int64_t b);

/* Frees what the answer got to send from or to receive into, but keeps it
 * as long as a forgotten request may still use it. */
void case_free(void *buffer);

/* A number of each world rank that all ranks can read, 0 when a case
 * begins; null where ranks cannot share memory. */
int64_t *case_board(void);

/* Waits inside a task of the answer until the numbers of the ranks in
 * `who` add up to goal.  If that can never be, the driver's launch ends
 * with DEADLOCK, and its evidence says "in TASK: 3 of 9 others done". */
void wait_for_board(const char *task, const int *who, int n, int64_t goal);

enum shape { WORLD, DUPLICATE, REVERSED, ODD_EVEN, SELF, SHAPES };
enum sends { PLAIN, SYNCHRONOUS, DELAYED, SEND_MODES };

#endif
