/* lcg_jump.c - probe: one jump for each question.
 *
 * Its contract.h includes mpi.h, so the probe is compiled as the probes of
 * MPI exercises are; but it runs alone, without mpirun and MPI_Init, and so
 * it has a main of its own.
 */
#include "contract.h"
#include "probe.h"
#include "probe_keeper.h"

#include <mpi.h>

const bool probe_checks_process = true;

void
probe_case(void)
{
    uint64_t x = (uint64_t)ask_i64(), a = (uint64_t)ask_i64();
    uint64_t c = (uint64_t)ask_i64(), k = (uint64_t)ask_i64();
    say_i64((int64_t)lcg_jump(x, a, c, k));
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
