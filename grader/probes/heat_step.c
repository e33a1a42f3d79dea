/* heat_step.c - probe: one step for each question.
 *
 * Its contract.h includes mpi.h, so the probe is compiled as the probes of
 * MPI exercises are; but it runs alone, without mpirun and MPI_Init, and so
 * it has a main of its own.
 */
#include "contract.h"
#include "probe.h"
#include "probe_heat.h"
#include "probe_keeper.h"

#include <mpi.h>
#include <stdlib.h>

const bool probe_checks_process = true;

void
probe_case(void)
{
    enum { NO_U = 1, NO_V = 2 };
    size_t cells;
    int64_t *before = ask_i64s(&cells), *after = ask_i64s(&cells);
    int n = (int)ask_i64();
    double r = ask_double();
    int64_t null = ask_i64();
    double *u = new_cells(before, cells), *v = new_cells(after, cells);
    heat_step(null == NO_U ? NULL : u, null == NO_V ? NULL : v, n, r);
    say_cells(u, cells);
    say_cells(v, cells);
    free(u);
    free(v);
}

int
probe_rank(void)
{
    return 0;
}

void
probe_before_case(int index)
{
    (void)index;
}

void
probe_after_case(void)
{
}

void
probe_finish(void)
{
}

int
main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    keeper_start();
    return probe_main();
}
