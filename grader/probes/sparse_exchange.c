/*
 * sparse_exchange.c - probe: two exchanges in a row, among ranks that are
 * late.
 *
 * In a late case MPI does what it may do and seldom does on one machine: a
 * probe finds nothing at first; a standard send is complete long before its
 * message arrives; and a rank hears of the end of a barrier only when
 * another one is on its way already.  Nothing waits for a clock: what is
 * held back is let go when somebody would wait for it.
 */
#define _GNU_SOURCE
#include "contract.h"
#include "probe_mpi_calls.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST_PROBES = 3, MOST_POLLS = 20, STILL = 5, CALLS = 2 };

int __real_MPI_Iprobe(int from, int tag, MPI_Comm c, int *flag,
                      MPI_Status *s);
int __real_MPI_Improbe(int from, int tag, MPI_Comm c, int *flag,
                       MPI_Message *m, MPI_Status *s);
int __real_MPI_Send(const void *b, int n, MPI_Datatype t, int to, int tag,
                    MPI_Comm c);
int __real_MPI_Isend(const void *b, int n, MPI_Datatype t, int to, int tag,
                     MPI_Comm c, MPI_Request *r);
int __real_MPI_Ibarrier(MPI_Comm c, MPI_Request *r);
int __real_MPI_Test(MPI_Request *r, int *flag, MPI_Status *s);
int __real_MPI_Testall(int n, MPI_Request r[], int *flag, MPI_Status s[]);
int __real_MPI_Testany(int n, MPI_Request r[], int *i, int *flag,
                       MPI_Status *s);
int __real_MPI_Testsome(int n, MPI_Request r[], int *out, int i[],
                        MPI_Status s[]);
int __real_MPI_Wait(MPI_Request *r, MPI_Status *s);
int __real_MPI_Waitall(int n, MPI_Request r[], MPI_Status s[]);

/* A message that its sender takes for sent. */
struct held {
    void *bytes;
    int n, to, tag;
    MPI_Datatype type;
    MPI_Comm comm;
};

static bool late;
static int empty_probes; /* probes of this call that found nothing */
static struct held *held;
static int nheld, gone, polls; /* the first `gone` are on their way */
static MPI_Request barrier;    /* the one whose end this rank hears late */
static MPI_Comm barrier_comm;
static int barrier_polls;

/* --- sends -------------------------------------------------------------
 */

/* Nobody waits for these sends here: that might be until they are received.
 * The harness receives what is left over at the end of the case, and the
 * bytes are kept until the next one. */
static void
let_go(void)
{
    for (; gone < nheld; gone++) {
        struct held *h = &held[gone];
        MPI_Request request;
        PMPI_Isend(h->bytes, h->n, h->type, h->to, h->tag, h->comm,
                   &request);
        PMPI_Request_free(&request);
    }
}

static void
forget(void)
{
    for (int i = 0; i < nheld; i++)
        free(held[i].bytes);
    nheld = gone = 0;
}

/* Before a call that waits for others.  The two that wait for requests of
 * this rank look themselves. */
static void
before_wait(const char *call)
{
    if (strcmp(call, "MPI_Wait") != 0 && strcmp(call, "MPI_Waitall") != 0)
        let_go();
}

/* A rank that asks again and again may wait for what others hold. */
static void
poll(void)
{
    if (gone == nheld)
        return;
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (++polls >= MOST_POLLS)
        let_go();
}

static bool
hold(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c)
{
    int ints, addresses, types, combiner, size;
    if (!late || !watch.on || to < 0 || n < 0)
        return false;
    PMPI_Comm_size(c, &size);
    PMPI_Type_get_envelope(t, &ints, &addresses, &types, &combiner);
    if (combiner != MPI_COMBINER_NAMED || to >= size)
        return false;
    struct held *more = realloc(held, ((size_t)nheld + 1) * sizeof *held);
    size_t bytes = (size_t)bytes_of(n, t);
    void *copy = malloc(bytes + 1);
    if (more == NULL || copy == NULL)
        abort();
    memcpy(copy, b, bytes);
    held = more;
    held[nheld++] = (struct held){copy, n, to, tag, t, c};
    polls = 0;
    return true;
}

/* So that the calls below appear in evidence where the answer made them,
 * they are the last thing their wrapper does, and so a jump. */
#define JUMP __attribute__((optimize("optimize-sibling-calls")))

JUMP int
__wrap_MPI_Send(const void *b, int n, MPI_Datatype t, int to, int tag,
                MPI_Comm c)
{
    if (hold(b, n, t, to, tag, c))
        to = MPI_PROC_NULL;
    return __real_MPI_Send(b, n, t, to, tag, c);
}

JUMP int
__wrap_MPI_Isend(const void *b, int n, MPI_Datatype t, int to, int tag,
                 MPI_Comm c, MPI_Request *r)
{
    if (hold(b, n, t, to, tag, c))
        to = MPI_PROC_NULL;
    return __real_MPI_Isend(b, n, t, to, tag, c, r);
}

static bool
all_complete(int n, const MPI_Request r[])
{
    int done = 1;
    for (int i = 0; i < n && done; i++)
        if (r[i] != MPI_REQUEST_NULL)
            PMPI_Request_get_status(r[i], &done, MPI_STATUS_IGNORE);
    return done;
}

JUMP int
__wrap_MPI_Wait(MPI_Request *r, MPI_Status *s)
{
    if (gone < nheld && !all_complete(1, r))
        let_go();
    return __real_MPI_Wait(r, s);
}

JUMP int
__wrap_MPI_Waitall(int n, MPI_Request r[], MPI_Status s[])
{
    if (gone < nheld && !all_complete(n, r))
        let_go();
    return __real_MPI_Waitall(n, r, s);
}

/* --- probes ------------------------------------------------------------
 */

JUMP int
__wrap_MPI_Iprobe(int from, int tag, MPI_Comm c, int *flag, MPI_Status *s)
{
    poll();
    if (late && watch.on && empty_probes++ < FIRST_PROBES) {
        *flag = 0;
        return MPI_SUCCESS;
    }
    return __real_MPI_Iprobe(from, tag, c, flag, s);
}

JUMP int
__wrap_MPI_Improbe(int from, int tag, MPI_Comm c, int *flag, MPI_Message *m,
                   MPI_Status *s)
{
    poll();
    if (late && watch.on && empty_probes++ < FIRST_PROBES) {
        *flag = 0;
        return MPI_SUCCESS;
    }
    return __real_MPI_Improbe(from, tag, c, flag, m, s);
}

/* --- the end of a barrier ----------------------------------------------
 */

JUMP int
__wrap_MPI_Ibarrier(MPI_Comm c, MPI_Request *r)
{
    int error = __real_MPI_Ibarrier(c, r);
    if (late && watch.on && watch.rank % 2 == 1) {
        barrier = *r;
        barrier_comm = c;
        barrier_polls = 0;
    }
    return error;
}

/* Do all other ranks wait, and has none moved since the last look? */
static bool
others_wait(void)
{
    static uint64_t before;
    static int still;
    bool waiting = watch.table != NULL;
    uint64_t calls = 0;
    for (int r = 0; waiting && r < watch.size; r++) {
        if (r == watch.rank)
            continue;
        waiting = watch.table->row[r].state != WAIT_RUNS;
        calls += watch.table->row[r].calls;
    }
    still = waiting && calls == before ? still + 1 : 0;
    before = calls;
    return still >= STILL;
}

/* Is the end of this barrier still kept from this rank?  Until a message of
 * the next exchange is there, or the others wait for this rank. */
static bool
not_yet(MPI_Request r)
{
    int there = 0;
    if (!late || !watch.on || barrier == MPI_REQUEST_NULL || r != barrier)
        return false;
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    PMPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, barrier_comm, &there,
                MPI_STATUS_IGNORE);
    if (there || others_wait() || ++barrier_polls >= MOST_POLLS)
        barrier = MPI_REQUEST_NULL; /* it will hear of it next time */
    return true;
}

JUMP int
__wrap_MPI_Test(MPI_Request *r, int *flag, MPI_Status *s)
{
    poll();
    if (not_yet(*r)) {
        *flag = 0;
        return MPI_SUCCESS;
    }
    return __real_MPI_Test(r, flag, s);
}

JUMP int
__wrap_MPI_Testall(int n, MPI_Request r[], int *flag, MPI_Status s[])
{
    poll();
    if (n == 1 && not_yet(r[0])) {
        *flag = 0;
        return MPI_SUCCESS;
    }
    return __real_MPI_Testall(n, r, flag, s);
}

JUMP int
__wrap_MPI_Testany(int n, MPI_Request r[], int *i, int *flag, MPI_Status *s)
{
    poll();
    return __real_MPI_Testany(n, r, i, flag, s);
}

JUMP int
__wrap_MPI_Testsome(int n, MPI_Request r[], int *out, int i[],
                    MPI_Status s[])
{
    poll();
    return __real_MPI_Testsome(n, r, out, i, s);
}

/* --- the case ----------------------------------------------------------
 */

/* Whether it is late; whether results are NULL or destinations bad; then
 * for each call how many values each rank of MPI_COMM_WORLD has, and for
 * all of them in turn the destination modulo the size.  A value tells the
 * half, the call, the world rank and its number there. */
void
probe_case(void)
{
    forget();
    late = ask_i64();
#ifdef MPICH_VERSION
    late = false; /* it does not stand messages to oneself that stay */
#endif
    int64_t bad = ask_i64();
    int world, size;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    PMPI_Comm_size(case_comm(), &size);
    watch.before_wait = before_wait;
    for (int call = 0; call < CALLS; call++) {
        size_t n;
        int64_t *counts = ask_i64s(&n), *wishes = ask_i64s(&n);
        size_t nd = (size_t)counts[world], begin = 0;
        for (int r = 0; r < world; r++)
            begin += (size_t)counts[r];
        int *dst = malloc((nd + 1) * sizeof *dst);
        int64_t *val = malloc((nd + 1) * sizeof *val), *got = NULL;
        int ngot = 0;
        if (dst == NULL || val == NULL)
            abort();
        for (size_t i = 0; i < nd; i++) {
            dst[i] =
                (int)(wishes[begin + i] % size) + (bad == 3 ? size : 0);
            val[i] = (((int64_t)case_half() * 10 + call) * 10 + world) *
                         1000000 +
                     (int64_t)i;
        }
        empty_probes = 0;
        int returned = sparse_exchange(
            dst, val, bad == 4 ? -1 : (int)nd, bad == 1 ? NULL : &got,
            bad == 2 ? NULL : &ngot, case_comm());
        say_i64(returned);
        say_i64s(got, got != NULL && ngot > 0 ? (size_t)ngot : 0);
        say_i64(ngot);
        free(got);
        free(dst);
        free(val);
    }
    let_go();
    late = false;
    watch.before_wait = NULL;
    say_mpi_events();
}
