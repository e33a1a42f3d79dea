/* shared_count.c - probe: the count, the children, and how many of them
 * were alive together. */
#include "contract.h"
#include "probe.h"

void
probe_case(void)
{
    int nproc = (int)ask_i64();
    int64_t per_proc = ask_i64();
    family_start((enum births)ask_i64());
    enum trouble trouble = (enum trouble)ask_i64();
    trouble_start(trouble, (int)ask_i64());
    int64_t count = shared_count(nproc, per_proc);
    bool alone = trouble_stop();
    family_stop();
    say_i64(count);
    say_i64(alone);
}
