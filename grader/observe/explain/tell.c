/* tell.c - a hang in one sentence: who waits for whom, and where. */
#define _GNU_SOURCE
#include "explain.h"

#include <string.h>

enum { MOST_NEEDS = 256 };

static uint64_t
bit(int rank)
{
    return (uint64_t)1 << rank;
}

static void
say_peer(struct fault *f, const char *word, int32_t peer)
{
    if (peer == ANYBODY)
        say(f, " from any rank");
    else if (peer >= 0)
        say(f, " %s rank %d", word, peer);
}

static void
say_tag(struct fault *f, int32_t tag)
{
    if (tag == ANY_TAG)
        say(f, " with any tag");
    else if (tag != 0)
        say(f, " with tag %d", tag);
}

/* "MPI_Recv from rank 2 with tag 1 (x.c:9)" */
void
say_call(struct fault *f, struct trace *t, int rank, const struct record *r)
{
    say(f, "%s", name_of(r->call));
    if (is_sendrecv(r->call)) {
        say_peer(f, "to", r->peer);
        say_peer(f, r->peer >= 0 ? "and from" : "from", r->peer2);
    } else if (is_send(r->call)) {
        say_peer(f, "to", r->peer);
        say_tag(f, r->tag);
    } else if (is_recv(r->call) || is_probe(r->call) ||
               r->call == CALL_Iprobe) {
        say_peer(f, "from", r->peer);
        say_tag(f, r->tag);
    } else if (r->call == CALL_Win_lock && r->peer >= 0) {
        say(f, " of the window of rank %d", r->peer);
    }
    say(f, " (%s)", cite(f, t, rank, r->site));
}

/* Where a rank is, with what it waits for if that is another call. */
static void
say_where(struct fault *f, struct trace *t, int rank, bool cycle)
{
    struct need needs[MOST_NEEDS];
    const struct row *row = t->rank[rank].row;
    struct record *r = row != NULL ? open_call(t, rank) : NULL;
    blame(f, rank);
    if (row != NULL && row->state == ROW_FINALIZED)
        say(f, "has called MPI_Finalize (%s)",
            cite(f, t, rank, row->finalize_site));
    else if (row != NULL && row->state == ROW_EXITED)
        say(f, "has exited");
    else if (r == NULL)
        say(f, "is not in an MPI call");
    else {
        int n = needs_of(t, rank, needs, MOST_NEEDS);
        say(f, "%s ",
            is_test(r->call) || r->call == CALL_Iprobe ? "polls with"
                                                       : "is in");
        if (n > 0 && needs[0].r != r) {
            say(f, "%s (%s) for its ", name_of(r->call),
                cite(f, t, rank, r->site));
            say_call(f, t, rank, needs[0].r);
        } else {
            say_call(f, t, rank, r);
        }
    }
    (void)cycle;
}

/* A ring of ranks in which each waits for the next alone. */
static int
find_cycle(struct trace *t, const struct stuck *s, int *cycle)
{
    struct need needs[MOST_NEEDS];
    for (int start = 0; start < t->size; start++) {
        uint64_t seen = 0;
        int n = 0, rank = start;
        while ((s->ranks & bit(rank)) && !(seen & bit(rank))) {
            seen |= bit(rank);
            cycle[n++] = rank;
            int k = needs_of(t, rank, needs, MOST_NEEDS), next = -1;
            for (int i = 0; i < k && next == -1; i++) {
                uint64_t who = needs[i].any_of & s->ranks;
                if (who != 0 && !(needs[i].any_of & (needs[i].any_of - 1)))
                    next = __builtin_ctzll(who);
            }
            if (next == -1)
                break;
            rank = next;
            if (rank == start)
                return n;
        }
    }
    return 0;
}

/* --- sentences
 * ------------------------------------------------------------ */

static void
advise(struct fault *f, struct trace *t, const int *cycle, int n)
{
    struct need needs[MOST_NEEDS];
    int sending = 0, receiving = 0, locking = 0;
    for (int i = 0; i < n; i++) {
        needs_of(t, cycle[i], needs, MOST_NEEDS);
        sending += is_send(needs[0].r->call);
        receiving +=
            is_recv(needs[0].r->call) || is_probe(needs[0].r->call);
        locking += needs[0].r->call == CALL_Win_lock;
    }
    if (sending == n && n > 1)
        say(f, " Nobody can receive. Let one rank receive first, or use "
               "MPI_Sendrecv.");
    else if (receiving == n && n > 1)
        say(f, " Nobody has sent. Let one rank send first.");
    else if (locking == n)
        say(f, " Nobody can unlock. Let all ranks lock in the same order, "
               "or hold one lock at a time.");
    else if (sending + receiving > 0)
        say(f, " Put the calls of the ranks into an order in which each "
               "send meets its receive.");
}

static void
tell_cycle(struct trace *t, const int *cycle, int n)
{
    uint64_t set = 0;
    struct fault *f = new_fault(BY_HANG, "deadlock");
    for (int i = 0; i < n; i++)
        set |= bit(cycle[i]);
    if (n == 1) {
        say(f, "Rank %d waits for itself: it ", cycle[0]);
        say_where(f, t, cycle[0], true);
        say(f, " and is not in the call that would answer. A rank that "
               "sends to itself needs MPI_Isend, MPI_Irecv or "
               "MPI_Sendrecv.");
        return;
    }
    const char *who = ranks_text(set);
    say(f, "R%s wait for each other: ", who + 1);
    for (int i = 0; i < n; i++) {
        say(f, i == 0 ? "rank %d " : ", which ", cycle[i]);
        say_where(f, t, cycle[i], true);
    }
    say(f, ".");
    advise(f, t, cycle, n);
}

/* A message to or from oneself, in a call that waits for it. */
static bool
tell_itself(struct trace *t, const struct stuck *s)
{
    struct need needs[MOST_NEEDS];
    for (int rank = 0; rank < t->size; rank++) {
        int n =
            s->ranks & bit(rank) ? needs_of(t, rank, needs, MOST_NEEDS) : 0;
        for (int k = 0; k < n; k++) {
            const struct record *r = needs[k].r;
            if (needs[k].any_of == 0 && r->peer == rank &&
                (is_send(r->call) || is_recv(r->call))) {
                tell_cycle(t, &rank, 1);
                return true;
            }
        }
    }
    return false;
}

/* A part of an epoch of MPI_Win_post and MPI_Win_start that nobody ends. */
static bool
tell_epoch(struct trace *t, const struct stuck *s)
{
    struct need needs[MOST_NEEDS];
    for (int rank = 0; rank < t->size; rank++) {
        int n =
            s->ranks & bit(rank) ? needs_of(t, rank, needs, MOST_NEEDS) : 0;
        const struct record *r = n > 0 ? needs[0].r : NULL;
        if (r == NULL || needs[0].any_of == 0 ||
            (r->call != CALL_Win_wait && r->call != CALL_Win_start &&
             r->call != CALL_Win_complete))
            continue;
        const char *answer =
            r->call == CALL_Win_wait ? "MPI_Win_complete" : "MPI_Win_post";
        int m = __builtin_ctzll(needs[0].any_of);
        struct fault *f = new_fault(BY_HANG, "deadlock");
        say(f, "Rank %d is in ", rank);
        blame(f, rank);
        say_call(f, t, rank, r);
        say(f, ", which waits for %s of rank %d. But rank %d ", answer, m,
            m);
        say_where(f, t, m, false);
        say(f, ". Let it call %s before.", answer);
        return true;
    }
    return false;
}

/* The call that keeps a missing rank: the same one as r, by mistake on
 * another communicator of both?  NULL: no. */
static const struct record *
elsewhere(struct trace *t, int rank, const struct record *r, int missing)
{
    struct need needs[MOST_NEEDS];
    int n = needs_of(t, missing, needs, MOST_NEEDS);
    const struct record *o = n > 0 ? needs[0].r : NULL;
    const struct comm_log *c = o != NULL ? comm_of(t, o->comm) : NULL;
    if (c == NULL || o->call != r->call || o->comm == r->comm)
        return NULL;
    for (int i = 0; i < c->n; i++)
        if (c->ranks[i] == rank)
            return o;
    return NULL;
}

/* A collective that not all ranks have come to. */
static bool
tell_missing(struct trace *t, const struct stuck *s)
{
    struct need needs[MOST_NEEDS];
    for (int rank = 0; rank < t->size; rank++) {
        int n =
            s->ranks & bit(rank) ? needs_of(t, rank, needs, MOST_NEEDS) : 0;
        const struct record *r = n > 0 ? needs[0].r : NULL;
        if (r == NULL || !is_collective(r->call))
            continue;
        uint64_t missing = 0, inside = bit(rank);
        for (int k = 0; k < n; k++)
            if (needs[k].r == r)
                missing |= needs[k].any_of;
        for (int m = 0; m < t->size; m++) {
            struct record *o = open_call(t, m);
            if (m != rank && o != NULL && o->call == r->call &&
                o->comm == r->comm && !(missing & bit(m)) &&
                (s->ranks & bit(m)))
                inside |= bit(m);
        }
        if (missing == 0)
            continue;
        int m = __builtin_ctzll(missing);
        const struct record *other = elsewhere(t, rank, r, m);
        struct fault *f = new_fault(
            BY_HANG, other != NULL ? "communicator mismatch" : "deadlock");
        const char *who = ranks_text(inside);
        say(f, "R%s %s in ", who + 1, inside & (inside - 1) ? "are" : "is");
        f->ranks |= inside;
        if (open_call(t, rank) != r)
            say(f, "%s (%s) for ", name_of(open_call(t, rank)->call),
                cite(f, t, rank, open_call(t, rank)->site));
        say_call(f, t, rank, r);
        say(f, ", which every rank of its communicator must call. But");
        if (other != NULL) {
            say(f,
                " rank %d makes this call on another communicator (%s). "
                "Use the same communicators in the same order on all "
                "ranks.",
                m, cite(f, t, m, other->site));
            return true;
        }
        for (int k = m = 0; m < t->size; m++)
            if (missing & bit(m)) {
                say(f, "%s rank %d ", k++ > 0 ? ";" : "", m);
                say_where(f, t, m, false);
            }
        say(f, ". Let all ranks make this call.");
        return true;
    }
    return false;
}

/* A broadcast cannot be received by a receive. */
static void
say_broadcast(struct fault *f, struct trace *t, int rank)
{
    const struct record *r = open_call(t, rank);
    if (r->call != CALL_Recv || r->peer < 0 || r->peer >= t->size)
        return;
    const struct comm_log *c = comm_of(t, r->comm);
    const struct rank_log *l = &t->rank[r->peer];
    for (uint32_t i = 0; c != NULL && i < l->n; i++) {
        const struct record *o = &l->log[i];
        if (o->call != CALL_Bcast && o->call != CALL_Scatter &&
            o->call != CALL_Scatterv)
            continue;
        if (o->comm != r->comm || o->peer != r->peer ||
            l->place[i] < c->calls[rank].n)
            continue;
        const char *name = name_of(o->call);
        say(f,
            " Rank %d called %s (%s): what that sends comes to those who "
            "call %s too, not to MPI_Recv.",
            r->peer, name, cite(f, t, r->peer, o->site), name);
        return;
    }
}

/* No ring: somebody waits for a rank that will do nothing for it. */
static void
tell_rest(struct trace *t, const struct stuck *s)
{
    struct need needs[MOST_NEEDS];
    int best = -1;
    for (int rank = 0; rank < t->size; rank++) {
        struct record *r = open_call(t, rank);
        if ((s->ranks & bit(rank)) && r != NULL &&
            (best == -1 || r->call != CALL_Finalize) &&
            (best == -1 || open_call(t, best)->call == CALL_Finalize))
            best = rank;
    }
    if (best == -1)
        return;
    struct fault *f = new_fault(BY_HANG, "deadlock");
    say(f, "Rank %d waits for ever: it ", best);
    say_where(f, t, best, false);
    uint64_t told = bit(best);
    int n = needs_of(t, best, needs, MOST_NEEDS);
    for (int k = 0; k < n; k++)
        for (int m = 0; m < t->size; m++)
            if ((needs[k].any_of & bit(m)) && !(told & bit(m))) {
                say(f, "%s rank %d ", told == bit(best) ? ", but" : ";", m);
                say_where(f, t, m, false);
                told |= bit(m);
            }
    say(f, ".");
    uint64_t rest = s->ranks & ~told;
    for (int m = 0; m < t->size; m++)
        if (rest & bit(m)) {
            say(f, " Rank %d ", m);
            say_where(f, t, m, false);
            say(f, ".");
        }
    say_broadcast(f, t, best);
}

/* Some wait in MPI_Finalize for one that left without it: that fault has
 * been named. */
static bool
only_end_waits(struct trace *t, const struct stuck *s)
{
    bool left = false;
    for (int rank = 0; rank < t->size; rank++) {
        const struct row *row = t->rank[rank].row;
        struct record *r = row != NULL ? open_call(t, rank) : NULL;
        left = left || (row != NULL && row->exit_site != 0);
        if ((s->ranks & bit(rank)) &&
            (r == NULL || r->call != CALL_Finalize))
            return false;
    }
    return left;
}

void
tell_hang(struct trace *t, const struct stuck *s)
{
    int cycle[MOST_RANKS + 1];
    if (only_end_waits(t, s) || tell_near_miss(t, s))
        return;
    int n = find_cycle(t, s, cycle);
    struct record *first = n > 0 ? open_call(t, cycle[0]) : NULL;
    bool p2p = first != NULL;
    for (int i = 0; i < n && p2p; i++) {
        struct record *r = open_call(t, cycle[i]);
        p2p = r != NULL && r->call != CALL_Finalize;
    }
    struct need needs[MOST_NEEDS];
    bool collective = false;
    for (int i = 0; i < n; i++) {
        int k = needs_of(t, cycle[i], needs, MOST_NEEDS);
        collective =
            collective || (k > 0 && is_collective(needs[0].r->call));
    }
    if (n > 0 && p2p && !collective) {
        tell_cycle(t, cycle, n);
        return;
    }
    if (tell_itself(t, s) || tell_epoch(t, s) || tell_missing(t, s))
        return;
    if (n > 0 && p2p)
        tell_cycle(t, cycle, n);
    else
        tell_rest(t, s);
}
