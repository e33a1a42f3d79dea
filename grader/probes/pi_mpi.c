/* pi_mpi.c - probe: each half of an odd/even split throws its own darts. */
#include "contract.h"
#include "probe_mpi.h"

void
probe_case(void)
{
    uint64_t seed = (uint64_t)ask_i64();
    int64_t n = ask_i64();
    bool pretend = ask_i64();
    work_start(0);
    if (pretend)
        work_pretend();
    int64_t hits = pi_mpi(seed + (uint64_t)case_half(), n, case_comm());
    work_stop();
    say_i64(hits);
}
