/*
 * access.c - one-sided accesses that touch the same memory at a time.
 *
 * Between two synchronisations of a window no two calls may touch the same
 * bytes of a target if one of them writes, unless both accumulate with the
 * same operation (MPI 3.1, section 11.7).  A counter of each rank's steps
 * (a vector clock), passed on by messages and collective calls, tells which
 * calls are ordered.
 */
#include "signature.h"

#include <stdlib.h>

enum { MOST_ACCESSES = 4096 };

struct clock {
    uint32_t step[MOST_RANKS];
};

struct access {
    int rank;
    uint32_t index;
    const struct record *r;
    struct clock begin; /* what its rank knew when it began */
    uint32_t over;      /* its rank's step when it was complete; 0: never */
    bool exclusive, bare; /* of the rank's own, without a lock */
};

static bool
is_local(const struct record *r)
{
    return r->call == CALL_Local_store || r->call == CALL_Local_load;
}

struct state {
    struct trace *t;
    struct clock clock[MOST_RANKS + 1];
    struct clock *kept[MOST_RANKS + 1]; /* of each record, when it began */
    uint32_t at[MOST_RANKS + 1];
    bool arrived[MOST_RANKS + 1]; /* the call at `at` has begun */
    struct access *accesses;
    int n;
};

static void
join(struct clock *to, const struct clock *from, int n)
{
    for (int i = 0; i < n; i++)
        if (from->step[i] > to->step[i])
            to->step[i] = from->step[i];
}

static bool
reads_only(const struct record *r)
{
    return r->call == CALL_Get || r->call == CALL_Rget ||
           r->call == CALL_Local_load || r->op == 14; /* MPI_NO_OP */
}

static bool
is_atomic(const struct record *r)
{
    return is_access(r->call) && r->call != CALL_Put &&
           r->call != CALL_Get && r->call != CALL_Rput &&
           r->call != CALL_Rget;
}

/* Does this call of the rank end the access? */
static bool
completes(const struct record *r, const struct access *a)
{
    if (r->comm != a->r->comm)
        return false;
    switch (r->call) {
    case CALL_Win_fence:
    case CALL_Win_unlock_all:
    case CALL_Win_flush_all:
    case CALL_Win_complete:
    case CALL_Win_free:
        return true;
    case CALL_Win_unlock:
    case CALL_Win_flush:
        return r->peer == a->r->peer;
    default:
        return false;
    }
}

static bool
completes_locally(const struct record *r, const struct access *a)
{
    return completes(r, a) ||
           (r->comm == a->r->comm &&
            (r->call == CALL_Win_flush_local_all ||
             (r->call == CALL_Win_flush_local && r->peer == a->r->peer)));
}

/* --- the order of all calls ---------------------------- */

/* May the rank leave its call, given what the others have begun? */
static bool
ready(struct state *s, int rank, const struct record *r, struct clock *know)
{
    struct trace *t = s->t;
    uint32_t i = s->at[rank];
    struct mate *m = receives(r) ? recv_mate(t, rank, i) : NULL;
    if (m != NULL && m->rank >= 0 && r->request < 0) {
        if (s->at[m->rank] < (uint32_t)m->index ||
            s->kept[m->rank][m->index].step[m->rank] == 0)
            return false;
        join(know, &s->kept[m->rank][m->index], t->size);
    }
    if (!is_collective(r->call) || is_nonblocking_collective(r->call))
        return true;
    struct comm_log *c = comm_of(t, r->comm);
    int32_t k = t->rank[rank].place[i];
    for (int j = 0; c != NULL && j < c->n; j++) {
        int o = c->ranks[j];
        if (o < 0 || o >= t->size || c->calls[o].n <= k)
            return true; /* the run did not end well */
        uint32_t at = c->calls[o].index[k];
        if (s->kept[o][at].step[o] == 0)
            return false;
        join(know, &s->kept[o][at], t->size);
    }
    return true;
}

/* What a wait learns from the messages that it completes. */
static bool
learn(struct state *s, int rank, struct record *r, struct clock *know)
{
    struct rank_log *l = &s->t->rank[rank];
    for (int k = 0; k < r->count && k / LIST_ITEMS < r->lists; k++) {
        int32_t i = *list_item(r, k);
        if (i < 0 || !is_recv(l->log[i].call) || l->log[i].done == 0)
            continue;
        struct mate *m = &l->mate[i];
        if (m->rank < 0)
            continue;
        if (s->kept[m->rank][m->index].step[m->rank] == 0)
            return false;
        join(know, &s->kept[m->rank][m->index], s->t->size);
    }
    return true;
}

/* Post lets start begin; complete lets wait end: the k-th of the one needs
 * the k-th of the other.  False: that has not come yet. */
static bool
learn_epoch(struct state *s, int rank, const struct record *r,
            struct clock *know)
{
    int wanted = r->call == CALL_Win_start  ? CALL_Win_post
                 : r->call == CALL_Win_wait ? CALL_Win_complete
                                            : 0;
    int mine = 0;
    for (uint32_t i = 0; wanted != 0 && i <= s->at[rank]; i++)
        mine += s->t->rank[rank].log[i].call == r->call &&
                s->t->rank[rank].log[i].comm == r->comm;
    for (int o = 0; wanted != 0 && o < s->t->size; o++) {
        int others = 0;
        for (uint32_t i = 0; o != rank && i < s->t->rank[o].n; i++) {
            const struct record *x = &s->t->rank[o].log[i];
            if (x->call != wanted || x->comm != r->comm)
                continue;
            if (++others > mine)
                break;
            if (s->kept[o][i].step[o] == 0)
                return false;
            join(know, &s->kept[o][i], s->t->size);
        }
    }
    return true;
}

static void
note(struct state *s, int rank, const struct record *r)
{
    bool local = is_local(r);
    if ((!is_access(r->call) && !local) || r->peer < 0 ||
        s->n == MOST_ACCESSES)
        return;
    struct access *a = &s->accesses[s->n++];
    *a = (struct access){.rank = rank, .index = s->at[rank], .r = r};
    a->begin = s->clock[rank];
    a->bare = local;
    if (local)
        a->over = s->clock[rank].step[rank];
    const struct rank_log *l = &s->t->rank[rank];
    for (uint32_t i = s->at[rank]; i > 0; i--) {
        const struct record *o = &l->log[i - 1];
        if (o->comm != r->comm || o->peer != r->peer)
            continue;
        if (o->call == CALL_Win_unlock)
            break;
        if (o->call != CALL_Win_lock)
            continue;
        a->exclusive = o->op == 1;
        a->bare = false;
        break;
    }
}

/* Once its data are there, a read is over at the target, too. */
static bool
has_read(const struct record *r, const struct access *a)
{
    if (!reads_only(a->r) || is_local(a->r))
        return false;
    bool waited = (is_wait(r->call) || is_test(r->call)) &&
                  a->r->done != 0 && a->r->done >= r->begin &&
                  (r->end == 0 || a->r->done <= r->end);
    return waited || completes_locally(r, a);
}

static void
close_accesses(struct state *s, int rank, const struct record *r)
{
    for (int i = 0; i < s->n; i++) {
        struct access *a = &s->accesses[i];
        if (a->rank == rank && a->over == 0 &&
            (completes(r, a) || has_read(r, a)))
            a->over = s->clock[rank].step[rank];
    }
}

/* One step of one rank, if it can make it. */
static bool
step(struct state *s, int rank)
{
    struct rank_log *l = &s->t->rank[rank];
    if (s->at[rank] >= l->n)
        return false;
    struct record *r = &l->log[s->at[rank]];
    if (!s->arrived[rank]) {
        s->clock[rank].step[rank]++;
        if (r->call != LIST)
            close_accesses(s, rank, r);
        s->kept[rank][s->at[rank]] = s->clock[rank];
        s->arrived[rank] = true;
        note(s, rank, r);
    }
    struct clock know = s->clock[rank];
    bool on = ready(s, rank, r, &know);
    if (on && (is_wait(r->call) || is_test(r->call)))
        on = learn(s, rank, r, &know);
    if (on)
        on = learn_epoch(s, rank, r, &know);
    if (!on)
        return false;
    s->clock[rank] = know;
    s->arrived[rank] = false;
    s->at[rank]++;
    return true;
}

/* --- conflicts ---------------------------- */

static bool
ordered(const struct access *a, const struct access *b)
{
    return (a->over != 0 && b->begin.step[a->rank] >= a->over) ||
           (b->over != 0 && a->begin.step[b->rank] >= b->over);
}

static bool
meet(int64_t from, int64_t to, int64_t from2, int64_t to2)
{
    return from < to2 && from2 < to;
}

/* Does an access with gaps touch these bytes of the window? */
static bool
piece_meets(const struct record *r, int64_t from, int64_t to)
{
    struct record *pieces = (struct record *)(uintptr_t)r;
    if (r->lists == 0)
        return meet(r->place, r->place + r->bytes2, from, to);
    for (int k = 0; k + 1 < r->lists * LIST_ITEMS; k += 2)
        if (meet(r->place + *list_item(pieces, k),
                 r->place + *list_item(pieces, k + 1), from, to))
            return true;
    return false;
}

static bool
pieces_meet(const struct record *a, const struct record *b)
{
    struct record *pieces = (struct record *)(uintptr_t)a;
    if (a->lists == 0)
        return piece_meets(b, a->place, a->place + a->bytes2);
    for (int k = 0; k + 1 < a->lists * LIST_ITEMS; k += 2)
        if (piece_meets(b, a->place + *list_item(pieces, k),
                        a->place + *list_item(pieces, k + 1)))
            return true;
    return false;
}

static bool
same_bytes(const struct record *a, const struct record *b)
{
    if ((a->flags | b->flags) & RELATIVE)
        return false;
    return a->comm == b->comm && a->peer == b->peer && a->bytes2 > 0 &&
           b->bytes2 > 0 && a->place < b->place + b->bytes2 &&
           b->place < a->place + a->bytes2 && pieces_meet(a, b);
}

static bool
conflict(const struct access *a, const struct access *b)
{
    if (!same_bytes(a->r, b->r) || (reads_only(a->r) && reads_only(b->r)))
        return false;
    if (is_atomic(a->r) && is_atomic(b->r) &&
        (a->r->op == b->r->op || a->r->op == 14 || b->r->op == 14))
        return false;
    if (a->rank == b->rank && is_atomic(a->r) && is_atomic(b->r))
        return false;
    if (a->rank == b->rank && is_local(a->r) && is_local(b->r))
        return false;
    if (a->rank != b->rank && !a->bare && !b->bare &&
        (a->exclusive || b->exclusive))
        return false; /* the lock keeps them apart */
    return !ordered(a, b);
}

static void
tell_store(struct trace *t, const struct access *call,
           const struct access *store)
{
    struct fault *f = new_fault(BY_MISMATCH, "RMA conflict");
    f->when = store->r->begin;
    say(f, "Rank %d %s its window (%s%s) while ", store->rank,
        store->r->call == CALL_Local_load ? "reads" : "writes into",
        store->r->tag == 1 ? "" : "before ",
        cite(f, t, store->rank, store->r->site));
    say(f,
        "%s of rank %d (%s) touches the same memory, and nothing "
        "orders them. Put a synchronisation of the window between.",
        name_of(call->r->call), call->rank,
        cite(f, t, call->rank, call->r->site));
}

static void
tell_conflict(struct trace *t, const struct access *a,
              const struct access *b)
{
    if (is_local(a->r) || is_local(b->r)) {
        bool first = is_local(a->r);
        tell_store(t, first ? b : a, first ? a : b);
        return;
    }
    struct fault *f = new_fault(BY_MISMATCH, "RMA conflict");
    f->when = b->r->begin;
    say(f, "%s of rank %d (%s) and ", name_of(a->r->call), a->rank,
        cite(f, t, a->rank, a->r->site));
    say(f,
        "%s of rank %d (%s) touch the same memory of rank %d, and "
        "nothing orders them. Put a synchronisation of the window "
        "between them.",
        name_of(b->r->call), b->rank, cite(f, t, b->rank, b->r->site),
        a->r->peer);
}

/* Two calls of a rank with one local buffer, before the first is over. */
static bool
origin_conflict(const struct access *a, const struct access *b)
{
    if (a->rank != b->rank || a->r->buffer == 0 || b->r->buffer == 0 ||
        a->r->bytes <= 0 || b->r->bytes <= 0)
        return false;
    bool a_writes = reads_only(a->r) || is_atomic(a->r);
    bool b_writes = reads_only(b->r) || is_atomic(b->r);
    if (a->r->call == CALL_Accumulate || a->r->call == CALL_Raccumulate)
        a_writes = false;
    if (b->r->call == CALL_Accumulate || b->r->call == CALL_Raccumulate)
        b_writes = false;
    if (!a_writes && !b_writes)
        return false;
    return !ordered(a, b) &&
           a->r->buffer < b->r->buffer + (uint64_t)b->r->bytes &&
           b->r->buffer < a->r->buffer + (uint64_t)a->r->bytes;
}

static void
tell_origin(struct trace *t, const struct access *a, const struct access *b)
{
    struct fault *f = new_fault(BY_MISMATCH, "RMA conflict");
    f->when = b->r->begin;
    say(f, "%s (%s) and ", name_of(a->r->call),
        cite(f, t, a->rank, a->r->site));
    say(f,
        "%s (%s) of rank %d use the same local buffer before the first "
        "is complete. Synchronise the window between them.",
        name_of(b->r->call), cite(f, t, b->rank, b->r->site), b->rank);
}

static bool /* a flush of the origin, or a wait for MPI_Rget, is enough */
completed_between(const struct state *s, int i, int j)
{
    const struct access *a = &s->accesses[i], *b = &s->accesses[j];
    const struct rank_log *l = &s->t->rank[a->rank];
    for (uint32_t k = a->index; k < b->index; k++)
        if (completes_locally(&l->log[k], a) ||
            (a->r->done != 0 && a->r->done <= b->r->begin))
            return true;
    return false;
}

static bool /* the same place in the program? */
same_call(const struct trace *t, const struct access *a,
          const struct access *b)
{
    return a->r->site - t->rank[a->rank].row->base ==
           b->r->site - t->rank[b->rank].row->base;
}

/* Of the conflicts of the same two calls the one of the lowest ranks: which
 * of them came first is chance. */
static void
tell_lowest(struct state *s, const struct access *a, const struct access *b)
{
    const struct access *low = a->rank <= b->rank ? a : b;
    const struct access *high = low == a ? b : a;
    const struct access *first = low, *second = high;
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++) {
            const struct access *c = &s->accesses[i], *d = &s->accesses[j];
            bool lower = c->rank < d->rank &&
                         (c->rank < low->rank ||
                          (c->rank == low->rank && d->rank < high->rank));
            bool same =
                (same_call(s->t, c, first) && same_call(s->t, d, second)) ||
                (same_call(s->t, c, second) && same_call(s->t, d, first));
            if (lower && same && conflict(c, d)) {
                low = c;
                high = d;
            }
        }
    tell_conflict(s->t, low, high);
}

static void
find_conflict(struct state *s)
{
    for (int j = 0; j < s->n; j++)
        for (int i = 0; i < j; i++) {
            if (conflict(&s->accesses[i], &s->accesses[j])) {
                tell_lowest(s, &s->accesses[i], &s->accesses[j]);
                return;
            }
            if (origin_conflict(&s->accesses[i], &s->accesses[j]) &&
                !completed_between(s, i, j)) {
                tell_origin(s->t, &s->accesses[i], &s->accesses[j]);
                return;
            }
        }
}

void
check_access(struct trace *t)
{
    struct state s = {.t = t};
    int any = 0;
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++)
            any |= is_access(t->rank[rank].log[i].call);
    if (!any || t->full)
        return;
    check_single(t);
    s.accesses = calloc(MOST_ACCESSES, sizeof *s.accesses);
    for (int rank = 0; rank < t->size; rank++)
        s.kept[rank] =
            calloc((size_t)t->rank[rank].n + 1, sizeof *s.kept[rank]);
    for (bool moved = true; moved;) {
        moved = false;
        for (int rank = 0; rank < t->size; rank++)
            while (step(&s, rank))
                moved = true;
    }
    find_conflict(&s);
    for (int rank = 0; rank < t->size; rank++)
        free(s.kept[rank]);
    free(s.accesses);
}
