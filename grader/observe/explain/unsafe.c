/*
 * unsafe.c - would the run have ended if no message were buffered?
 *
 * The finished run is played again from its record under the strictest
 * rules that MPI allows: a standard send is over when its receive has
 * begun, and a collective call is over when all ranks have come to it.
 * Whoever took which message stays as it was.  If the play gets stuck, the
 * run has ended only thanks to buffers, and another run need not.
 */
#include "explain.h"

#include <string.h>

struct play {
    struct trace *t;
    uint32_t at[MOST_RANKS + 1]; /* the record each rank is in */
};

/* Has that rank begun the other half of the message? */
static bool
begun(const struct play *p, const struct mate *m)
{
    return m->rank == -1 || p->at[m->rank] >= (uint32_t)m->index;
}

static bool
all_came(const struct play *p, int rank, const struct record *r)
{
    struct trace *t = p->t;
    struct comm_log *c = comm_of(t, r->comm);
    if (c == NULL || (r->flags & INTER))
        return true;
    int32_t k = t->rank[rank].place[index_of(t, rank, r)];
    for (int i = 0; i < c->n; i++) {
        int m = c->ranks[i];
        if (m >= 0 && m < t->size &&
            (c->calls[m].n <= k || p->at[m] < c->calls[m].index[k]))
            return false;
    }
    return true;
}

static bool
sent(const struct play *p, int rank, uint32_t i)
{
    const struct record *r = &p->t->rank[rank].log[i];
    return buffers_freely(r->call) || r->peer < 0 ||
           (r->flags & CANCELLED) || begun(p, &p->t->rank[rank].mate[i]);
}

static bool
received(const struct play *p, int rank, uint32_t i)
{
    return begun(p, recv_mate(p->t, rank, i));
}

static bool
request_over(const struct play *p, int rank, int32_t i)
{
    struct rank_log *l = &p->t->rank[rank];
    if (i < 0 || (uint32_t)i >= l->n)
        return true;
    const struct record *r = &l->log[i];
    if (is_send(r->call))
        return sent(p, rank, (uint32_t)i);
    if (is_recv(r->call))
        return received(p, rank, (uint32_t)i);
    if (is_nonblocking_collective(r->call))
        return all_came(p, rank, r);
    return true;
}

/* MPI_Waitany and tests took what was there: what they completed then must
 * be complete now. */
static bool
wait_over(const struct play *p, int rank, struct record *r)
{
    for (int k = 0; k < r->count && k / LIST_ITEMS < r->lists; k++) {
        int32_t i = *list_item(r, k);
        if (i < 0)
            continue;
        const struct record *of = &p->t->rank[rank].log[i];
        bool here = r->call == CALL_Waitall || r->call == CALL_Wait ||
                    (of->done >= r->begin && of->done <= r->end);
        if (here && !request_over(p, rank, i))
            return false;
    }
    return true;
}

static bool
all_finalize(const struct play *p)
{
    for (int m = 0; m < p->t->size; m++) {
        struct rank_log *l = &p->t->rank[m];
        if (p->at[m] < l->n && l->log[p->at[m]].call != CALL_Finalize)
            return false;
    }
    return true;
}

static bool
may_pass(const struct play *p, int rank)
{
    uint32_t i = p->at[rank];
    struct record *r = &p->t->rank[rank].log[i];
    if (is_wait(r->call) || is_test(r->call))
        return wait_over(p, rank, r);
    if (is_sendrecv(r->call))
        return sent(p, rank, i) && received(p, rank, i);
    if (makes_request(r->call))
        return true;
    if (is_send(r->call))
        return sent(p, rank, i);
    if (r->call == CALL_Recv || r->call == CALL_Mprobe)
        return received(p, rank, i);
    if (r->call == CALL_Finalize)
        return all_finalize(p);
    if (is_collective(r->call))
        return all_came(p, rank, r);
    return true;
}

static void
tell(struct play *p, const struct record *sender, int rank)
{
    struct trace *t = p->t;
    bool any_send = sender != NULL;
    struct fault *f =
        new_fault(BY_CHANCE, any_send ? "unsafe send" : "unsafe order");
    f->potential = true;
    if (any_send)
        say(f,
            "This run ended only because its messages were buffered: "
            "%s of rank %d (%s) may wait until it is received, and then",
            name_of(sender->call), rank, cite(f, t, rank, sender->site));
    else
        say(f, "This run ended only because a collective call did not "
               "wait for all ranks; it may, and then");
    uint64_t told = 0;
    for (int m = 0; m < t->size; m++) {
        if (p->at[m] >= t->rank[m].n)
            continue;
        const struct record *r = &t->rank[m].log[p->at[m]];
        if (r->call == CALL_Finalize)
            continue;
        say(f, "%s rank %d stays in %s", told ? "," : "", m,
            name_of(r->call));
        if ((is_send(r->call) || is_sendrecv(r->call)) && r->peer >= 0)
            say(f, " to rank %d", r->peer);
        else if (r->call == CALL_Recv && r->source >= 0)
            say(f, " from rank %d", r->source);
        say(f, " (%s)", cite(f, t, m, r->site));
        told |= (uint64_t)1 << m;
    }
    say(f, any_send ? ". Let one rank receive first, or use MPI_Sendrecv."
                    : ". Put the calls into the same order on all ranks.");
}

/* The send that should not count on a buffer: a rank is in it, or waits for
 * its request. */
static const struct record *
blocked_send(const struct play *p, int *rank)
{
    for (int m = 0; m < p->t->size; m++) {
        struct rank_log *l = &p->t->rank[m];
        if (p->at[m] >= l->n)
            continue;
        struct record *r = &l->log[p->at[m]];
        *rank = m;
        if ((is_send(r->call) || is_sendrecv(r->call)) &&
            !sent(p, m, p->at[m]))
            return r;
        for (int k = 0;
             is_wait(r->call) && k < r->count && k / LIST_ITEMS < r->lists;
             k++) {
            int32_t i = *list_item(r, k);
            if (i >= 0 && is_send(l->log[i].call) &&
                !sent(p, m, (uint32_t)i))
                return &l->log[i];
        }
    }
    return NULL;
}

void
check_unsafe(struct trace *t)
{
    struct play p = {.t = t};
    for (bool moved = true; moved;) {
        moved = false;
        for (int rank = 0; rank < t->size; rank++)
            while (p.at[rank] < t->rank[rank].n && may_pass(&p, rank)) {
                p.at[rank]++;
                moved = true;
            }
    }
    bool stuck = false;
    for (int rank = 0; rank < t->size; rank++) {
        const struct row *row = t->rank[rank].row;
        if (row == NULL || row->finalize_site == 0 || row->aborted)
            return; /* the run did not end as it should */
        stuck = stuck || p.at[rank] < t->rank[rank].n;
    }
    int rank = -1;
    if (stuck) {
        const struct record *sender = blocked_send(&p, &rank);
        tell(&p, sender, rank);
    }
}
