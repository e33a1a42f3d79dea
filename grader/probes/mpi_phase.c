/* mpi_phase.c - probe: one case that lives through all phases of MPI.
 *
 * It has a main of its own, because here MPI begins and ends within the
 * question.
 */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"
#include "probe_keeper.h"
#include "probe_leaks.h"

#include <mpi.h>
#include <stdlib.h>
#include <unistd.h>

const bool probe_checks_process = false;
static int asked_initialized, asked_finalized, leaks;

/* The launcher tells each process its rank before MPI_Init. */
int
probe_rank(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK",
                                        "PMI_RANK"};
    static int rank = -1;
    for (size_t i = 0; rank < 0 && i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]) != NULL)
            rank = atoi(getenv(names[i]));
    return rank < 0 ? 0 : rank;
}

int
MPI_Initialized(int *flag)
{
    asked_initialized++;
    return PMPI_Initialized(flag);
}

int
MPI_Finalized(int *flag)
{
    asked_finalized++;
    return PMPI_Finalized(flag);
}

static int
phase_without_environment(void)
{
    static char *nothing[] = {NULL};
    char **kept = environ;
    environ = nothing;
    int phase = mpi_phase();
    environ = kept;
    return phase;
}

static void
say_phase(int64_t calls)
{
    enum { MOST = 16 };
    int64_t answers[MOST] = {0};
    asked_initialized = asked_finalized = 0;
    for (int64_t i = 0; i < calls && i < MOST; i++)
        answers[i] = mpi_phase();
    say_i64s(answers, (size_t)calls);
    say_i64(calls == 0 ? -1 : phase_without_environment());
    say_i64(asked_initialized);
    say_i64(asked_finalized);
}

/* Whether MPI begins by MPI_Init_thread, and how often to call in each of
 * the three phases. */
void
probe_case(void)
{
    bool by_init_thread = ask_i64();
    int64_t before = ask_i64(), between = ask_i64(), after = ask_i64();
    int provided, rank, size;
    say_phase(before);
    leaks_pause();
    if (by_init_thread)
        PMPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
    else
        PMPI_Init(NULL, NULL);
    leaks_resume();
    say_phase(between);
    PMPI_Comm_rank(MPI_COMM_WORLD, &rank); /* is MPI still as it was? */
    PMPI_Comm_size(MPI_COMM_WORLD, &size);
    PMPI_Barrier(MPI_COMM_WORLD);
    leaks = leaks_found();
    PMPI_Finalize();
    say_phase(after);
    say_i64(rank);
    say_i64(size);
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
main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    keeper_start();
    leaks_begin();
    int status = probe_main();
    if (leaks_watched()) /* a check after Finalize would see MPI's ruins */
        _exit(leaks ? 79 : status);
    return status;
}
