// expect: WRONG
// tries: says that it has found two thousand million hosts
#include "contract.h"

int
hostfile_slots(const char *text, int default_cores, struct host *out,
               int max)
{
    (void)text, (void)default_cores, (void)out, (void)max;
    return 2000000000;
}
