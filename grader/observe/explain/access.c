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
#include <string.h>

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
    bool exclusive;
};

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
           r->op == 14; /* MPI_NO_OP */
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

/* --- the order of all calls
 * ------------------------------------------------ */

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

/* Post lets start begin; complete lets wait end. */
static bool
learn_epoch(struct state *s, int rank, const struct record *r,
            struct clock *know)
{
    int wanted = r->call == CALL_Win_start  ? CALL_Win_post
                 : r->call == CALL_Win_wait ? CALL_Win_complete
                                            : 0;
    for (int o = 0; wanted != 0 && o < s->t->size; o++)
        for (uint32_t i = 0;
             o != rank && i <= s->at[o] && i < s->t->rank[o].n; i++) {
            const struct record *x = &s->t->rank[o].log[i];
            if (x->call == wanted && x->comm == r->comm)
                join(know, &s->kept[o][i], s->t->size);
        }
    return true;
}

static void
note(struct state *s, int rank, const struct record *r)
{
    bool local = r->call == CALL_Local_store;
    if ((!is_access(r->call) && !local) || r->peer < 0 ||
        s->n == MOST_ACCESSES)
        return;
    struct access *a = &s->accesses[s->n++];
    *a = (struct access){.rank = rank, .index = s->at[rank], .r = r};
    a->begin = s->clock[rank];
    if (local)
        a->over = s->clock[rank].step[rank];
    const struct rank_log *l = &s->t->rank[rank];
    for (uint32_t i = s->at[rank]; i > 0; i--) {
        const struct record *o = &l->log[i - 1];
        if (o->comm == r->comm && o->call == CALL_Win_lock &&
            o->peer == r->peer) {
            a->exclusive = o->op == 1;
            break;
        }
    }
}

static void
close_accesses(struct state *s, int rank, const struct record *r)
{
    for (int i = 0; i < s->n; i++) {
        struct access *a = &s->accesses[i];
        if (a->rank != rank)
            continue;
        if (a->over == 0 && completes(r, a))
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
        learn_epoch(s, rank, r, &know);
    if (!on)
        return false;
    s->clock[rank] = know;
    s->arrived[rank] = false;
    s->at[rank]++;
    return true;
}

/* --- conflicts
 * --------------------------------------------------------------- */

static bool
ordered(const struct access *a, const struct access *b)
{
    return (a->over != 0 && b->begin.step[a->rank] >= a->over) ||
           (b->over != 0 && a->begin.step[b->rank] >= b->over);
}

static bool
same_bytes(const struct record *a, const struct record *b)
{
    return a->comm == b->comm && a->peer == b->peer && a->bytes2 > 0 &&
           b->bytes2 > 0 && a->place < b->place + b->bytes2 &&
           b->place < a->place + a->bytes2;
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
    if (a->rank != b->rank && a->r->call != CALL_Local_store &&
        b->r->call != CALL_Local_store && (a->exclusive || b->exclusive))
        return false; /* the lock keeps them apart */
    return !ordered(a, b);
}

static void
tell_store(struct trace *t, const struct access *call,
           const struct access *store)
{
    struct fault *f = new_fault(BY_MISMATCH, "RMA conflict");
    f->when = store->r->begin;
    say(f, "Rank %d writes into its window (before %s) while ", store->rank,
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
    if (a->r->call == CALL_Local_store || b->r->call == CALL_Local_store) {
        bool first = a->r->call == CALL_Local_store;
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

/* A flush of the origin side, or the wait for an MPI_Rget, is enough. */
static bool
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

static void
find_conflict(struct state *s)
{
    for (int j = 0; j < s->n; j++)
        for (int i = 0; i < j; i++) {
            if (conflict(&s->accesses[i], &s->accesses[j])) {
                tell_conflict(s->t, &s->accesses[i], &s->accesses[j]);
                return;
            }
            if (origin_conflict(&s->accesses[i], &s->accesses[j]) &&
                !completed_between(s, i, j)) {
                tell_origin(s->t, &s->accesses[i], &s->accesses[j]);
                return;
            }
        }
}

/* --- calls that are wrong by themselves
 * ------------------------------------- */

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

static bool
out_of_range(struct trace *t, int rank, const struct record *r)
{
    const struct record *there = window_made(t, r->peer, r->comm);
    const struct record *here = window_made(t, rank, r->comm);
    if (there == NULL || here == NULL || there->count != here->count ||
        there->call == CALL_Win_create_dynamic || there->bytes < 0 ||
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

static void
check_single(struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n; i++) {
            const struct record *r = &t->rank[rank].log[i];
            if (is_access(r->call) && r->peer >= 0 && r->error == 0 &&
                (out_of_range(t, rank, r) || two_types(t, rank, r)))
                return;
        }
}

void
check_access(struct trace *t)
{
    struct state s = {.t = t};
    bool any = false;
    for (int rank = 0; rank < t->size; rank++)
        for (uint32_t i = 0; i < t->rank[rank].n && !any; i++)
            any = is_access(t->rank[rank].log[i].call);
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
