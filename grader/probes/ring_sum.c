/* ring_sum.c - probe: one number a world rank, and the record of the calls.
 */
#include "contract.h"
#include "probe_mpi.h"

void
probe_case(void)
{
    size_t n;
    int64_t *numbers = ask_i64s(&n);
    int world;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    say_i64(ring_sum(numbers[world], case_comm()));
    say_mpi_events();
}
