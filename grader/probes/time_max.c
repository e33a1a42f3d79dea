/*
 * time_max.c - probe: repetitions of a given length on a clock that only
 * the test moves.
 *
 * Each rank has a clock.  work moves it on by what the question says, and a
 * collective call brings the clocks of those who wait in it together, as in
 * a real run, and then costs CALL_SECONDS.  Nothing else takes time, so the
 * readings of MPI_Wtime are the same on every machine.
 */
#include "contract.h"
#include "probe_mpi_calls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CALL_SECONDS = 1000, UNITS = 1024, MOST_RANKS = 8 };

static struct {
    bool on;
    double now, offset; /* this rank's clock shows now + offset */
    int reps, calls;    /* calls of work */
    int64_t *units;     /* of MOST_RANKS ranks in each repetition */
    int64_t *meets;     /* do the ranks wait for each other in it? */
    int64_t readings, wrong_args, foreign;
    MPI_Comm inner; /* case_comm() again: no message of the learner's */
} t;

double
MPI_Wtime(void)
{
    t.readings++;
    return t.on ? t.offset + t.now : PMPI_Wtime();
}

/* The latest of the clocks in c, on every rank of c. */
static double
latest(double now, MPI_Comm c)
{
    double all = now;
    PMPI_Allreduce(&now, &all, 1, MPI_DOUBLE, MPI_MAX, c);
    return all;
}

/* Who waits for whom?  From a root everybody, to a root only the root. */
static void
met(const char *call, int root, MPI_Comm c)
{
    bool to = strstr(call, "Reduce") != NULL || strstr(call, "MPI_Gather");
    bool from = strstr(call, "Bcast") != NULL || strstr(call, "Scatter");
    bool scan = strstr(call, "scan") != NULL || strstr(call, "Scan");
    t.foreign += c == MPI_COMM_WORLD && case_comm() != MPI_COMM_WORLD;
    bool gives = !from || watch.rank == root; /* may others wait for me? */
    double all = latest(gives ? t.now : -INFINITY, c);
    if (!scan && (!to || root == WAIT_NOBODY || watch.rank == root))
        t.now = all > t.now ? all : t.now;
    t.now += CALL_SECONDS;
}

static void
work(void *arg)
{
    int k = t.calls++;
    t.wrong_args += arg != &t;
    int64_t units = 1; /* in a call that should not be */
    if (k < t.reps)
        units = t.units[k * MOST_RANKS + watch.rank];
    t.now += (double)units / UNITS;
    if (k < t.reps && t.meets[k]) {
        watch_enter("MPI_Barrier in work", WAIT_NOBODY, 0, true,
                    __builtin_return_address(0));
        t.now = latest(t.now, t.inner);
        watch_leave(WAIT_RUNS);
    }
}

/* reps, whether work is NULL, units, meets, and for each rank its clock and
 * what the clock shows too much. */
void
probe_case(void)
{
    size_t n;
    memset(&t, 0, sizeof t);
    t.reps = (int)ask_i64();
    bool null = ask_i64() != 0;
    t.units = ask_i64s(&n);
    t.meets = ask_i64s(&n);
    t.now = (double)ask_i64s(&n)[watch.rank];
    t.offset = (double)ask_i64s(&n)[watch.rank];
    PMPI_Comm_dup(case_comm(), &t.inner);
    watch.met = met;
    t.on = true;
    double seconds = time_max(null ? NULL : work, &t, t.reps, case_comm());
    t.on = false;
    watch.met = NULL;
    int blocking = case_blocking_calls();
    say_double(seconds);
    say_i64(t.calls);
    say_i64(t.wrong_args);
    say_i64(t.readings);
    say_i64(t.foreign);
    say_i64(blocking);
    PMPI_Comm_free(&t.inner);
}
