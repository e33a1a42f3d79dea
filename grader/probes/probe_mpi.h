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

enum shape { WORLD, DUPLICATE, REVERSED, ODD_EVEN, SELF, SHAPES };
enum sends { PLAIN, SYNCHRONOUS, DELAYED, SEND_MODES };

#endif
