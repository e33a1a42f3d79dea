/* reach.c - one-sided calls that are wrong by themselves. */
#include "signature.h"

/* The call that made this window on that rank: the one before the record
 * that names the window's ranks. */
static const struct record *
window_made(struct trace *t, int rank, int32_t id)
{
    const struct rank_log *l = &t->rank[rank];
    for (uint32_t i = 1; rank < t->size && i < l->n; i++)
        if (l->log[i].call == COMM && l->log[i].comm == id)
            return &l->log[i - 1];
    return NULL;
}

/* A displacement counts in the units of the target's window; the rank that
 * wrote the record knew only those of its own. */
static void
use_units(struct trace *t, int rank, struct record *r)
{
    const struct record *there = window_made(t, r->peer, r->comm);
    const struct record *here = window_made(t, rank, r->comm);
    if (there != NULL && here != NULL && here->count > 0)
        r->place = r->place / here->count * there->count;
}

static bool
out_of_range(struct trace *t, int rank, const struct record *r)
{
    const struct record *there = window_made(t, r->peer, r->comm);
    if (there == NULL || there->call == CALL_Win_create_dynamic ||
        there->bytes < 0 ||
        (r->place >= 0 && r->place + r->bytes2 <= there->bytes))
        return false;
    struct fault *f = new_fault(BY_MISMATCH, "RMA out of range");
    f->when = r->begin;
    say(f,
        "Rank %d, %s (%s) reaches bytes %lld to %lld of the window of rank "
        "%d, which has %lld bytes",
        rank, name_of(r->call), cite(f, t, rank, r->site),
        (long long)r->place, (long long)(r->place + r->bytes2 - 1), r->peer,
        (long long)there->bytes);
    say(f, " (%s).", cite(f, t, r->peer, there->site));
    return true;
}

static bool
two_types(struct trace *t, int rank, const struct record *r)
{
    enum signature s =
        compare_signatures(t, (struct typed){rank, r->type, r->count},
                           (struct typed){rank, r->type2, r->count2});
    if (s == SAME || s == NOT_KNOWN || r->call == CALL_Get_accumulate ||
        r->call == CALL_Fetch_and_op || r->call == CALL_Compare_and_swap)
        return false;
    struct fault *f = new_fault(
        BY_MISMATCH, s == OTHER_TYPE ? "type mismatch" : "count mismatch");
    f->when = r->begin;
    say(f,
        "Rank %d, %s (%s): the origin has %d %s, the target %d %s. Both "
        "must be the same.",
        rank, name_of(r->call), cite(f, t, rank, r->site), r->count,
        type_text(t, rank, r->type), r->count2,
        type_text(t, rank, r->type2));
    return true;
}

void
check_single(struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++)
            if (is_access(t->rank[rank].log[i].call) &&
                t->rank[rank].log[i].peer >= 0)
                use_units(t, rank, &t->rank[rank].log[i]);
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++) {
            const struct record *r = &t->rank[rank].log[i];
            if (is_access(r->call) && r->peer >= 0 &&
                (r->error == 0 || t->rank[rank].row->aborted) &&
                (out_of_range(t, rank, r) || two_types(t, rank, r)))
                return;
        }
}
