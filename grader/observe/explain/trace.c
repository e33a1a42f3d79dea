/* trace.c - a picture of all logs, taken at one moment. */
#define _GNU_SOURCE
#include "explain.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_COMMS = 4096 };

static const char *const names[CALLS] = {
#define NAME(name) [CALL_##name] = "MPI_" #name,
    MPI_CALLS(NAME)
#undef NAME
};

const char *
name_of(int call)
{
    switch (call) {
    case CALL_Start_send:
    case CALL_Start_ssend:
    case CALL_Start_bsend:
    case CALL_Start_rsend:
    case CALL_Start_recv:
        return "MPI_Start";
    default:
        return call > 0 && call < CALLS && names[call] ? names[call]
                                                       : "an MPI call";
    }
}

/* --- families ------------------------------------------------------------
 */

static bool
between(int call, int first, int last)
{
    return call >= first && call <= last;
}

bool
is_send(int call)
{
    return between(call, CALL_Send, CALL_Start_rsend);
}

bool
is_recv(int call)
{
    return call == CALL_Recv || call == CALL_Irecv ||
           call == CALL_Start_recv;
}

bool
is_sendrecv(int call)
{
    return call == CALL_Sendrecv || call == CALL_Sendrecv_replace;
}

bool
is_nonblocking_collective(int call)
{
    return between(call, CALL_Ibarrier, CALL_Ineighbor_alltoall) ||
           call == CALL_Comm_idup;
}

bool
is_collective(int call)
{
    return between(call, CALL_Barrier, CALL_Win_free);
}

bool
is_wait(int call)
{
    return between(call, CALL_Wait, CALL_Waitsome);
}

bool
is_test(int call)
{
    return between(call, CALL_Test, CALL_Testsome);
}

bool
is_probe(int call)
{
    return call == CALL_Probe || call == CALL_Mprobe;
}

bool
is_access(int call)
{
    return between(call, CALL_Put, CALL_Rget_accumulate);
}

bool
buffers_freely(int call)
{
    return call == CALL_Bsend || call == CALL_Ibsend ||
           call == CALL_Start_bsend;
}

bool
makes_request(int call)
{
    return between(call, CALL_Isend, CALL_Irsend) || call == CALL_Irecv ||
           is_nonblocking_collective(call) ||
           between(call, CALL_Start_send, CALL_Start_rsend) ||
           call == CALL_Start_recv ||
           between(call, CALL_Rput, CALL_Rget_accumulate);
}

bool
sends(const struct record *r)
{
    return (is_send(r->call) || is_sendrecv(r->call)) && r->peer >= 0;
}

/* A matched probe takes the message out of the queue, as a receive does. */
bool
receives(const struct record *r)
{
    if (is_sendrecv(r->call))
        return r->peer2 != NOBODY;
    return (is_recv(r->call) || r->call == CALL_Mprobe ||
            r->call == CALL_Improbe) &&
           r->peer != NOBODY;
}

struct record
recv_side(const struct record *r)
{
    struct record side = *r;
    if (is_sendrecv(r->call)) {
        side.peer = r->peer2;
        side.tag = r->tag2;
        side.count = r->count2;
        side.type = r->type2;
        side.bytes = r->bytes2;
        side.buffer = r->buffer2;
    }
    return side;
}

struct mate *
recv_mate(struct trace *t, int rank, uint32_t i)
{
    struct rank_log *l = &t->rank[rank];
    return is_sendrecv(l->log[i].call) ? &l->mate2[i] : &l->mate[i];
}

uint32_t
index_of(const struct trace *t, int rank, const struct record *r)
{
    return (uint32_t)(r - t->rank[rank].log);
}

/* --- taking it -----------------------------------------------------------
 */

static void
take_rank(struct rank_log *l, struct row *row, const char *dir, int number)
{
    char path[300];
    struct stat st;
    l->row = row;
    uint32_t n = __atomic_load_n(&row->n, __ATOMIC_ACQUIRE);
    l->log = calloc((size_t)n + 2, sizeof *l->log);
    snprintf(path, sizeof path, "%s/log.%d", dir, number);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t size = (size_t)n * sizeof *l->log;
    if (fd != -1 && fstat(fd, &st) == 0 && n > 0) {
        void *p = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
        if (p != MAP_FAILED) {
            memcpy(l->log, p, size);
            munmap(p, size);
            l->n = n;
        }
    }
    if (fd != -1)
        close(fd);
    if (row->full && row->now[0].end == 0 && row->now[0].call != 0)
        l->log[l->n++] = row->now[0];
    l->mate = calloc((size_t)n + 2, sizeof *l->mate);
    l->mate2 = calloc((size_t)n + 2, sizeof *l->mate2);
    l->place = calloc((size_t)n + 2, sizeof *l->place);
    for (uint32_t i = 0; i < l->n; i++)
        l->mate[i].rank = l->mate2[i].rank = -1;
}

struct comm_log *
comm_of(struct trace *t, int32_t id)
{
    static int last;
    if (last < t->ncomms && t->comms[last].id == id)
        return &t->comms[last];
    for (int i = 0; i < t->ncomms; i++)
        if (t->comms[i].id == id)
            return &t->comms[last = i];
    return NULL;
}

static void
note_comm(struct trace *t, int rank, struct record *r)
{
    if (comm_of(t, r->comm) != NULL || t->ncomms == MOST_COMMS)
        return;
    struct comm_log *c = &t->comms[t->ncomms++];
    c->id = r->comm;
    c->site = r->site;
    c->site_rank = rank;
    for (int k = 0;
         k < r->count && k < MOST_RANKS && k / LIST_ITEMS < r->lists; k++)
        c->ranks[c->n++] = *list_item(r, k);
}

static void
note_collective(struct trace *t, int rank, uint32_t i)
{
    struct rank_log *l = &t->rank[rank];
    struct comm_log *c = comm_of(t, l->log[i].comm);
    if (c == NULL)
        return;
    int32_t n = c->calls[rank].n;
    if ((n & (n - 1)) == 0)
        c->calls[rank].index =
            realloc(c->calls[rank].index,
                    (size_t)(n ? 2 * n : 1) * sizeof(uint32_t));
    l->place[i] = n;
    c->calls[rank].index[c->calls[rank].n++] = i;
}

void
trace_take(struct trace *t, struct table *table, const char *dir)
{
    *t = (struct trace){0};
    t->comms = calloc(MOST_COMMS, sizeof *t->comms);
    for (int i = 0; i < MOST_RANKS; i++) {
        struct row *row = &table->row[i];
        if (row->state == ROW_UNUSED || row->rank < 0 ||
            row->rank >= MOST_RANKS || t->rank[row->rank].row != NULL)
            continue;
        take_rank(&t->rank[row->rank], row, dir, i);
        t->full = t->full || row->full;
        if (row->rank >= t->size)
            t->size = row->rank + 1;
    }
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++)
            if (t->rank[rank].log[i].call == COMM)
                note_comm(t, rank, &t->rank[rank].log[i]);
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++)
            if (is_collective(t->rank[rank].log[i].call))
                note_collective(t, rank, i);
}

void
trace_free(struct trace *t)
{
    for (int i = 0; i < MOST_RANKS; i++) {
        free(t->rank[i].log);
        free(t->rank[i].mate);
        free(t->rank[i].mate2);
        free(t->rank[i].place);
    }
    for (int i = 0; i < t->ncomms; i++)
        for (int k = 0; k < MOST_RANKS; k++)
            free(t->comms[i].calls[k].index);
    free(t->comms);
}

/* --- where a rank is -----------------------------------------------------
 */

static struct record *
last_call(struct trace *t, int rank)
{
    struct rank_log *l = &t->rank[rank];
    for (uint32_t i = l->n; i > 0; i--)
        if (l->log[i - 1].call != LIST)
            return &l->log[i - 1];
    return NULL;
}

bool
is_polling(const struct trace *t, int rank)
{
    enum { MANY = 200 };
    const struct row *row = t->rank[rank].row;
    return row != NULL && row->polls > MANY && row->state == ROW_READY;
}

struct record *
open_call(struct trace *t, int rank)
{
    if (t->rank[rank].row == NULL)
        return NULL;
    struct record *r = last_call(t, rank);
    if (r == NULL)
        return NULL;
    if (r->end == 0)
        return r;
    if (is_polling(t, rank) && (is_test(r->call) || r->call == CALL_Iprobe))
        return r;
    return NULL;
}
