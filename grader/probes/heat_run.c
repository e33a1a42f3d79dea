/* heat_run.c - probe: this rank's part of the rod after some steps. */
#include "contract.h"
#include "probe_heat.h"
#include "probe_mpi.h"
#include "probe_rod.h"

#include <stdlib.h>

void
probe_case(void)
{
    struct rod rod = ask_rod();
    say_i64(heat_run(rod.u, rod.n_local, rod.steps, rod.r, case_comm()));
    say_cells(rod.u, rod.size);
    say_mpi_events();
    case_free(rod.u);
}
