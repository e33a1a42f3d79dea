/* probe_plain.c - the main program of a probe without MPI. */
#include "probe.h"
#include "probe_keeper.h"

#include <stdio.h>
#include <unistd.h>

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

/* What the checkers found is not left to the end of the program, where an
 * atexit handler of the answer could leave before them.  ThreadSanitizer
 * calls __tsan_on_report for each of its reports; the other function exists
 * in AddressSanitizer builds only. */
__attribute__((weak)) int __lsan_do_recoverable_leak_check(void);
void __tsan_on_report(const void *report);
static volatile bool race_reported;

void
__tsan_on_report(const void *report)
{
    (void)report;
    race_reported = true;
}

void
probe_finish(void)
{
    if (race_reported)
        _exit(66);
    if (__lsan_do_recoverable_leak_check &&
        __lsan_do_recoverable_leak_check())
        _exit(79);
}

int
main(void)
{
    static char buffer[1 << 18];
    keeper_start();
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    return probe_main();
}
