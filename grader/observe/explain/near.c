/*
 * near.c - what a rank in vain waits for, if it is there but for one thing:
 * another tag, rank or communicator; a request that nobody has started; a
 * message that another receive has taken.
 */
#include "explain.h"

#include <string.h>

enum { MOST_NEEDS = 256 };

/* --- a message that differs in one thing --- */

/* A send that nobody took and that differs in one thing from what r asks.
 */
static const char *
near_miss(struct trace *t, int rank, const struct record *side, int *from,
          const struct record **found)
{
    const char *what = NULL;
    for (int s = 0; s < t->size; s++)
        for (uint32_t i = 0; i < t->rank[s].n; i++) {
            const struct record *r = &t->rank[s].log[i];
            if (!sends(r) || t->rank[s].mate[i].rank != -1)
                continue;
            bool to = r->peer == rank, comm = r->comm == side->comm;
            bool source = side->peer == s || side->peer == ANYBODY;
            bool tag = side->tag == ANY_TAG || side->tag == r->tag;
            if (to + comm + source + tag != 3)
                continue;
            if (what != NULL && (!to || !source))
                continue;
            what = !tag      ? "tag"
                   : !comm   ? "communicator"
                   : !source ? "source"
                             : "destination";
            *from = s;
            *found = r;
            if (!tag || !comm)
                return what;
        }
    return what;
}

static bool
say_near_miss(struct trace *t, int rank, const struct record *r)
{
    struct record side = recv_side(r);
    const struct record *sent = NULL;
    int from = -1;
    const char *what = near_miss(t, rank, &side, &from, &sent);
    if (what == NULL)
        return false;
    char class[40];
    snprintf(class, sizeof class, "%s mismatch", what);
    struct fault *f = new_fault(BY_HANG, class);
    say(f, "Rank %d waits in ", rank);
    say_call(f, t, rank, r);
    blame(f, rank);
    if (strcmp(what, "tag") == 0)
        say(f,
            " for a message with tag %d. Rank %d did send it one, with "
            "tag %d (%s). Use the same tag on both sides.",
            side.tag, from, sent->tag, cite(f, t, from, sent->site));
    else if (strcmp(what, "communicator") == 0)
        say(f,
            ". Rank %d did send it such a message, but on another "
            "communicator (%s). Use the same communicator on both sides.",
            from, cite(f, t, from, sent->site));
    else if (strcmp(what, "source") == 0)
        say(f,
            ", but the message that came is from rank %d (%s). Name the "
            "rank that sends.",
            from, cite(f, t, from, sent->site));
    else
        say(f,
            ", but rank %d sent that message to rank %d instead (%s). "
            "Name the rank that receives.",
            from, sent->peer, cite(f, t, from, sent->site));
    return true;
}

/* --- persistent requests that nobody has started --- */

static bool
was_started(const struct trace *t, int rank, uint32_t made)
{
    const struct rank_log *l = &t->rank[rank];
    for (uint32_t i = made + 1; i < l->n; i++)
        if (l->log[i].request == (int32_t)made &&
            makes_request(l->log[i].call))
            return true;
    return false;
}

/* The other half of r, made as a persistent request by rank s? */
static bool
would_answer(const struct record *made, int s, const struct record *r,
             int rank)
{
    if (made->call < CALL_Send_init || made->call > CALL_Recv_init ||
        made->error)
        return false;
    bool sending = is_send(r->call);
    if (sending != (made->call == CALL_Recv_init))
        return false;
    return sending ? compatible(r, rank, made, s)
                   : compatible(made, s, r, rank);
}

static bool
tell_not_started(struct trace *t, int rank, const struct record *r)
{
    for (int s = 0; s < t->size; s++)
        for (uint32_t i = 0; i < t->rank[s].n; i++) {
            const struct record *made = &t->rank[s].log[i];
            if (!would_answer(made, s, r, rank) || was_started(t, s, i))
                continue;
            struct fault *f = new_fault(BY_HANG, "request never started");
            say(f, "Rank %d waits in ", rank);
            say_call(f, t, rank, r);
            say(f,
                ". Rank %d has a request for it by %s (%s), but no "
                "MPI_Start has started that. Call MPI_Start before the "
                "wait.",
                s, name_of(made->call), cite(f, t, s, made->site));
            return true;
        }
    return false;
}

/* --- a message that another receive has taken --- */

/* Can this call of `rank` have brought it news of what came after `then`?
 * Not if all whom it heard in it had begun their part before. */
static bool
may_bring_news(struct trace *t, int rank, const struct record *o,
               uint64_t then)
{
    uint32_t i = index_of(t, rank, o);
    const struct mate *m = &t->rank[rank].mate[i];
    if (o->call == CALL_Recv && m->rank >= 0)
        return t->rank[m->rank].log[m->index].begin > then;
    struct comm_log *c = comm_of(t, o->comm);
    if (!is_collective(o->call) || is_nonblocking_collective(o->call) ||
        c == NULL || (o->flags & INTER))
        return true;
    int32_t k = t->rank[rank].place[i];
    for (int j = 0; j < c->n; j++) {
        int other = c->ranks[j];
        if (other < 0 || other >= t->size || c->calls[other].n <= k ||
            t->rank[other].log[c->calls[other].index[k]].begin > then)
            return true;
    }
    return false;
}

/* Nothing that rank has been told since `then` can have made it call r. */
static bool
on_its_own(struct trace *t, int rank, const struct record *r, uint64_t then)
{
    for (const struct record *o = t->rank[rank].log; o < r; o++)
        if (o->call < LIST && !is_send(o->call) && o->end > then &&
            o->end <= r->begin && may_bring_news(t, rank, o, then))
            return false;
    return true;
}

/* A receive from any rank that took the message for `side`, and might as
 * well have taken the one that is left over. */
static const struct record *
taker(struct trace *t, int rank, const struct record *side,
      const struct record *left, int from)
{
    const struct rank_log *l = &t->rank[rank];
    for (uint32_t i = 0; i < l->n; i++) {
        const struct record *o = &l->log[i];
        const struct mate *m = &l->mate[i];
        uint64_t over = makes_request(o->call) ? o->done : o->end;
        if (is_recv(o->call) && o->peer == ANYBODY && m->rank >= 0 &&
            over != 0 && compatible(left, from, o, rank) &&
            compatible(&t->rank[m->rank].log[m->index], m->rank, side,
                       rank) &&
            on_its_own(t, from, left, over))
            return o;
    }
    return NULL;
}

static bool
tell_race(struct trace *t, int rank, const struct record *r)
{
    struct record side = recv_side(r);
    const struct record *left = NULL;
    int from = -1;
    const char *what = near_miss(t, rank, &side, &from, &left);
    if (what == NULL || strcmp(what, "source") != 0)
        return false;
    const struct record *o = taker(t, rank, &side, left, from);
    if (o == NULL)
        return false;
    const struct mate *m = &t->rank[rank].mate[index_of(t, rank, o)];
    struct fault *f = new_fault(BY_HANG, "message race");
    say(f, "Rank %d waits in ", rank);
    say_call(f, t, rank, r);
    say(f, ", but ");
    say_call(f, t, rank, o);
    say(f, " took the message of rank %d (%s), and that of ", m->rank,
        cite(f, t, m->rank, t->rank[m->rank].log[m->index].site));
    say(f,
        "rank %d (%s) is left. Which of them comes first is chance. Give "
        "them different tags, or name the rank in both receives.",
        from, cite(f, t, from, left->site));
    return true;
}

bool
tell_near_miss(struct trace *t, const struct stuck *s)
{
    struct need needs[MOST_NEEDS];
    for (int rank = 0; rank < t->size; rank++) {
        int n =
            s->ranks >> rank & 1 ? needs_of(t, rank, needs, MOST_NEEDS) : 0;
        for (int k = 0; k < n; k++) {
            const struct record *r = needs[k].r;
            bool receives_now = is_recv(r->call) || is_probe(r->call);
            if ((receives_now || is_send(r->call)) &&
                tell_not_started(t, rank, r))
                return true;
            if (receives_now &&
                (tell_race(t, rank, r) || say_near_miss(t, rank, r)))
                return true;
        }
    }
    return false;
}
