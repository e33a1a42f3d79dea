/*
 * farm.c - probe: tasks that are counted, and one that waits for all the
 * others to be done.
 */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>

enum { MOST_DONE = 4096, RANKS = 64, UNTOUCHED = -77 };

static int64_t salt, slow, ntasks;
static int64_t done[MOST_DONE]; /* tasks this rank did, in its order */
static size_t ndone;
static int members[RANKS], nmembers; /* of the case's comm, in the world */

static int64_t
task(int64_t i)
{
    int world;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    if (i == slow)
        wait_for_board("f(0)", members, nmembers, ntasks - 1);
    if (ndone < MOST_DONE)
        done[ndone++] = i;
    if (case_board() != NULL)
        __atomic_fetch_add(&case_board()[world], 1, __ATOMIC_RELEASE);
    return (i + salt) * (i + salt) + 1;
}

static void
find_members(void)
{
    MPI_Group mine, all;
    int ranks[RANKS];
    PMPI_Comm_size(case_comm(), &nmembers);
    PMPI_Comm_group(case_comm(), &mine);
    PMPI_Comm_group(MPI_COMM_WORLD, &all);
    for (int i = 0; i < nmembers; i++)
        ranks[i] = i;
    PMPI_Group_translate_ranks(mine, nmembers, ranks, all, members);
    PMPI_Group_free(&mine);
    PMPI_Group_free(&all);
}

/* How many tasks, the salt of their values, which one waits (-1: none), and
 * whether f is null.  The two halves of a split have different salts. */
void
probe_case(void)
{
    int rank;
    ntasks = ask_i64();
    salt = ask_i64() + 1000 * case_half();
    slow = ask_i64();
    bool null = ask_i64();
    ndone = 0;
    find_members();
    PMPI_Comm_rank(case_comm(), &rank);
    size_t n = ntasks > 0 ? (size_t)ntasks : 0;
    int64_t *results =
        rank == 0 ? malloc((n + !n) * sizeof *results) : NULL;
    for (size_t i = 0; rank == 0 && i < n; i++)
        results[i] = UNTOUCHED;
    say_i64(farm(ntasks, null ? NULL : task, results, case_comm()));
    say_i64s(results, rank == 0 ? n : 0);
    say_i64s(done, ndone);
    free(results);
}
