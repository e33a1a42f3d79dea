/* pi_until.c - probe: each half of an odd/even split has its own seed. */
#include "contract.h"
#include "probe_mpi.h"

enum { UNTOUCHED = -77 };

void
probe_case(void)
{
    double tol = ask_double();
    uint64_t seed = (uint64_t)ask_i64();
    int64_t batch = ask_i64(), null = ask_i64();
    int64_t trials = UNTOUCHED, hits = UNTOUCHED;
    work_start(0);
    int returned = pi_until(tol, seed + (uint64_t)case_half(), batch,
                            null == 1 ? NULL : &trials,
                            null == 2 ? NULL : &hits, case_comm());
    work_stop();
    say_i64(returned);
    say_i64(trials);
    say_i64(hits);
}
