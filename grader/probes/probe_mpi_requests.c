/*
 * probe_mpi_requests.c - requests: who made them, and who completed them.
 *
 * MPI may use the same handle for several requests that are complete from
 * the start; the oldest of them is then taken for the one that is meant.
 */
#include "probe_mpi_calls.h"

#include <stdlib.h>
#include <string.h>

struct request {
    MPI_Request handle;
    MPI_Comm comm;
    int event; /* of the call that made or started it */
    int64_t number;
    bool persistent, active, receives;
    const char *meets;  /* a collective call, or NULL */
    int root;           /* of it */
    int peer;           /* whom a send goes to */
    bool freed;         /* while it was active */
    struct event start; /* what each MPI_Start of a persistent one is */
    const unsigned char *sends; /* what MPI may still read, or NULL */
    size_t bytes;
    uint64_t sum;
};

static void drop(struct request *q);

static struct request *request; /* those that are open, oldest first */
static int requests, room;
static int64_t next_number;

void
requests_begin(void)
{
    requests = 0;
    next_number = 0;
}

int
requests_open(void)
{
    int n = 0;
    for (int i = 0; i < requests; i++)
        n += request[i].active;
    return n;
}

int
requests_freed(void)
{
    int n = 0;
    for (int i = 0; i < requests; i++)
        n += request[i].active && request[i].freed;
    return n;
}

/* A message of a rank may be the answer to what was sent to it before: that
 * a freed send is complete can be known from it. */
void
requests_answered(int peer)
{
    for (int i = requests; i-- > 0;)
        if (request[i].freed && !request[i].receives &&
            request[i].peer == peer)
            drop(&request[i]);
}

int
requests_unfreed(void)
{
    int n = 0;
    for (int i = 0; i < requests; i++)
        n += request[i].persistent && !request[i].active;
    return n;
}

static struct request *
add_request(MPI_Request r, int event, MPI_Comm c, bool receives)
{
    if (requests == room) {
        room = 2 * room + 64;
        struct request *more =
            realloc(request, (size_t)room * sizeof *request);
        if (more == NULL)
            abort();
        request = more;
    }
    watch.looks = 0;
    request[requests] = (struct request){.handle = r,
                                         .comm = c,
                                         .event = event,
                                         .number = next_number++,
                                         .active = true,
                                         .receives = receives};
    return &request[requests++];
}

void
request_made(MPI_Request r, int event, MPI_Comm c, bool receives)
{
    if (watch.on && r != MPI_REQUEST_NULL)
        add_request(r, event, c, receives);
}

void
request_meets(const char *call, int root)
{
    if (!watch.on || requests == 0)
        return;
    request[requests - 1].meets = call;
    request[requests - 1].root = root;
}

int64_t
request_next(void)
{
    return watch.on ? next_number : -1;
}

/* A communicator may be freed before its requests are complete. */
void
requests_lose_comm(MPI_Comm c)
{
    for (int i = 0; i < requests; i++)
        if (request[i].comm == c)
            request[i].comm = MPI_COMM_NULL;
}

static struct request *
find(MPI_Request r)
{
    for (int i = 0; watch.on && i < requests; i++)
        if (request[i].handle == r)
            return &request[i];
    return NULL;
}

/* Until a send is complete its buffer belongs to MPI.  A small message has
 * often left before, so that a change does no harm that day; it is noted
 * all the same. */
static uint64_t
sum_of(const struct request *q)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < q->bytes; i++)
        sum = sum * 6364136223846793005u + q->sends[i];
    return sum;
}

static void
lend(struct request *q, const void *b, int n, MPI_Datatype t)
{
    MPI_Aint begin, extent;
    int64_t bytes = bytes_of(n, t);
    PMPI_Type_get_extent(t, &begin, &extent);
    if (bytes <= 0 || begin != 0 || extent * n != bytes)
        return; /* with holes, or nothing at all */
    for (struct request *o = request; o < q; o++)
        if (o->handle == q->handle) {
            o->sends = NULL; /* nobody could tell them apart */
            return;
        }
    q->sends = b;
    q->bytes = (size_t)bytes;
    q->sum = sum_of(q);
}

static void
take_back(const struct request *q)
{
    if (q->sends == NULL || sum_of(q) == q->sum)
        return;
    watch.sends_changed++;
    mpi_mark("send buffer changed", q->number, 0);
}

static void
drop(struct request *q)
{
    int at = (int)(q - request);
    requests--;
    memmove(q, q + 1, (size_t)(requests - at) * sizeof *q);
}

/* --- beginning ---------------------------------------------------------
 */

typedef int sender(const void *, int, MPI_Datatype, int, int, MPI_Comm,
                   MPI_Request *);

static int
begin(const char *call, enum event_kind kind, int n, MPI_Datatype t,
      int peer, int tag, MPI_Comm c)
{
    return note_event((struct event){
        call, kind, case_peer(peer, c), tag,
        kind == EVENT_SEND ? bytes_of(n, t) : 0, request_next(), 0, 0});
}

static int
send_later(const char *call, sender *f, const void *b, int n,
           MPI_Datatype t, int to, int tag, MPI_Comm c, MPI_Request *r,
           void *site)
{
    watch_pass(call, site);
    int at = begin(call, EVENT_SEND, n, t, to, tag, c);
    int error = f(b, n, t, to, tag, c, r);
    if (error == MPI_SUCCESS && watch.on && *r != MPI_REQUEST_NULL) {
        struct request *q = add_request(*r, at, c, false);
        q->peer = case_peer(to, c);
        if (to != MPI_PROC_NULL)
            lend(q, b, n, t);
    }
    watch_passed();
    return error;
}

int
MPI_Isend(const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c,
          MPI_Request *r)
{
    bool waits = watch.on && watch.mode == SYNCHRONOUS;
    delay_send();
    return send_later("MPI_Isend", waits ? PMPI_Issend : PMPI_Isend, b, n,
                      t, to, tag, c, r, SITE);
}

#define LATER(NAME)                                                        \
    int MPI_##NAME(const void *b, int n, MPI_Datatype t, int to, int tag,  \
                   MPI_Comm c, MPI_Request *r)                             \
    {                                                                      \
        return send_later("MPI_" #NAME, PMPI_##NAME, b, n, t, to, tag, c,  \
                          r, SITE);                                        \
    }
LATER(Issend)
LATER(Ibsend)
LATER(Irsend)

int
MPI_Irecv(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
          MPI_Request *r)
{
    watch_pass("MPI_Irecv", SITE);
    int at = begin("MPI_Irecv", EVENT_RECEIVE, n, t, from, tag, c);
    int error = PMPI_Irecv(b, n, t, from, tag, c, r);
    if (error == MPI_SUCCESS)
        request_made(*r, at, c, true);
    watch_passed();
    return error;
}

int
MPI_Imrecv(void *b, int n, MPI_Datatype t, MPI_Message *m, MPI_Request *r)
{
    watch_pass("MPI_Imrecv", SITE);
    int at = begin("MPI_Imrecv", EVENT_RECEIVE, n, t, MPI_PROC_NULL, 0,
                   watch.comm);
    int error = PMPI_Imrecv(b, n, t, m, r);
    if (error == MPI_SUCCESS)
        request_made(*r, at, watch.comm, true);
    watch_passed();
    return error;
}

/* --- persistent requests -----------------------------------------------
 */

static void
keep_persistent(const char *call, enum event_kind kind, int n,
                MPI_Datatype t, int peer, int tag, MPI_Comm c,
                MPI_Request r)
{
    if (!watch.on)
        return;
    int at = begin(call, EVENT_OBJECT, n, t, peer, tag, c);
    struct request *q = add_request(r, at, c, kind == EVENT_RECEIVE);
    q->persistent = true;
    q->peer = case_peer(peer, c);
    q->active = false;
    q->start = (struct event){"MPI_Start",
                              kind,
                              case_peer(peer, c),
                              tag,
                              kind == EVENT_SEND ? bytes_of(n, t) : 0,
                              q->number,
                              0,
                              0};
}

static int
init_send(const char *call, sender *f, const void *b, int n, MPI_Datatype t,
          int to, int tag, MPI_Comm c, MPI_Request *r, void *site)
{
    watch_pass(call, site);
    int error = f(b, n, t, to, tag, c, r);
    if (error == MPI_SUCCESS)
        keep_persistent(call, EVENT_SEND, n, t, to, tag, c, *r);
    watch_passed();
    return error;
}

int
MPI_Send_init(const void *b, int n, MPI_Datatype t, int to, int tag,
              MPI_Comm c, MPI_Request *r)
{
    bool waits = watch.on && watch.mode == SYNCHRONOUS;
    return init_send("MPI_Send_init",
                     waits ? PMPI_Ssend_init : PMPI_Send_init, b, n, t, to,
                     tag, c, r, SITE);
}

#define INIT(NAME)                                                         \
    int MPI_##NAME(const void *b, int n, MPI_Datatype t, int to, int tag,  \
                   MPI_Comm c, MPI_Request *r)                             \
    {                                                                      \
        return init_send("MPI_" #NAME, PMPI_##NAME, b, n, t, to, tag, c,   \
                         r, SITE);                                         \
    }
INIT(Ssend_init)
INIT(Bsend_init)
INIT(Rsend_init)

int
MPI_Recv_init(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
              MPI_Request *r)
{
    watch_pass("MPI_Recv_init", SITE);
    int error = PMPI_Recv_init(b, n, t, from, tag, c, r);
    if (error == MPI_SUCCESS)
        keep_persistent("MPI_Recv_init", EVENT_RECEIVE, n, t, from, tag, c,
                        *r);
    watch_passed();
    return error;
}

static void
note_start(const MPI_Request *r)
{
    struct request *q = find(*r);
    if (q == NULL)
        return;
    q->event = note_event(q->start);
    watch.looks = 0;
    q->active = true;
}

int
MPI_Start(MPI_Request *r)
{
    watch_pass("MPI_Start", SITE);
    delay_send();
    note_start(r);
    int error = PMPI_Start(r);
    watch_passed();
    return error;
}

int
MPI_Startall(int n, MPI_Request r[])
{
    watch_pass("MPI_Startall", SITE);
    delay_send();
    for (int i = 0; i < n; i++)
        note_start(&r[i]);
    int error = PMPI_Startall(n, r);
    watch_passed();
    return error;
}

int
MPI_Request_free(MPI_Request *r)
{
    watch_pass("MPI_Request_free", SITE);
    struct request *q = find(*r);
    note_event((struct event){"MPI_Request_free", EVENT_OBJECT, PEER_NONE,
                              0, 0, q != NULL ? q->number : -1, 0, 0});
    if (q != NULL && q->active) {
        q->freed = true;
        q->handle = MPI_REQUEST_NULL;
        q->sends = NULL;
    } else if (q != NULL)
        drop(q);
    int error = PMPI_Request_free(r);
    watch_passed();
    return error;
}

int
MPI_Cancel(MPI_Request *r)
{
    watch_pass("MPI_Cancel", SITE);
    struct request *q = find(*r);
    note_event((struct event){"MPI_Cancel", EVENT_OBJECT, PEER_NONE, 0, 0,
                              q != NULL ? q->number : -1, 0, 0});
    int error = PMPI_Cancel(r);
    watch_passed();
    return error;
}

/* --- the end -----------------------------------------------------------
 */

void
request_completed(const char *call, MPI_Request r, const MPI_Status *s)
{
    struct request *q = find(r);
    if (r == MPI_REQUEST_NULL || (q != NULL && !q->active))
        return;
    int at =
        note_event((struct event){call, EVENT_COMPLETE, PEER_NONE, 0, 0,
                                  q != NULL ? q->number : -1, 0, 0});
    if (q == NULL)
        return;
    take_back(q);
    if (q->receives) {
        note_message(at, s, q->comm);
        note_message(q->event, s, q->comm);
    }
    q->active = false;
    struct request was = *q;
    if (!q->persistent)
        drop(q);
    if (was.meets != NULL && watch.met != NULL && was.comm != MPI_COMM_NULL)
        watch.met(was.meets, was.root, was.comm);
}
