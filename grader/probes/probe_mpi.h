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

enum shape { WORLD, DUPLICATE, REVERSED, ODD_EVEN, SELF, SHAPES };
enum sends { PLAIN, SYNCHRONOUS, DELAYED, SEND_MODES };

#endif
