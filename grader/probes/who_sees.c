/* who_sees.c - probe: what the creator saw, and whether a worker was made.
 */
#include "contract.h"
#include "probe.h"

void
probe_case(void)
{
    int how = (int)ask_i64(), before = (int)ask_i64();
    bool null = ask_i64();
    int cell = before;
    family_start(FREE);
    int seen = who_sees((enum worker_kind)how, null ? NULL : &cell);
    family_stop();
    say_i64(seen);
    say_i64(cell);
}
