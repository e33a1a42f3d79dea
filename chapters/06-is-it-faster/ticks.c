/*
 * ticks.c - speed-up without a clock: workers take steps, and we count.
 *
 * A job has SERIAL steps that one worker does alone, and after them SHARED
 * steps that anybody may take.  In each tick every worker does one step.
 *
 * Run:  ./ticks SERIAL SHARED          the same job for all
 *       ./ticks SERIAL SHARED grow     SHARED steps for each worker
 * Try:  0 serial steps; as many serial as shared ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ANCHOR: count
/* How many ticks until nothing is left?  The others watch at first. */
static long
count_ticks(long serial, long shared, int workers)
{
    long ticks = 0;
    for (; serial > 0; serial--)
        ticks++;
    while (shared > 0) {
        for (int w = 0; w < workers && shared > 0; w++)
            shared--; /* worker w takes a step */
        ticks++;
    }
    return ticks;
}
// ANCHOR_END: count

int
main(int argc, char **argv)
{
    long serial = argc > 1 ? atol(argv[1]) : 10;
    long shared = argc > 2 ? atol(argv[2]) : 90;
    int grow = argc > 3 && strcmp(argv[3], "grow") == 0;
    if (serial < 0 || shared < 1 || serial > 10000 || shared > 10000) {
        fprintf(stderr, "ticks: 0 to 10000 serial and 1 to 10000 shared "
                        "steps\n");
        return EXIT_FAILURE;
    }
    printf("workers   steps   ticks  speed-up  efficiency\n");
    // ANCHOR: table
    for (int workers = 1; workers <= 1024; workers *= 4) {
        long job = grow ? shared * workers : shared;
        long alone = count_ticks(serial, job, 1);
        long ticks = count_ticks(serial, job, workers);
        double speedup = (double)alone / (double)ticks;
        printf("%7d %7ld %7ld %9.2f %10.0f%%\n", workers, serial + job,
               ticks, speedup, 100 * speedup / workers);
    }
    // ANCHOR_END: table
    return EXIT_SUCCESS;
}
