/* who_sees.c - probe: what the creator saw, and whether a worker was made.
 */
#include "contract.h"
#include "probe.h"

void
probe_case(void)
{
    int how = (int)ask_i64(), before = (int)ask_i64();
    bool null = ask_i64();
    enum trouble trouble = (enum trouble)ask_i64();
    int cell = before;
    family_start(FREE);
    trouble_start(trouble, 0);
    int seen = who_sees((enum worker_kind)how, null ? NULL : &cell);
    bool alone = trouble_stop();
    family_stop();
    say_i64(seen);
    say_i64(alone);
    say_i64(cell);
}
