/*
 * probe_mpi_calls.c - the MPI calls that a probe interposes.
 *
 * MPI promises that every function has a second name, PMPI_..., so that a
 * tool can put its own under the first (MPI 3.1, section 14.2).  Here the
 * wrappers make standard sends synchronous or slow, count handles, and
 * write into the wait table what each rank is doing.
 */
#define _GNU_SOURCE
#include "probe_mpi_calls.h"
#include "probe_leaks.h"

#include <stdio.h>
#include <time.h>

struct watch watch;

void
watch_enter(const char *call, int peer, int tag, bool collective,
            void *site)
{
    watch.blocking_calls += watch.on;
    leaks_pause();
    if (watch.table == NULL || watch.rank >= WAIT_ROWS)
        return;
    struct wait_row *row = &watch.table->row[watch.rank];
    snprintf(row->call, sizeof row->call, "%s", call);
    row->peer = peer;
    row->tag = tag;
    row->collective = collective;
    row->site = (uint64_t)(uintptr_t)site;
    row->calls++;
    row->state = WAIT_INSIDE;
}

void
watch_leave(enum wait_state state)
{
    leaks_resume();
    if (watch.table == NULL || watch.rank >= WAIT_ROWS)
        return;
    watch.table->row[watch.rank].calls++;
    watch.table->row[watch.rank].state = (int32_t)state;
}

static int
world_rank(int r, MPI_Comm c)
{
    if (r == MPI_ANY_SOURCE)
        return WAIT_ANYBODY;
    MPI_Group mine, all;
    int out = WAIT_NOBODY;
    PMPI_Comm_group(c, &mine);
    PMPI_Comm_group(MPI_COMM_WORLD, &all);
    if (r >= 0)
        PMPI_Group_translate_ranks(mine, 1, &r, all, &out);
    PMPI_Group_free(&mine);
    PMPI_Group_free(&all);
    return out;
}

#define SITE __builtin_return_address(0)

/* MPI may give a receive from MPI_ANY_SOURCE any message that has arrived.
 * With sends delayed it gets the worst one: as soon as all other ranks
 * stand still, that of the highest rank.  Whoever counts on the order of
 * arrival is then wrong every time.  Others notice nothing; the waits are
 * few. */
static int
last_sender(int from, int tag, MPI_Comm c)
{
    enum { STILL = 5, MOST_MS = 60, MOST_WAITS = 24 };
    if (from != MPI_ANY_SOURCE || !watch.on || watch.mode != DELAYED ||
        watch.table == NULL || watch.late_receives++ >= MOST_WAITS)
        return from;
    uint64_t before = 0;
    int n, found = 0;
    PMPI_Comm_size(c, &n);
    for (int ms = 0, still = 0; ms < MOST_MS && still < STILL; ms++) {
        bool all_inside = true;
        uint64_t calls = 0;
        for (int r = 0; r < watch.size && r < WAIT_ROWS; r++) {
            calls += watch.table->row[r].calls;
            all_inside =
                all_inside && watch.table->row[r].state != WAIT_RUNS;
        }
        still = all_inside && calls == before ? still + 1 : 0;
        before = calls;
        PMPI_Iprobe(from, tag, c, &found, MPI_STATUS_IGNORE); /* progress */
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    for (int r = n - 1; r >= 0; r--) {
        PMPI_Iprobe(r, tag, c, &found, MPI_STATUS_IGNORE);
        if (found)
            return r;
    }
    return from;
}

/* A blocking call: note it, make it, note its end. */
#define BLOCKING(name, params, args, peer, tag, collective)                \
    int MPI_##name params                                                  \
    {                                                                      \
        watch_enter("MPI_" #name, peer, tag, collective, SITE);            \
        int error = PMPI_##name args;                                      \
        if ((collective) && watch.on && watch.met != NULL)                 \
            watch.met("MPI_" #name, peer, c);                              \
        watch_leave(WAIT_RUNS);                                            \
        return error;                                                      \
    }

static void
delay(void)
{
    static uint64_t state;
    state = state * 6364136223846793005u + 1442695040888963407u +
            (uint64_t)watch.rank;
    nanosleep(&(struct timespec){.tv_nsec = (long)(state >> 44)}, NULL);
}

int
MPI_Send(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c)
{
    watch_enter("MPI_Send", world_rank(to, c), tag, false, SITE);
    if (watch.on && watch.mode == DELAYED)
        delay();
    int error = watch.on && watch.mode == SYNCHRONOUS
                    ? PMPI_Ssend(b, n, t, to, tag, c)
                    : PMPI_Send(b, n, t, to, tag, c);
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Isend(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c,
          MPI_Request *r)
{
    if (watch.on && watch.mode == DELAYED)
        delay();
    watch.open.requests += watch.on;
    return watch.on && watch.mode == SYNCHRONOUS
               ? PMPI_Issend(b, n, t, to, tag, c, r)
               : PMPI_Isend(b, n, t, to, tag, c, r);
}

int
MPI_Irecv(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
          MPI_Request *r)
{
    watch.open.requests += watch.on;
    return PMPI_Irecv(b, n, t, from, tag, c, r);
}

BLOCKING(Ssend,
         (const void *b, int n, MPI_Datatype t, int to, int tag,
          MPI_Comm c),
         (b, n, t, to, tag, c), world_rank(to, c), tag, false)
BLOCKING(Recv,
         (void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
          MPI_Status *s),
         (b, n, t, last_sender(from, tag, c), tag, c, s),
         world_rank(from, c), tag, false)
BLOCKING(Sendrecv,
         (const void *sb, int sn, MPI_Datatype st, int to, int stag,
          void *rb, int rn, MPI_Datatype rt, int from, int rtag, MPI_Comm c,
          MPI_Status *s),
         (sb, sn, st, to, stag, rb, rn, rt, from, rtag, c, s),
         world_rank(from, c), rtag, false)
BLOCKING(Probe, (int from, int tag, MPI_Comm c, MPI_Status *s),
         (last_sender(from, tag, c), tag, c, s), world_rank(from, c), tag,
         false)
BLOCKING(Mprobe,
         (int from, int tag, MPI_Comm c, MPI_Message *m, MPI_Status *s),
         (last_sender(from, tag, c), tag, c, m, s), world_rank(from, c),
         tag, false)
BLOCKING(Barrier, (MPI_Comm c), (c), WAIT_NOBODY, 0, true)
BLOCKING(Bcast, (void *b, int n, MPI_Datatype t, int root, MPI_Comm c),
         (b, n, t, root, c), world_rank(root, c), 0, true)
BLOCKING(Reduce,
         (const void *s, void *r, int n, MPI_Datatype t, MPI_Op o, int root,
          MPI_Comm c),
         (s, r, n, t, o, root, c), world_rank(root, c), 0, true)
BLOCKING(Allreduce,
         (const void *s, void *r, int n, MPI_Datatype t, MPI_Op o,
          MPI_Comm c),
         (s, r, n, t, o, c), WAIT_NOBODY, 0, true)
BLOCKING(Gather,
         (const void *s, int sn, MPI_Datatype st, void *r, int rn,
          MPI_Datatype rt, int root, MPI_Comm c),
         (s, sn, st, r, rn, rt, root, c), world_rank(root, c), 0, true)
BLOCKING(Gatherv,
         (const void *s, int sn, MPI_Datatype st, void *r, const int rn[],
          const int d[], MPI_Datatype rt, int root, MPI_Comm c),
         (s, sn, st, r, rn, d, rt, root, c), world_rank(root, c), 0, true)
BLOCKING(Allgather,
         (const void *s, int sn, MPI_Datatype st, void *r, int rn,
          MPI_Datatype rt, MPI_Comm c),
         (s, sn, st, r, rn, rt, c), WAIT_NOBODY, 0, true)
BLOCKING(Allgatherv,
         (const void *s, int sn, MPI_Datatype st, void *r, const int rn[],
          const int d[], MPI_Datatype rt, MPI_Comm c),
         (s, sn, st, r, rn, d, rt, c), WAIT_NOBODY, 0, true)
BLOCKING(Scatter,
         (const void *s, int sn, MPI_Datatype st, void *r, int rn,
          MPI_Datatype rt, int root, MPI_Comm c),
         (s, sn, st, r, rn, rt, root, c), world_rank(root, c), 0, true)
BLOCKING(Scatterv,
         (const void *s, const int sn[], const int d[], MPI_Datatype st,
          void *r, int rn, MPI_Datatype rt, int root, MPI_Comm c),
         (s, sn, d, st, r, rn, rt, root, c), world_rank(root, c), 0, true)
BLOCKING(Alltoall,
         (const void *s, int sn, MPI_Datatype st, void *r, int rn,
          MPI_Datatype rt, MPI_Comm c),
         (s, sn, st, r, rn, rt, c), WAIT_NOBODY, 0, true)
BLOCKING(Scan,
         (const void *s, void *r, int n, MPI_Datatype t, MPI_Op o,
          MPI_Comm c),
         (s, r, n, t, o, c), WAIT_NOBODY, 0, true)
BLOCKING(Exscan,
         (const void *s, void *r, int n, MPI_Datatype t, MPI_Op o,
          MPI_Comm c),
         (s, r, n, t, o, c), WAIT_NOBODY, 0, true)

/* --- handles -----------------------------------------------------------
 */

int
MPI_Wait(MPI_Request *r, MPI_Status *s)
{
    bool counts = watch.on && *r != MPI_REQUEST_NULL;
    watch_enter("MPI_Wait", WAIT_NOBODY, 0, false, SITE);
    int error = PMPI_Wait(r, s);
    watch.open.requests -= counts && *r == MPI_REQUEST_NULL;
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Waitall(int n, MPI_Request r[], MPI_Status s[])
{
    int live = 0;
    for (int i = 0; watch.on && i < n; i++)
        live += r[i] != MPI_REQUEST_NULL;
    watch_enter("MPI_Waitall", WAIT_NOBODY, 0, false, SITE);
    int error = PMPI_Waitall(n, r, s);
    watch.open.requests -= live;
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Test(MPI_Request *r, int *flag, MPI_Status *s)
{
    bool counts = watch.on && *r != MPI_REQUEST_NULL;
    int error = PMPI_Test(r, flag, s);
    watch.open.requests -= counts && *flag && *r == MPI_REQUEST_NULL;
    return error;
}

int
MPI_Comm_dup(MPI_Comm c, MPI_Comm *out)
{
    watch_enter("MPI_Comm_dup", WAIT_NOBODY, 0, true, SITE);
    int error = PMPI_Comm_dup(c, out);
    watch.open.comms += watch.on;
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Comm_split(MPI_Comm c, int colour, int key, MPI_Comm *out)
{
    watch_enter("MPI_Comm_split", WAIT_NOBODY, 0, true, SITE);
    int error = PMPI_Comm_split(c, colour, key, out);
    watch.open.comms += watch.on && *out != MPI_COMM_NULL;
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Comm_free(MPI_Comm *c)
{
    watch_enter("MPI_Comm_free", WAIT_NOBODY, 0, true, SITE);
    int error = PMPI_Comm_free(c);
    watch.open.comms -= watch.on;
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Type_free(MPI_Datatype *t)
{
    watch.open.types -= watch.on;
    return PMPI_Type_free(t);
}

int
MPI_Type_contiguous(int n, MPI_Datatype t, MPI_Datatype *out)
{
    watch.open.types += watch.on;
    return PMPI_Type_contiguous(n, t, out);
}

int
MPI_Type_vector(int n, int len, int stride, MPI_Datatype t,
                MPI_Datatype *out)
{
    watch.open.types += watch.on;
    return PMPI_Type_vector(n, len, stride, t, out);
}

int
MPI_Type_create_struct(int n, const int len[], const MPI_Aint at[],
                       const MPI_Datatype t[], MPI_Datatype *out)
{
    watch.open.types += watch.on;
    return PMPI_Type_create_struct(n, len, at, t, out);
}

int
MPI_Type_create_resized(MPI_Datatype t, MPI_Aint lb, MPI_Aint extent,
                        MPI_Datatype *out)
{
    watch.open.types += watch.on;
    return PMPI_Type_create_resized(t, lb, extent, out);
}

int
MPI_Op_create(MPI_User_function *f, int commute, MPI_Op *op)
{
    watch.open.ops += watch.on;
    return PMPI_Op_create(f, commute, op);
}

int
MPI_Op_free(MPI_Op *op)
{
    watch.open.ops -= watch.on;
    return PMPI_Op_free(op);
}

int
MPI_Comm_group(MPI_Comm c, MPI_Group *g)
{
    watch.open.groups += watch.on;
    return PMPI_Comm_group(c, g);
}

int
MPI_Group_free(MPI_Group *g)
{
    watch.open.groups -= watch.on;
    return PMPI_Group_free(g);
}
