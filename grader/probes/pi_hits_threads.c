/* pi_hits_threads.c - probe: one call, its result and who did the work. */
#include "contract.h"
#include "probe.h"

void
probe_case(void)
{
    uint64_t seed = (uint64_t)ask_i64();
    int64_t n = ask_i64();
    int nthreads = (int)ask_i64();
    enum { NOT_MEETING, MEETING, NOT_NOTED, PRETENDED } how = (int)ask_i64();
    enum trouble trouble = (enum trouble)ask_i64();
    int which = (int)ask_i64();
    if (how == NOT_NOTED) /* so many that only their time is measured */
        family_start(FREE);
    else
        work_start(how != MEETING ? 0
                   : n < nthreads     ? (int)n
                                      : nthreads);
    if (how == PRETENDED)
        work_pretend();
    trouble_start(trouble, which);
    int64_t hits = pi_hits_threads(seed, n, nthreads);
    bool alone = trouble_stop();
    work_stop();
    say_i64(hits);
    say_i64(alone);
    say_i64(family_joined());
}
