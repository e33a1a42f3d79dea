/*
 * requests.c - the requests of this rank, and the memory that they own.
 *
 * From a non-blocking call to its completion a buffer belongs to MPI.  Of a
 * send buffer a checksum is taken at both ends.  A receive buffer changes
 * only inside MPI calls; so one that has changed between two of them was
 * written by the program.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024, MOST_GUARDED = 16, MOST_OWNERS = 64 };

static struct pending *buckets[BUCKETS];
static struct pending *latest; /* made by the latest pend */
static struct pending *watched[MOST_GUARDED];
static int nwatched;
static struct pending *owners[MOST_OWNERS]; /* of memory */
static int nowners;
static bool no_guard;
int guarded; /* how many receive buffers are watched */

static struct pending **
bucket(MPI_Request handle)
{
    uint64_t h = AS_NUMBER(handle) * 0x9E3779B97F4A7C15u;
    return &buckets[h >> 54];
}

/* Bytes of a buffer without gaps; 0 for one with them. */
int64_t
dense_bytes(int count, MPI_Datatype type)
{
    const struct type *t = row != NULL ? find_type(type) : NULL;
    return t != NULL && t->dense && count > 0 ? t->size * count : 0;
}

/* --- the table ---------------------------------------------------------
 */

struct pending *
find_pending(MPI_Request handle, const void *where)
{
    struct pending *oldest = NULL;
    if (row == NULL || handle == MPI_REQUEST_NULL)
        return NULL;
    for (struct pending *p = *bucket(handle); p != NULL; p = p->next) {
        if (p->handle != handle)
            continue;
        if (p->where == where)
            return p;
        oldest = p; /* new ones stand in front */
    }
    return oldest;
}

/* Call after the call that made *request, before leave. */
void
pend(struct record *r, MPI_Request *request)
{
    latest = NULL;
    if (row == NULL || *request == MPI_REQUEST_NULL)
        return;
    struct pending *p = calloc(1, sizeof *p);
    bool start_later =
        r->call >= CALL_Send_init && r->call <= CALL_Recv_init;
    *p = (struct pending){.handle = *request,
                          .where = request,
                          .record = record_index(r),
                          .made = record_index(r),
                          .persistent = start_later,
                          .active = !start_later,
                          .receives = r->call == CALL_Irecv ||
                                      r->call == CALL_Imrecv ||
                                      r->call == CALL_Recv_init};
    struct pending **b = bucket(*request);
    p->next = *b;
    *b = p;
    latest = p;
    r->request = (int32_t)record_index(r);
}

/* A program's own operation may look into the buffers of a reduction. */
static bool
reduces(const struct pending *p)
{
    const struct record *r = record_at(p->record);
    return r == NULL ||
           (r->op == 0 &&
            (r->call == CALL_Ireduce || r->call == CALL_Iallreduce ||
             r->call == CALL_Iscan || r->call == CALL_Iexscan ||
             r->call == CALL_Ireduce_scatter ||
             r->call == CALL_Ireduce_scatter_block));
}

static bool
overlap(const struct region *g, const unsigned char *start, size_t bytes)
{
    return g->bytes > 0 && bytes > 0 && start < g->start + g->bytes &&
           g->start < start + bytes;
}

int
owned(void)
{
    return nowners;
}

/* Does a pending request own this memory?  Two may read it. */
void
check_owned(const struct record *r, const void *start, size_t bytes,
            bool writes)
{
    static bool said;
    for (int i = 0; i < nowners && !said && bytes > 0; i++) {
        const struct pending *p = owners[i];
        const struct record *of = record_at(p->record);
        if (of == NULL || of == r ||
            (!overlap(&p->in, start, bytes) &&
             !(writes && overlap(&p->out, start, bytes))))
            continue;
        said = true;
        complain(&(struct complaint){"overlapping buffers",
                                     false,
                                     {(void *)(uintptr_t)r->site,
                                      (void *)(uintptr_t)of->site}},
                 "Rank %d, %s at {0}: its buffer overlaps that of %s "
                 "({1}), which is not complete. Give each its own memory, "
                 "or wait first.",
                 row->rank, call_name(r->call), call_name(of->call));
    }
}

/* --- what the program touches (step.c) ---------------------------------
 */

static struct pending *
owner_of(uint64_t address, bool writes)
{
    const unsigned char *at = (const unsigned char *)(uintptr_t)address;
    for (int i = 0; i < nowners; i++)
        if ((overlap(&owners[i]->in, at, 1) && !reduces(owners[i])) ||
            (writes && overlap(&owners[i]->out, at, 1)))
            return owners[i];
    return NULL;
}

bool
touched_matters(uint64_t address)
{
    return owner_of(address, true) != NULL || window_matters(address);
}

void
memory_touched(uint64_t address, bool writes, uint64_t pc)
{
    static bool told;
    const struct pending *p = owner_of(address, writes);
    const struct record *r = p != NULL ? record_at(p->record) : NULL;
    if (r != NULL && !told) {
        told = true;
        note_step(writes ? "write" : "read", (void *)(uintptr_t)pc);
        complain(&(struct complaint){"buffer reused",
                                     false,
                                     {(void *)(uintptr_t)r->site,
                                      (void *)(uintptr_t)pc}},
                 "Rank %d %s the buffer of %s ({0}) at {1}, before that "
                 "call is complete: it belongs to MPI until then. Touch "
                 "it only after the wait.",
                 row->rank, writes ? "writes into" : "reads",
                 call_name(r->call));
    }
    if (window_matters(address))
        window_touched(address, writes, pc);
}

/* Their memory goes back while MPI may still use it. */
void
check_freed(const void *start, const void *site)
{
    static bool said;
    size_t bytes =
        said || row == NULL || several_threads() || row->state != ROW_READY
            ? 0
            : block_bytes(start);
    for (int i = 0; i < nowners && bytes > 0; i++) {
        const struct pending *p = owners[i];
        const struct record *of = record_at(p->record);
        if (of == NULL || (!overlap(&p->in, start, bytes) &&
                           !overlap(&p->out, start, bytes)))
            continue;
        said = true;
        note_step("free", site);
        complain(&(struct complaint){"buffer reused",
                                     false,
                                     {(void *)(uintptr_t)of->site, site}},
                 "Rank %d frees the buffer of %s ({0}) at {1}, before that "
                 "call is complete. Free it after MPI_Wait.",
                 row->rank, call_name(of->call));
        return;
    }
}

static bool
usable(const void *p, int64_t bytes)
{
    return bytes > 0 && p != MPI_IN_PLACE && p != NULL && p != MPI_BOTTOM;
}

void
check_both(struct record *r, MPI_Comm comm, const void *out,
           int64_t out_bytes, const void *in, int64_t in_bytes)
{
    if (row == NULL)
        return;
    if ((out == NULL && out_bytes > 0 && MPI_IN_PLACE != NULL) ||
        (in == NULL && in_bytes > 0))
        wrong_argument(r, comm, "invalid buffer", "the %s buffer is NULL.",
                       out == NULL && out_bytes > 0 ? "send" : "receive");
    bool sends = usable(out, out_bytes), gets = usable(in, in_bytes);
    struct region there = {in, gets ? (size_t)in_bytes : 0, 0};
    if (sends && gets && overlap(&there, out, (size_t)out_bytes))
        wrong_argument(r, comm, "overlapping buffers",
                       "the send and the receive buffer overlap. Use two "
                       "buffers, or MPI_IN_PLACE.");
    if (sends) {
        check_room(r, out, out_bytes);
        note_sight(r, out, out_bytes, r->type);
    }
    if (gets) {
        check_room(r, in, in_bytes);
        note_sight(r, in, in_bytes, r->type2 >= 0 ? r->type2 : r->type);
    }
    if (nowners > 0 && sends)
        check_owned(r, out, (size_t)out_bytes, false);
    if (nowners > 0 && gets)
        check_owned(r, in, (size_t)in_bytes, true);
}

static void
begin_guard(struct pending *p)
{
    const struct record *r = record_at(p->record);
    if (r != NULL) {
        check_owned(r, p->out.start, p->out.bytes, false);
        check_owned(r, p->in.start, p->in.bytes, true);
    }
    if (nowners < MOST_OWNERS && (p->in.bytes > 0 || p->out.bytes > 0))
        owners[nowners++] = p;
    if (p->out.bytes > 0)
        p->out.sum = checksum(&p->out, WHOLE);
    if (in_window(p->in.start, p->in.bytes))
        return;
    if (p->in.bytes > 0 && !no_guard && !several_threads() &&
        nwatched < MOST_GUARDED) {
        p->in.sum = 0;
        watched[nwatched++] = p;
        guarded++;
    }
}

static void
end_guard(struct pending *p)
{
    for (int i = 0; i < nowners; i++)
        if (owners[i] == p) {
            owners[i] = owners[--nowners];
            break;
        }
    for (int i = 0; i < nwatched; i++)
        if (watched[i] == p) {
            watched[i] = watched[--nwatched];
            guarded--;
            return;
        }
}

/* Complete by MPI_Request_get_status, which leaves the request as it is.
 * Requests that are complete may share a handle. */
void
release_buffers(MPI_Request handle)
{
    for (struct pending *p = *bucket(handle); p != NULL; p = p->next)
        if (row != NULL && p->handle == handle) {
            end_guard(p);
            p->released = true;
        }
}

/* The memory of the request made last: MPI reads out and writes in. */
void
pend_buffers(struct record *r, const void *out, int64_t out_bytes,
             const void *in, int64_t in_bytes)
{
    struct pending *p = latest;
    if (row == NULL || p == NULL || p->made != record_index(r))
        return;
    if (out == MPI_IN_PLACE || out == MPI_BOTTOM)
        out_bytes = 0;
    if (in == MPI_IN_PLACE || in == MPI_BOTTOM)
        in_bytes = 0;
    p->out = (struct region){out, out_bytes > 0 ? (size_t)out_bytes : 0, 0};
    p->in = (struct region){in, in_bytes > 0 ? (size_t)in_bytes : 0, 0};
    if (p->active)
        begin_guard(p);
}

void
drop_pending(struct pending *p)
{
    end_guard(p);
    for (struct pending **b = bucket(p->handle); *b != NULL;
         b = &(*b)->next)
        if (*b == p) {
            *b = p->next;
            break;
        }
    if (latest == p)
        latest = NULL;
    free(p);
}

/* MPI_Start: a new send or receive with the old arguments. */
void
start_pending(struct pending *p, const void *site)
{
    struct record *of = record_at(p->made);
    if (of == NULL)
        return;
    of->flags |= STARTED;
    struct record *r = enter(CALL_Other, MPI_COMM_NULL, site);
    uint64_t begin = r->begin;
    uint32_t thread = r->thread;
    *r = *of;
    r->call = (uint16_t)(of->call == CALL_Recv_init
                             ? CALL_Start_recv
                             : CALL_Start_send + of->call - CALL_Send_init);
    r->site = (uint64_t)(uintptr_t)site;
    r->begin = begin;
    r->thread = thread;
    r->lists = 0;
    r->error = 0;
    r->done = 0;
    r->end = begin;
    p->record = record_index(r);
    p->active = true;
    r->request = (int32_t)p->made;
    publish(r);
    leave(r, MPI_SUCCESS);
    p->released = false;
    begin_guard(p);
}

/* --- completion --------------------------------------------------------
 */

/* What a receive found. */
void
got_status(struct record *r, MPI_Status *status, const struct comm *c)
{
    int n = 0;
    if (row == NULL)
        return;
    r->source = to_world(c, status->MPI_SOURCE);
    r->got_tag = tag_of(status->MPI_TAG);
    PMPI_Get_count(status, MPI_BYTE, &n);
    r->got_bytes = n;
}

static void
check_unchanged(const struct pending *p)
{
    const struct record *r = record_at(p->record);
    if (p->out.bytes == 0 || r == NULL || p->released ||
        checksum(&p->out, WHOLE) == p->out.sum)
        return;
    complain(&(struct complaint){"buffer reused", false, {(void *)r->site}},
             "Rank %d changed the buffer of %s ({0}) before that call was "
             "complete: the message may carry the old or the new data. "
             "Write into the buffer only after MPI_Wait.",
             row->rank, call_name(r->call));
}

/* The request is complete; MPI may have forgotten its handle. */
void
request_done(struct pending *p, MPI_Status *status)
{
    if (p == NULL || !p->active)
        return;
    struct record *r = record_at(p->record);
    check_unchanged(p);
    if (r != NULL) {
        int cancelled = 0;
        if (status != NULL && (p->receives || p->persistent))
            PMPI_Test_cancelled(status, &cancelled);
        if (cancelled)
            r->flags |= CANCELLED;
        else if (status != NULL && p->receives)
            got_status(r, status, comm_by_id(r->comm));
        __atomic_store_n(&r->done, now_ns(), __ATOMIC_RELEASE);
    }
    p->active = false;
    if (p->persistent)
        end_guard(p);
    else
        drop_pending(p);
}

/* --- origins of one-sided calls ------------------------------------------
 */

struct pending *
borrow(struct record *r, const void *out, int64_t out_bytes, const void *in,
       int64_t in_bytes)
{
    if (record_index(r) == UINT32_MAX)
        return NULL;
    struct pending *p = calloc(1, sizeof *p);
    p->record = p->made = record_index(r);
    p->active = true;
    p->out = (struct region){out, out_bytes > 0 ? (size_t)out_bytes : 0, 0};
    p->in = (struct region){in, in_bytes > 0 ? (size_t)in_bytes : 0, 0};
    begin_guard(p);
    return p;
}

void
end_borrow(struct pending *p)
{
    check_unchanged(p);
    end_guard(p);
    free(p);
}

/* --- receive buffers between two calls ---------------------------------
 */

void
guard_leave(void)
{
    for (int i = 0; i < nwatched; i++)
        watched[i]->in.sum = checksum(&watched[i]->in, GUARD_BYTES);
}

void
guard_enter(struct record *r, const void *site)
{
    (void)r;
    for (int i = 0; i < nwatched; i++) {
        struct region *in = &watched[i]->in;
        const struct record *of = record_at(watched[i]->record);
        if (in->sum == 0 || of == NULL)
            continue; /* no call has ended since it was made */
        if (checksum(in, GUARD_BYTES) != in->sum && !no_guard) {
            complain(&(struct complaint){"buffer reused",
                                         false,
                                         {(void *)of->site, site}},
                     "Rank %d wrote into the buffer of %s ({0}) before "
                     "that call was complete (seen at {1}): the buffer "
                     "belongs to MPI until MPI_Wait.",
                     row->rank, call_name(of->call));
            no_guard = true;
        }
    }
}

/* Something will write that is not seen: a window, a file. */
void
guard_off(void)
{
    no_guard = true;
    nwatched = guarded = 0;
}
