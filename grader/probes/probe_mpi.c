/*
 * probe_mpi.c - the main program of an MPI probe, and what it interposes.
 *
 * MPI promises that every function has a second name, PMPI_..., so that a
 * tool can put its own under the first (MPI 3.1, section 14.2).  Here the
 * wrappers make standard sends synchronous or slow, count handles, and
 * write into the wait table what each rank is doing.
 */
#define _GNU_SOURCE
#include "probe_mpi.h"
#include "probe_keeper.h"
#include "wait_table.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static int rank, size, half;
static enum sends mode;
static MPI_Comm comm = MPI_COMM_NULL;
static MPI_Comm ours;     /* the world again: no message of the learner's */
static bool watching;     /* between before_case and after_case */
static int late_receives; /* in this case, see last_sender */
static int blocking_calls;
static struct wait_table *table;
static struct {
    int comms, types, ops, requests, groups;
} open_handles;

/* Only in AddressSanitizer builds; MPI's own leaks are not the learner's.
 */
__attribute__((weak)) void __lsan_disable(void);
__attribute__((weak)) void __lsan_enable(void);
__attribute__((weak)) int __lsan_do_recoverable_leak_check(void);
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libopen-rte\nleak:libopen-pal\nleak:libmpi.so\n"
           "leak:libmpich\nleak:libpmix\nleak:libhwloc\nleak:libevent\n"
           "leak:mca_\n";
}

const bool probe_checks_process = false;

int
probe_rank(void)
{
    return rank;
}

MPI_Comm
case_comm(void)
{
    return comm;
}

int
case_half(void)
{
    return half;
}

int
case_blocking_calls(void)
{
    return blocking_calls;
}

/* --- the wait table ----------------------------------------------------
 */

static void
map_table(void)
{
    char path[300];
    const char *root = getenv("BOX_ROOT");
    snprintf(path, sizeof path, "%s/table", root ? root : "");
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd == -1)
        return;
    void *p = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE, MAP_SHARED,
                   fd, 0);
    close(fd);
    table = p == MAP_FAILED ? NULL : p;
}

static void
enter(const char *call, int peer, int tag, bool collective, void *site)
{
    blocking_calls += watching;
    if (table == NULL || rank >= WAIT_ROWS)
        return;
    struct wait_row *row = &table->row[rank];
    snprintf(row->call, sizeof row->call, "%s", call);
    row->peer = peer;
    row->tag = tag;
    row->collective = collective;
    row->site = (uint64_t)(uintptr_t)site;
    row->calls++;
    row->state = WAIT_INSIDE;
}

static void
leave(enum wait_state state)
{
    if (table == NULL || rank >= WAIT_ROWS)
        return;
    table->row[rank].calls++;
    table->row[rank].state = (int32_t)state;
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
    if (from != MPI_ANY_SOURCE || !watching || mode != DELAYED ||
        table == NULL || late_receives++ >= MOST_WAITS)
        return from;
    uint64_t before = 0;
    int n, found = 0;
    PMPI_Comm_size(c, &n);
    for (int ms = 0, still = 0; ms < MOST_MS && still < STILL; ms++) {
        bool all_inside = true;
        uint64_t calls = 0;
        for (int r = 0; r < size && r < WAIT_ROWS; r++) {
            calls += table->row[r].calls;
            all_inside = all_inside && table->row[r].state != WAIT_RUNS;
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
        enter("MPI_" #name, peer, tag, collective, SITE);                  \
        int error = PMPI_##name args;                                      \
        leave(WAIT_RUNS);                                                  \
        return error;                                                      \
    }

static void
delay(void)
{
    static uint64_t state;
    state = state * 6364136223846793005u + 1442695040888963407u +
            (uint64_t)rank;
    nanosleep(&(struct timespec){.tv_nsec = (long)(state >> 44)}, NULL);
}

int
MPI_Send(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c)
{
    enter("MPI_Send", world_rank(to, c), tag, false, SITE);
    if (watching && mode == DELAYED)
        delay();
    int error = watching && mode == SYNCHRONOUS
                    ? PMPI_Ssend(b, n, t, to, tag, c)
                    : PMPI_Send(b, n, t, to, tag, c);
    leave(WAIT_RUNS);
    return error;
}

int
MPI_Isend(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c,
          MPI_Request *r)
{
    if (watching && mode == DELAYED)
        delay();
    open_handles.requests += watching;
    return watching && mode == SYNCHRONOUS
               ? PMPI_Issend(b, n, t, to, tag, c, r)
               : PMPI_Isend(b, n, t, to, tag, c, r);
}

int
MPI_Irecv(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
          MPI_Request *r)
{
    open_handles.requests += watching;
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
    bool counts = watching && *r != MPI_REQUEST_NULL;
    enter("MPI_Wait", WAIT_NOBODY, 0, false, SITE);
    int error = PMPI_Wait(r, s);
    open_handles.requests -= counts && *r == MPI_REQUEST_NULL;
    leave(WAIT_RUNS);
    return error;
}

int
MPI_Waitall(int n, MPI_Request r[], MPI_Status s[])
{
    int live = 0;
    for (int i = 0; watching && i < n; i++)
        live += r[i] != MPI_REQUEST_NULL;
    enter("MPI_Waitall", WAIT_NOBODY, 0, false, SITE);
    int error = PMPI_Waitall(n, r, s);
    open_handles.requests -= live;
    leave(WAIT_RUNS);
    return error;
}

int
MPI_Test(MPI_Request *r, int *flag, MPI_Status *s)
{
    bool counts = watching && *r != MPI_REQUEST_NULL;
    int error = PMPI_Test(r, flag, s);
    open_handles.requests -= counts && *flag && *r == MPI_REQUEST_NULL;
    return error;
}

int
MPI_Comm_dup(MPI_Comm c, MPI_Comm *out)
{
    enter("MPI_Comm_dup", WAIT_NOBODY, 0, true, SITE);
    int error = PMPI_Comm_dup(c, out);
    open_handles.comms += watching;
    leave(WAIT_RUNS);
    return error;
}

int
MPI_Comm_split(MPI_Comm c, int colour, int key, MPI_Comm *out)
{
    enter("MPI_Comm_split", WAIT_NOBODY, 0, true, SITE);
    int error = PMPI_Comm_split(c, colour, key, out);
    open_handles.comms += watching && *out != MPI_COMM_NULL;
    leave(WAIT_RUNS);
    return error;
}

int
MPI_Comm_free(MPI_Comm *c)
{
    enter("MPI_Comm_free", WAIT_NOBODY, 0, true, SITE);
    int error = PMPI_Comm_free(c);
    open_handles.comms -= watching;
    leave(WAIT_RUNS);
    return error;
}

int
MPI_Type_free(MPI_Datatype *t)
{
    open_handles.types -= watching;
    return PMPI_Type_free(t);
}

int
MPI_Type_contiguous(int n, MPI_Datatype t, MPI_Datatype *out)
{
    open_handles.types += watching;
    return PMPI_Type_contiguous(n, t, out);
}

int
MPI_Type_vector(int n, int len, int stride, MPI_Datatype t,
                MPI_Datatype *out)
{
    open_handles.types += watching;
    return PMPI_Type_vector(n, len, stride, t, out);
}

int
MPI_Type_create_struct(int n, const int len[], const MPI_Aint at[],
                       const MPI_Datatype t[], MPI_Datatype *out)
{
    open_handles.types += watching;
    return PMPI_Type_create_struct(n, len, at, t, out);
}

int
MPI_Type_create_resized(MPI_Datatype t, MPI_Aint lb, MPI_Aint extent,
                        MPI_Datatype *out)
{
    open_handles.types += watching;
    return PMPI_Type_create_resized(t, lb, extent, out);
}

int
MPI_Op_create(MPI_User_function *f, int commute, MPI_Op *op)
{
    open_handles.ops += watching;
    return PMPI_Op_create(f, commute, op);
}

int
MPI_Op_free(MPI_Op *op)
{
    open_handles.ops -= watching;
    return PMPI_Op_free(op);
}

int
MPI_Comm_group(MPI_Comm c, MPI_Group *g)
{
    open_handles.groups += watching;
    return PMPI_Comm_group(c, g);
}

int
MPI_Group_free(MPI_Group *g)
{
    open_handles.groups -= watching;
    return PMPI_Group_free(g);
}

/* --- cases -------------------------------------------------------------
 */

static void
make_comm(enum shape shape)
{
    half = 0;
    switch (shape) {
    case DUPLICATE:
        PMPI_Comm_dup(MPI_COMM_WORLD, &comm);
        break;
    case REVERSED:
        PMPI_Comm_split(MPI_COMM_WORLD, 0, size - rank, &comm);
        break;
    case ODD_EVEN:
        half = rank % 2;
        PMPI_Comm_split(MPI_COMM_WORLD, half, rank, &comm);
        break;
    case SELF:
        half = 0;
        PMPI_Comm_dup(MPI_COMM_SELF, &comm);
        break;
    default:
        comm = MPI_COMM_WORLD;
    }
}

void
probe_before_case(int index)
{
    (void)index;
    make_comm((enum shape)ask_i64());
    mode = (enum sends)ask_i64();
    memset(&open_handles, 0, sizeof open_handles);
    late_receives = blocking_calls = 0;
    PMPI_Barrier(ours); /* the case before has ended everywhere */
    watching = true;
}

/* A message that nobody received is found after everybody has returned. */
static void
check_messages(void)
{
    int found = 0, n = 0;
    MPI_Status s;
    enter("the end of the case", WAIT_NOBODY, 0, true, NULL);
    PMPI_Barrier(ours);
    leave(WAIT_RUNS);
    for (;; n++) {
        MPI_Message m;
        PMPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, comm, &found, &m, &s);
        if (!found)
            break;
        int bytes;
        PMPI_Get_count(&s, MPI_BYTE, &bytes);
        void *sink = malloc((size_t)bytes + 1);
        PMPI_Mrecv(sink, bytes, MPI_BYTE, &m, &s);
        free(sink);
    }
    probe_left("message", n, "sent but never received");
}

void
probe_after_case(void)
{
    watching = false;
    check_messages();
    probe_left("MPI-communicator", open_handles.comms, "never freed");
    probe_left("MPI-datatype", open_handles.types, "never freed");
    probe_left("MPI-operation", open_handles.ops, "never freed");
    probe_left("MPI-request", open_handles.requests, "never completed");
    probe_left("MPI-group", open_handles.groups, "never freed");
    if (comm != MPI_COMM_WORLD)
        PMPI_Comm_free(&comm);
    comm = MPI_COMM_NULL;
}

void
probe_finish(void)
{
    int leaks = 0;
    if (__lsan_do_recoverable_leak_check) {
        leaks = __lsan_do_recoverable_leak_check();
        __lsan_disable();
    }
    enter("MPI_Finalize", WAIT_NOBODY, 0, true, NULL);
    PMPI_Comm_free(&ours);
    PMPI_Finalize();
    leave(WAIT_ENDED);
    if (leaks)
        _exit(79);
}

int
main(int argc, char **argv)
{
    keeper_start();
    map_table();
    if (__lsan_disable)
        __lsan_disable();
    PMPI_Init(&argc, &argv);
    if (__lsan_enable)
        __lsan_enable();
    PMPI_Comm_rank(MPI_COMM_WORLD, &rank);
    PMPI_Comm_size(MPI_COMM_WORLD, &size);
    PMPI_Comm_dup(MPI_COMM_WORLD, &ours);
    leave(WAIT_RUNS);
    int status = probe_main();
    if (__lsan_disable) /* a leak check after Finalize sees MPI's ruins */
        _exit(status);
    return status;
}
