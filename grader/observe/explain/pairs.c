/* pairs.c - both halves of each message: types, lengths; what is left. */
#include "signature.h"

#include <string.h>

static bool
handled(const struct record *r)
{
    return r->error != 0 && (r->flags & ERRORS_RETURN);
}

static const struct record *
received_by(struct trace *t, const struct mate *m)
{
    return &t->rank[m->rank].log[m->index];
}

static void
tell_pair(struct trace *t, int from, const struct record *sent, int to,
          const struct record *got, const struct record *side,
          enum signature s)
{
    struct fault *f = new_fault(
        BY_MISMATCH, s == OTHER_TYPE ? "type mismatch" : "truncation");
    f->when = got->begin;
    say(f, "Rank %d sends %d %s (%s), rank %d ", from, sent->count,
        type_text(t, from, sent->type), cite(f, t, from, sent->site), to);
    say(f,
        s == OTHER_TYPE ? "receives %d %s (%s)."
                        : "has room for %d %s (%s).",
        side->count, type_text(t, to, side->type),
        cite(f, t, to,
             got->call == CALL_Mprobe || got->call == CALL_Improbe
                 ? (uint64_t)got->place
                 : got->site));
    say(f, "%s",
        s == OTHER_TYPE
            ? " Both must name the same type."
            : " The receive buffer must hold the whole message.");
}

/* A ready send was over before its receive began. */
static void
check_ready(struct trace *t, int from, const struct record *sent, int to,
            const struct record *got)
{
    if ((sent->call != CALL_Rsend && sent->call != CALL_Irsend) ||
        sent->end == 0 || got->begin <= sent->end ||
        t->rank[from].row->threads > 1 || t->rank[to].row->threads > 1)
        return;
    struct fault *f = new_fault(BY_MISMATCH, "ready send");
    f->when = got->begin;
    say(f, "Rank %d was through with %s (%s) ", from, name_of(sent->call),
        cite(f, t, from, sent->site));
    say(f,
        "before rank %d began %s (%s). A ready send is right only if its "
        "receive is sure to have begun. Use MPI_Send.",
        to, name_of(got->call), cite(f, t, to, got->site));
}

static void
check_pair(struct trace *t, int from, uint32_t i)
{
    const struct record *sent = &t->rank[from].log[i];
    const struct mate *mate = &t->rank[from].mate[i];
    if (mate->rank == -1)
        return;
    const struct record *got = received_by(t, mate);
    bool matched =
        (got->call == CALL_Mprobe || got->call == CALL_Improbe) &&
        got->place != 0;
    if (!(is_recv(got->call) || is_sendrecv(got->call) || matched) ||
        handled(got) || handled(sent))
        return;
    if (!matched)
        check_ready(t, from, sent, mate->rank, got);
    struct record side = recv_side(got);
    enum signature s = compare_signatures(
        t, (struct typed){from, sent->type, sent->count},
        (struct typed){mate->rank, side.type, side.count});
    if (s == OTHER_TYPE || s == FIRST_LONGER)
        tell_pair(t, from, sent, mate->rank, got, &side, s);
}

/* A message was probed, room was made for it, and a receive that names
 * nobody took another one. */
static void
check_probed(struct trace *t, int rank)
{
    struct rank_log *l = &t->rank[rank];
    for (uint32_t i = 0; i + 1 < l->n && l->row->threads <= 1; i++) {
        const struct record *p = &l->log[i], *r = &l->log[i + 1];
        bool any = r->peer == ANYBODY || r->tag == ANY_TAG;
        if (p->call != CALL_Probe || p->end == 0 || p->error ||
            r->call != CALL_Recv || r->end == 0 || r->error || !any ||
            r->comm != p->comm || r->bytes != p->got_bytes ||
            (r->source == p->source && r->got_tag == p->got_tag))
            continue;
        struct fault *f = new_fault(BY_MISMATCH, "not the message probed");
        f->when = r->begin;
        say(f,
            "MPI_Probe told rank %d (%s) of a message from rank %d with "
            "tag %d, ",
            rank, cite(f, t, rank, p->site), p->source, p->got_tag);
        say(f,
            "but its MPI_Recv (%s), which leaves that open, took one from "
            "rank %d with tag %d. Receive from status.MPI_SOURCE with "
            "status.MPI_TAG.",
            cite(f, t, rank, r->site), r->source, r->got_tag);
        return;
    }
}

void
check_pairs(struct trace *t)
{
    int before = fault_count();
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++)
            if (sends(&t->rank[rank].log[i]) && fault_count() < before + 8)
                check_pair(t, rank, i);
    for (int rank = 0; rank < t->size; rank++)
        check_probed(t, rank);
}

bool
has_mismatch(struct trace *t)
{
    int before = fault_count();
    check_collectives(t);
    check_pairs(t);
    bool found = fault_count() > before;
    forget_faults(before);
    return found;
}

/* --- at the end of a run
 * ---------------------------------------------------- */

/* The end is only judged of ranks that have come to it. */
static bool
finished(const struct trace *t, int rank)
{
    const struct row *row = t->rank[rank].row;
    if (row == NULL || row->aborted || row->finalize_site == 0)
        return false;
    return !row->full;
}

static bool
all_finished(const struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++)
        if (!finished(t, rank))
            return false;
    return t->size > 0;
}

/* Did a receive that might have taken this message have room for it beside
 * the one that it took? */
static void
say_room(struct fault *f, struct trace *t, int rank, const struct record *r)
{
    const struct rank_log *l = &t->rank[r->peer];
    for (uint32_t i = 0; i < l->n; i++) {
        const struct record *o = &l->log[i];
        const struct mate *m = &l->mate[i];
        if (!is_recv(o->call) || m->rank < 0 ||
            !compatible(r, rank, o, r->peer))
            continue;
        int64_t took = t->rank[m->rank].log[m->index].bytes;
        if (took <= 0 || r->bytes <= 0 || took + r->bytes > o->bytes)
            continue;
        say(f,
            " %s of rank %d (%s) has room for %lld bytes and took a "
            "message "
            "of %lld: a receive takes one message, however much room it "
            "has. MPI_Get_count says how much has come.",
            name_of(o->call), r->peer, cite(f, t, r->peer, o->site),
            (long long)o->bytes, (long long)took);
        return;
    }
}

/* One sentence for all messages of one line. */
static void
check_lost(struct trace *t, int rank)
{
    struct fault *f = NULL;
    uint64_t site = 0;
    int count = 0;
    for (uint32_t i = 0; i < t->rank[rank].n; i++) {
        const struct record *r = &t->rank[rank].log[i];
        if (!sends(r) || t->rank[rank].mate[i].rank != -1 || r->error ||
            r->comm == UNKNOWN || (r->flags & (CANCELLED | INTER)))
            continue;
        if (f != NULL && r->site != site)
            continue;
        if (f == NULL) {
            f = new_fault(BY_LOST, "message never received");
            f->when = r->begin;
            site = r->site;
            say(f,
                "Rank %d sends a message with tag %d to rank %d by %s "
                "(%s), and nobody ever receives it.",
                rank, r->tag, r->peer, name_of(r->call),
                cite(f, t, rank, r->site));
            if (r->peer >= 0 && r->peer < t->size)
                say_room(f, t, rank, r);
        }
        count++;
    }
    if (count > 1)
        say(f, " So it is with %d messages from that line.", count);
}

static const char *
made_by(const struct record *r)
{
    return r->call >= CALL_Start_send && is_send(r->call) ? "started by"
           : r->call == CALL_Start_recv                   ? "started by"
                                                          : "of";
}

static void
tell_request(struct trace *t, int rank, const struct record *r, int count)
{
    struct fault *f = new_fault(BY_REQUEST, "request never completed");
    f->when = r->begin;
    say(f, "Rank %d never completed the request %s %s (%s)", rank,
        made_by(r), name_of(r->call), cite(f, t, rank, r->site));
    if (count > 1)
        say(f, ", nor %d more from that line", count - 1);
    say(f, ". Call MPI_Wait or MPI_Waitall for it.");
}

/* Requests that were neither completed nor freed: one fault a line. */
static void
check_requests(struct trace *t, int rank)
{
    enum { MOST_LINES = 4 };
    const struct record *lines[MOST_LINES];
    int counts[MOST_LINES], n = 0;
    for (uint32_t i = 0; i < t->rank[rank].n; i++) {
        const struct record *r = &t->rank[rank].log[i];
        if (!makes_request(r->call) || r->request < 0 || r->done != 0 ||
            (r->flags & FREED) || r->error)
            continue;
        int k = 0;
        while (k < n && lines[k]->site != r->site)
            k++;
        if (k == MOST_LINES)
            continue;
        if (k == n) {
            lines[n] = r;
            counts[n++] = 0;
        }
        counts[k]++;
    }
    for (int k = 0; k < n; k++)
        tell_request(t, rank, lines[k], counts[k]);
}

/* Persistent requests live until they are freed. */
static void
check_persistent(struct trace *t, int rank)
{
    struct rank_log *l = &t->rank[rank];
    for (uint32_t i = 0; i < l->n; i++) {
        const struct record *r = &l->log[i];
        if (r->call < CALL_Send_init || r->call > CALL_Recv_init ||
            r->error)
            continue;
        bool freed = false; /* or told already: it was never completed */
        for (uint32_t k = i + 1; k < l->n && !freed; k++)
            freed =
                l->log[k].request == (int32_t)i &&
                (l->log[k].call == CALL_Request_free ||
                 (makes_request(l->log[k].call) && l->log[k].done == 0));
        if (freed)
            continue;
        struct fault *f = new_fault(BY_LEAK, "request leak");
        f->when = r->begin;
        say(f,
            "Rank %d never freed the persistent request of %s (%s). Call "
            "MPI_Request_free.",
            rank, name_of(r->call), cite(f, t, rank, r->site));
        return;
    }
}

/* A persistent request that is waited for and was never started. */
static void
check_started(struct trace *t, int rank)
{
    struct rank_log *l = &t->rank[rank];
    const struct record *made = NULL, *wait = NULL;
    for (uint32_t i = 0; i < l->n; i++) {
        struct record *r = &l->log[i];
        if ((r->call >= CALL_Start_send && r->call <= CALL_Start_rsend) ||
            r->call == CALL_Start_recv)
            return;
        if (r->call >= CALL_Send_init && r->call <= CALL_Recv_init)
            made = r;
        for (int k = 0;
             is_wait(r->call) && k < r->count && k / LIST_ITEMS < r->lists;
             k++)
            if (*list_item(r, k) == -2)
                wait = r;
    }
    if (made == NULL || wait == NULL)
        return;
    struct fault *f = new_fault(BY_REQUEST, "request never started");
    f->potential = true;
    f->when = wait->begin;
    say(f,
        "Rank %d waits in %s (%s) for the persistent request of %s (%s), "
        "which no MPI_Start has started: nothing is sent or received.",
        rank, name_of(wait->call), cite(f, t, rank, wait->site),
        name_of(made->call), cite(f, t, rank, made->site));
}

void
check_leftovers(struct trace *t)
{
    bool all = all_finished(t);
    for (int rank = 0; rank < t->size; rank++) {
        if (!finished(t, rank))
            continue;
        check_requests(t, rank);
        check_started(t, rank);
        check_persistent(t, rank);
        if (all)
            check_lost(t, rank);
    }
}
