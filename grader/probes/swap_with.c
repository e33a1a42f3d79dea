/* swap_with.c - probe: what arrived where, of numbers that say whose they
 * are. */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>

enum { BEHIND = 8, NOBODY = -100 }; /* doubles behind rcv, watched */
static const double UNTOUCHED = -77;

/* The number at place i of what a world rank sends. */
static double
number_of(int world, int i)
{
    return world * 1000000.0 + i;
}

static void
say_what_came(const double *rcv, int n)
{
    int first = n > 0 ? (int)(rcv[0] / 1000000.0) : 0, same = 0, kept = 0;
    for (int i = 0; i < n; i++) {
        same += rcv[i] == number_of(first, i);
        kept += rcv[i] == UNTOUCHED;
    }
    int behind = 0;
    for (int i = n; i < n + BEHIND; i++)
        behind += rcv[i] != UNTOUCHED;
    say_i64(first);
    say_i64(same);
    say_i64(kept);
    say_i64(behind);
}

/* The partner of each world rank, n, and which pointers are null. */
void
probe_case(void)
{
    size_t ranks;
    int64_t *partners = ask_i64s(&ranks);
    int n = (int)ask_i64(), null = (int)ask_i64(), world;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    int partner = (int)partners[world], room = n > 0 ? n : 0;
    double *snd = malloc(((size_t)room + !room) * sizeof *snd);
    double *rcv = malloc(((size_t)room + BEHIND) * sizeof *rcv);
    if (snd == NULL || rcv == NULL)
        abort();
    for (int i = 0; i < room; i++)
        snd[i] = number_of(world, i);
    for (int i = 0; i < room + BEHIND; i++)
        rcv[i] = UNTOUCHED;
    say_i64(swap_with(null & 1 ? NULL : snd, null & 2 ? NULL : rcv, n,
                      partner == NOBODY ? MPI_PROC_NULL : partner,
                      case_comm()));
    say_what_came(rcv, room);
    int changed = 0;
    for (int i = 0; i < room; i++)
        changed += snd[i] != number_of(world, i);
    say_i64(changed);
    say_mpi_events();
    case_free(snd);
    case_free(rcv);
}
