/* pi_hits_fork.c - probe: one call, its result and who did the work. */
#include "contract.h"
#include "probe.h"

void
probe_case(void)
{
    uint64_t seed = (uint64_t)ask_i64();
    int64_t n = ask_i64();
    int nproc = (int)ask_i64();
    bool meet = ask_i64();
    work_start(!meet ? 0 : n < nproc ? (int)n : nproc);
    int64_t hits = pi_hits_fork(seed, n, nproc);
    work_stop();
    say_i64(hits);
}
