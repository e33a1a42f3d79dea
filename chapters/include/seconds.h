/*
 * seconds.h - read a clock.
 *
 * CLOCK_MONOTONIC is the clock on the wall: it runs whatever we do.
 * CLOCK_THREAD_CPUTIME_ID runs only while a core works for the calling
 * thread.  (CLOCK_PROCESS_CPUTIME_ID does so for a whole process, but under
 * `ulimit -t` Linux moves it on in steps of some milliseconds only.)
 *
 * Define _POSIX_C_SOURCE as 200809L before the first #include.
 */
#ifndef MANY_HANDS_SECONDS_H
#define MANY_HANDS_SECONDS_H

#include <time.h>
#include "check.h"

// ANCHOR: seconds
static inline double
seconds(clockid_t clock)
{
    struct timespec t;
    check(clock_gettime(clock, &t), "clock_gettime");
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
// ANCHOR_END: seconds

#endif
