/* probe_plain.c - the main program of a probe without MPI. */
#include "probe.h"

const bool probe_checks_process = true;

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
main(void)
{
    return probe_main();
}
