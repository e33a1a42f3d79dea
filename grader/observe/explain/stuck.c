/*
 * stuck.c - which ranks can never move again.
 *
 * A rank that is inside a call needs one or more things, each of which any
 * one of a set of ranks can bring (an AND of ORs).  A rank is let go if for
 * all its needs somebody is free; what is left when nobody more can be let
 * go is stuck for ever.
 */
#include "explain.h"

static uint64_t
bit(int rank)
{
    return rank >= 0 && rank < MOST_RANKS ? (uint64_t)1 << rank : 0;
}

static uint64_t
all_of(struct trace *t, int32_t comm, int but)
{
    struct comm_log *c = comm_of(t, comm);
    uint64_t set = 0;
    if (c == NULL)
        return ~(uint64_t)0;
    for (int i = 0; i < c->n; i++)
        if (c->ranks[i] != but)
            set |= bit(c->ranks[i]);
    return set;
}

/* Is there a send for this receive that nobody has taken? */
static bool
send_waits(struct trace *t, int rank, const struct record *recv)
{
    for (int s = 0; s < t->size; s++)
        for (uint32_t i = 0; i < t->rank[s].n; i++) {
            const struct record *r = &t->rank[s].log[i];
            if (sends(r) && t->rank[s].mate[i].rank == -1 &&
                !(r->flags & CANCELLED) && compatible(r, s, recv, rank))
                return true;
        }
    return false;
}

/* Is there a receive, under way, for this send? */
static bool
recv_waits(struct trace *t, int rank, const struct record *send)
{
    int d = send->peer;
    for (uint32_t i = 0; d < t->size && i < t->rank[d].n; i++) {
        const struct record *r = &t->rank[d].log[i];
        if (!receives(r) || recv_mate(t, d, i)->rank != -1 ||
            (r->flags & CANCELLED) || r->source >= 0 ||
            (r->request < 0 && r->end != 0))
            continue;
        struct record side = recv_side(r);
        if (compatible(send, rank, &side, d))
            return true;
    }
    return false;
}

static int
add(struct need *needs, int n, int most, const struct record *r,
    uint64_t any_of)
{
    if (n < most)
        needs[n++] = (struct need){r, any_of};
    return n;
}

static int
recv_need(struct trace *t, int rank, const struct record *r,
          const struct record *side, const struct mate *mate,
          struct need *needs, int n, int most)
{
    if (mate->rank != -1 || side->peer == NOBODY || side->source >= 0 ||
        side->comm == UNKNOWN || side->peer == UNKNOWN ||
        send_waits(t, rank, side))
        return n;
    uint64_t from = side->peer == ANYBODY ? all_of(t, side->comm, rank)
                                          : bit(side->peer);
    return add(needs, n, most, r, from & ~bit(rank));
}

static int
send_need(struct trace *t, int rank, const struct record *r,
          struct need *needs, int n, int most)
{
    uint32_t i = index_of(t, rank, r);
    if (buffers_freely(r->call) || r->peer < 0 || r->comm == UNKNOWN ||
        t->rank[rank].mate[i].rank != -1 || recv_waits(t, rank, r))
        return n;
    return add(needs, n, most, r, bit(r->peer) & ~bit(rank));
}

/* All members must come to this call before it is over. */
static int
collective_need(struct trace *t, int rank, const struct record *r,
                struct need *needs, int n, int most)
{
    struct comm_log *c = comm_of(t, r->comm);
    if (c == NULL || (r->flags & INTER))
        return n;
    int32_t k = t->rank[rank].place[index_of(t, rank, r)];
    for (int i = 0; i < c->n; i++) {
        int m = c->ranks[i];
        if (m < 0 || m >= t->size || m == rank)
            continue;
        if (c->calls[m].n <= k) {
            n = add(needs, n, most, r, bit(m));
            continue;
        }
        const struct record *other = &t->rank[m].log[c->calls[m].index[k]];
        if (other->call != r->call || other->error != 0 ||
            (other->peer != r->peer && other->peer >= 0 && r->peer >= 0))
            n = add(needs, n, most, r, 0);
    }
    return n;
}

static int
finalize_need(struct trace *t, int rank, const struct record *r,
              struct need *needs, int n, int most)
{
    for (int m = 0; m < t->size; m++) {
        struct record *o = t->rank[m].row ? open_call(t, m) : NULL;
        if (m == rank || (o != NULL && o->call == CALL_Finalize) ||
            (t->rank[m].row && t->rank[m].row->state >= ROW_FINALIZED &&
             t->rank[m].row->exit_site == 0))
            continue; /* it has come to the end as well */
        n = add(needs, n, most, r, bit(m));
    }
    return n;
}

/* How often did rank make this call on this window, `with` being listed? */
static int
times(struct trace *t, int rank, int call, int32_t window, int with)
{
    int count = 0;
    for (uint32_t i = 0; rank < t->size && i < t->rank[rank].n; i++) {
        struct record *r = &t->rank[rank].log[i];
        if (r->call != call || r->comm != window)
            continue;
        bool listed = with == -1;
        for (int k = 0; k < r->count && k / LIST_ITEMS < r->lists; k++)
            listed = listed || *list_item(r, k) == with;
        count += listed;
    }
    return count;
}

/* The group of the last MPI_Win_start or MPI_Win_post before r. */
static struct record *
last_group(struct trace *t, int rank, const struct record *r, int call)
{
    for (uint32_t i = index_of(t, rank, r) + 1; i > 0; i--) {
        struct record *o = &t->rank[rank].log[i - 1];
        if (o->call == call && o->comm == r->comm)
            return o;
    }
    return NULL;
}

/* Start and complete wait for the posts of their targets, wait for the
 * completes of its origins. */
static int
epoch_need(struct trace *t, int rank, const struct record *r,
           struct need *needs, int n, int most)
{
    bool ends = r->call == CALL_Win_wait;
    int own = ends ? CALL_Win_post : CALL_Win_start;
    int other = ends ? CALL_Win_complete : CALL_Win_post;
    struct record *group = last_group(t, rank, r, own);
    for (int k = 0;
         group != NULL && k < group->count && k / LIST_ITEMS < group->lists;
         k++) {
        int m = *list_item(group, k);
        if (m >= 0 && m != rank &&
            times(t, m, other, r->comm, ends ? -1 : rank) <
                times(t, rank, own, r->comm, m))
            n = add(needs, n, most, r, bit(m));
    }
    return n;
}

/* Who holds a lock that keeps r out? */
static int
lock_need(struct trace *t, int rank, const struct record *r,
          struct need *needs, int n, int most)
{
    for (int m = 0; m < t->size; m++) {
        const struct record *held = NULL;
        for (uint32_t i = 0; m != rank && i < t->rank[m].n; i++) {
            const struct record *o = &t->rank[m].log[i];
            if (o->comm != r->comm || o->peer != r->peer)
                continue;
            if (o->call == CALL_Win_lock && o->end != 0)
                held = o;
            if (o->call == CALL_Win_unlock)
                held = NULL;
        }
        if (held != NULL && (held->op || r->op))
            n = add(needs, n, most, r, bit(m));
    }
    return n;
}

/* A window whose lock this rank still holds may never be freed. */
static bool
keeps_lock(const struct trace *t, int rank, const struct record *r)
{
    int locks = 0;
    for (const struct record *o = t->rank[rank].log; o < r; o++)
        if (o->comm == r->comm)
            locks += (o->call == CALL_Win_lock) -
                     (o->call == CALL_Win_unlock) +
                     (o->call == CALL_Win_lock_all) -
                     (o->call == CALL_Win_unlock_all);
    return locks > 0;
}

static int request_need(struct trace *t, int rank, const struct record *r,
                        struct need *needs, int n, int most);

static int
wait_needs(struct trace *t, int rank, struct record *r, struct need *needs,
           int most)
{
    bool any = r->call == CALL_Waitany || r->call == CALL_Waitsome ||
               r->call == CALL_Testany || r->call == CALL_Testsome;
    uint64_t anyone = 0;
    int n = 0;
    const struct record *first = NULL;
    for (int k = 0; k < r->count && k / LIST_ITEMS < r->lists; k++) {
        int32_t i = *list_item(r, k);
        if (i == -3)
            return 0; /* a request of which nothing is known */
        if (i < 0 || (uint32_t)i >= t->rank[rank].n)
            continue;
        const struct record *of = &t->rank[rank].log[i];
        int before = n;
        if (of->done == 0)
            n = request_need(t, rank, of, needs, n, most);
        if (any && n == before)
            return 0; /* this one can be completed */
        for (int j = before; any && j < n; j++)
            anyone |= needs[j].any_of;
        if (n > before && first == NULL)
            first = of;
    }
    if (any && first != NULL)
        return add(needs, 0, most, first, anyone);
    return n;
}

static int
request_need(struct trace *t, int rank, const struct record *r,
             struct need *needs, int n, int most)
{
    uint32_t i = index_of(t, rank, r);
    if (is_send(r->call))
        return send_need(t, rank, r, needs, n, most);
    if (is_recv(r->call))
        return recv_need(t, rank, r, r, &t->rank[rank].mate[i], needs, n,
                         most);
    if (is_nonblocking_collective(r->call))
        return collective_need(t, rank, r, needs, n, most);
    return n;
}

int
needs_of(struct trace *t, int rank, struct need *needs, int most)
{
    struct record *r = open_call(t, rank);
    if (r == NULL || r->error != 0) /* the rank is about to end the run */
        return 0;
    uint32_t i = index_of(t, rank, r);
    struct rank_log *l = &t->rank[rank];
    struct record side = recv_side(r);
    if (is_wait(r->call) || is_test(r->call))
        return wait_needs(t, rank, r, needs, most);
    if (is_sendrecv(r->call)) {
        int n = send_need(t, rank, r, needs, 0, most);
        return recv_need(t, rank, r, &side, &l->mate2[i], needs, n, most);
    }
    if (is_send(r->call))
        return makes_request(r->call)
                   ? 0
                   : send_need(t, rank, r, needs, 0, most);
    if (r->call == CALL_Recv || is_probe(r->call) || r->call == CALL_Iprobe)
        return recv_need(t, rank, r, &side, &l->mate[i], needs, 0, most);
    if (r->call == CALL_Finalize)
        return finalize_need(t, rank, r, needs, 0, most);
    if (r->call == CALL_Win_start || r->call == CALL_Win_complete ||
        r->call == CALL_Win_wait)
        return epoch_need(t, rank, r, needs, 0, most);
    if (r->call == CALL_Win_lock)
        return lock_need(t, rank, r, needs, 0, most);
    if (r->call == CALL_Win_free && keeps_lock(t, rank, r))
        return add(needs, 0, most, r, 0);
    if (is_collective(r->call) && !is_nonblocking_collective(r->call))
        return collective_need(t, rank, r, needs, 0, most);
    return 0;
}

struct stuck
find_stuck(struct trace *t)
{
    enum { MOST_NEEDS = 256 };
    static struct need needs[MOST_RANKS + 1][MOST_NEEDS];
    int n[MOST_RANKS + 1] = {0};
    struct stuck s = {0, 0};
    uint64_t waiting = 0, gone = 0;
    for (int rank = 0; rank < t->size; rank++) {
        const struct row *row = t->rank[rank].row;
        if (row != NULL && row->state >= ROW_FINALIZED)
            gone |= bit(rank);
        else if (row != NULL && row->state == ROW_READY)
            n[rank] = needs_of(t, rank, needs[rank], MOST_NEEDS);
        if (n[rank] > 0)
            waiting |= bit(rank);
    }
    uint64_t free_ranks = ~(waiting | gone);
    for (bool moved = true; moved;) {
        moved = false;
        for (int rank = 0; rank < t->size; rank++) {
            bool held = false;
            for (int k = 0; k < n[rank]; k++)
                held = held || !(needs[rank][k].any_of & free_ranks);
            if (!held && (waiting & ~free_ranks & bit(rank))) {
                free_ranks |= bit(rank);
                moved = true;
            }
        }
    }
    s.ranks = waiting & ~free_ranks;
    for (int rank = 0; rank < t->size; rank++)
        if (!(bit(rank) & (s.ranks | gone)))
            s.busy |= bit(rank);
    return s;
}
