/* p2p.c - point-to-point calls. */
#define _GNU_SOURCE
#include "watch.h"

#include <time.h>

static bool attached;

int
MPI_Buffer_attach(void *buffer, int bytes)
{
    touch("MPI_Buffer_attach", SITE);
    int e = PMPI_Buffer_attach(buffer, bytes);
    attached = attached || e == MPI_SUCCESS;
    return e;
}

int
MPI_Buffer_detach(void *buffer, int *bytes)
{
    touch("MPI_Buffer_detach", SITE);
    attached = false;
    return PMPI_Buffer_detach(buffer, bytes);
}

static void
check_attached(struct record *r, MPI_Comm c, int to)
{
    bool buffers = r->call == CALL_Bsend || r->call == CALL_Ibsend;
    if (row != NULL && buffers && !attached && to != MPI_PROC_NULL)
        wrong_argument(r, c, "invalid buffer",
                       "no buffer is attached. Call MPI_Buffer_attach "
                       "first.");
}

static void
fill_send(struct record *r, const void *b, int n, MPI_Datatype t, int to,
          int tag, MPI_Comm c)
{
    if (row == NULL)
        return;
    check_comm(r, c);
    check_buffer(r, c, b, n, t, false);
    check_peer(r, c, to, false);
    r->peer = to_world(find_comm(c), to);
    r->tag = tag;
    if (to != MPI_PROC_NULL)
        check_tag(r, c, tag, false);
    check_attached(r, c, to);
}

static void
fill_recv(struct record *r, const void *b, int n, MPI_Datatype t, int from,
          int tag, MPI_Comm c)
{
    if (row == NULL)
        return;
    check_comm(r, c);
    check_buffer(r, c, b, n, t, false);
    check_peer(r, c, from, true);
    r->peer = to_world(find_comm(c), from);
    r->tag = tag_of(tag);
    if (from != MPI_PROC_NULL)
        check_tag(r, c, tag, true);
}

/* With a seed: any message that is there will do, so take one by lot. */
static int
some_source(int from, int tag, MPI_Comm c)
{
    int n, there = 0;
    if (from != MPI_ANY_SOURCE || row == NULL || !table->shuffle)
        return from;
    for (int ms = 0; ms < 4; ms++) {
        PMPI_Iprobe(from, tag, c, &there, MPI_STATUS_IGNORE);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    const struct comm *known = find_comm(c);
    if (known == NULL)
        return from;
    n = known->inter ? known->remote_size : known->size;
    int first = (int)random_below((uint32_t)n);
    for (int i = 0; i < n; i++) {
        PMPI_Iprobe((first + i) % n, tag, c, &there, MPI_STATUS_IGNORE);
        if (there)
            return (first + i) % n;
    }
    return from;
}

#define SEND_P                                                             \
    const void *b, int n, MPI_Datatype t, int to, int tag, MPI_Comm c
#define SEND_A b, n, t, to, tag, c
#define SYNCHRONOUS (row != NULL && table->synchronous)

#define SEND(NAME, DOES)                                                   \
    int MPI_##NAME(SEND_P)                                                 \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, c, SITE);                    \
        fill_send(r, SEND_A);                                              \
        publish(r);                                                        \
        return leave(r, DOES);                                             \
    }
SEND(Send, SYNCHRONOUS ? PMPI_Ssend(SEND_A) : PMPI_Send(SEND_A))
SEND(Ssend, PMPI_Ssend(SEND_A))
SEND(Bsend, PMPI_Bsend(SEND_A))
SEND(Rsend, PMPI_Rsend(SEND_A))

#define ISEND(NAME, DOES)                                                  \
    int MPI_##NAME(SEND_P, MPI_Request *q)                                 \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, c, SITE);                    \
        fill_send(r, SEND_A);                                              \
        r->request = row ? (int32_t)record_index(r) : -1;                  \
        publish(r);                                                        \
        int e = DOES;                                                      \
        if (e == MPI_SUCCESS) {                                            \
            pend(r, q);                                                    \
            pend_buffers(r, b, dense_bytes(n, t), NULL, 0);                \
        }                                                                  \
        return leave(r, e);                                                \
    }
ISEND(Isend, SYNCHRONOUS ? PMPI_Issend(SEND_A, q) : PMPI_Isend(SEND_A, q))
ISEND(Issend, PMPI_Issend(SEND_A, q))
ISEND(Ibsend, PMPI_Ibsend(SEND_A, q))
ISEND(Irsend, PMPI_Irsend(SEND_A, q))
ISEND(Send_init,
      SYNCHRONOUS ? PMPI_Ssend_init(SEND_A, q) : PMPI_Send_init(SEND_A, q))
ISEND(Ssend_init, PMPI_Ssend_init(SEND_A, q))
ISEND(Bsend_init, PMPI_Bsend_init(SEND_A, q))
ISEND(Rsend_init, PMPI_Rsend_init(SEND_A, q))

#define IRECV(NAME)                                                        \
    int MPI_##NAME(void *b, int n, MPI_Datatype t, int from, int tag,      \
                   MPI_Comm c, MPI_Request *q)                             \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, c, SITE);                    \
        fill_recv(r, b, n, t, from, tag, c);                               \
        r->request = row ? (int32_t)record_index(r) : -1;                  \
        publish(r);                                                        \
        int e = PMPI_##NAME(b, n, t, from, tag, c, q);                     \
        if (e == MPI_SUCCESS) {                                            \
            pend(r, q);                                                    \
            pend_buffers(r, NULL, 0, b, dense_bytes(n, t));                \
        }                                                                  \
        return leave(r, e);                                                \
    }
IRECV(Irecv)
IRECV(Recv_init)

/* A failed receive (too short) still has a source and a tag. */
static void
received(struct record *r, int error, MPI_Status *s, MPI_Comm c)
{
    if (row == NULL)
        return;
    if (error == MPI_SUCCESS)
        got_status(r, s, find_comm(c));
}

int
MPI_Recv(void *b, int n, MPI_Datatype t, int from, int tag, MPI_Comm c,
         MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Recv, c, SITE);
    fill_recv(r, b, n, t, from, tag, c);
    publish(r);
    from = some_source(from, tag, c);
    int e = PMPI_Recv(b, n, t, from, tag, c, s);
    received(r, e, s, c);
    return leave_buffer(r, e, b, n, t, true);
}

int
MPI_Mrecv(void *b, int n, MPI_Datatype t, MPI_Message *m,
          MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Mrecv, MPI_COMM_NULL, SITE);
    check_buffer(r, MPI_COMM_WORLD, b, n, t, false);
    take_message(r, *m);
    publish(r);
    return leave(r, PMPI_Mrecv(b, n, t, m, s));
}

int
MPI_Imrecv(void *b, int n, MPI_Datatype t, MPI_Message *m, MPI_Request *q)
{
    struct record *r = enter(CALL_Imrecv, MPI_COMM_NULL, SITE);
    check_buffer(r, MPI_COMM_WORLD, b, n, t, false);
    take_message(r, *m);
    publish(r);
    int e = PMPI_Imrecv(b, n, t, m, q);
    if (e == MPI_SUCCESS) {
        pend(r, q);
        pend_buffers(r, NULL, 0, b, dense_bytes(n, t));
    }
    return leave(r, e);
}

static bool
overlap(const char *a, int64_t na, const char *b, int64_t nb)
{
    return a != NULL && b != NULL && na > 0 && nb > 0 && a < b + nb &&
           b < a + na;
}

static void
fill_sendrecv(struct record *r, int from, int tag, MPI_Comm c)
{
    if (row == NULL)
        return;
    check_peer(r, c, from, true);
    if (from != MPI_PROC_NULL)
        check_tag(r, c, tag, true);
    r->peer2 = to_world(find_comm(c), from);
    r->tag2 = tag_of(tag);
}

int
MPI_Sendrecv(const void *b, int n, MPI_Datatype t, int to, int tag,
             void *b2, int n2, MPI_Datatype t2, int from, int tag2,
             MPI_Comm c, MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Sendrecv, c, SITE);
    fill_send(r, b, n, t, to, tag, c);
    check_buffer(r, c, b2, n2, t2, true);
    fill_sendrecv(r, from, tag2, c);
    if (row != NULL && to != MPI_PROC_NULL && from != MPI_PROC_NULL &&
        overlap(b, dense_bytes(n, t), b2, dense_bytes(n2, t2)))
        wrong_argument(r, c, "overlapping buffers",
                       "the send and the receive buffer overlap. Use two "
                       "buffers, or MPI_Sendrecv_replace.");
    publish(r);
    int e = PMPI_Sendrecv(b, n, t, to, tag, b2, n2, t2, from, tag2, c, s);
    received(r, e, s, c);
    return leave(r, e);
}

int
MPI_Sendrecv_replace(void *b, int n, MPI_Datatype t, int to, int tag,
                     int from, int tag2, MPI_Comm c, MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Sendrecv_replace, c, SITE);
    fill_send(r, b, n, t, to, tag, c);
    r->count2 = r->count;
    r->type2 = r->type;
    r->bytes2 = r->bytes;
    fill_sendrecv(r, from, tag2, c);
    publish(r);
    int e = PMPI_Sendrecv_replace(b, n, t, to, tag, from, tag2, c, s);
    received(r, e, s, c);
    return leave(r, e);
}

/* --- probes ------------------------------------------------------------
 */

static void
fill_probe(struct record *r, int from, int tag, MPI_Comm c)
{
    if (row == NULL)
        return;
    check_comm(r, c);
    check_peer(r, c, from, true);
    check_tag(r, c, tag, true);
    r->peer = to_world(find_comm(c), from);
    r->tag = tag_of(tag);
}

int
MPI_Probe(int from, int tag, MPI_Comm c, MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Probe, c, SITE);
    fill_probe(r, from, tag, c);
    publish(r);
    from = some_source(from, tag, c);
    int e = PMPI_Probe(from, tag, c, s);
    received(r, e, s, c);
    return leave(r, e);
}

/* A matched probe takes its message: it counts as the receive. */
int
MPI_Mprobe(int from, int tag, MPI_Comm c, MPI_Message *m,
           MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Mprobe, c, SITE);
    fill_probe(r, from, tag, c);
    publish(r);
    int e = PMPI_Mprobe(from, tag, c, m, s);
    received(r, e, s, c);
    keep_message(r, *m, e);
    return leave(r, e);
}

/* Polls are counted, not recorded: there may be millions. */
static bool
same_poll(enum call call, const void *site)
{
    step_off();
    struct record *before =
        row != NULL && row->n > 0 ? record_at(row->n - 1) : NULL;
    if (before == NULL || several_threads() || before->call != call ||
        before->site != (uint64_t)(uintptr_t)site || before->got_tag != 0)
        return false;
    row->polls++;
    return true;
}

int
MPI_Iprobe(int from, int tag, MPI_Comm c, int *flag, MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    const void *site = SITE;
    if (same_poll(CALL_Iprobe, site)) {
        if (guarded > 0)
            guard_enter(NULL, site);
        int e = PMPI_Iprobe(from, tag, c, flag, status);
        if (guarded > 0)
            guard_leave();
        if (e != MPI_SUCCESS || *flag)
            row->polls = 0;
        return e;
    }
    struct record *r = enter(CALL_Iprobe, c, site);
    fill_probe(r, from, tag, c);
    publish(r);
    int e = PMPI_Iprobe(from, tag, c, flag, s);
    return leave(r, e);
}

int
MPI_Improbe(int from, int tag, MPI_Comm c, int *flag, MPI_Message *m,
            MPI_Status *status)
{
    MPI_Status own, *s = status == MPI_STATUS_IGNORE ? &own : status;
    struct record *r = enter(CALL_Improbe, c, SITE);
    fill_probe(r, from, tag, c);
    int e = PMPI_Improbe(from, tag, c, flag, m, s);
    if (e != MPI_SUCCESS || !*flag) {
        unpublished(r);
        return e;
    }
    received(r, e, s, c);
    keep_message(r, *m, e);
    publish(r);
    return leave(r, e);
}
