/* probe_plain.c - the main program of a probe without MPI. */
#include "probe.h"

#include <stdio.h>

const bool probe_checks_process = true;

int
probe_rank(void)
{
    return 0;
}

/* Stays in the buffer of stdout until the end: a child that leaves by exit
 * instead of _exit writes it a second time. */
void
probe_before_case(int index)
{
    printf("[case %d]\n", index);
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
    static char buffer[1 << 18];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    return probe_main();
}
