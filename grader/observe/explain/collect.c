/*
 * collect.c - do all ranks make the same collective calls?
 *
 * The k-th collective call on a communicator must be the same call on all
 * its ranks, with the same root and operation, and what one sends must be
 * what the other expects (MPI 3.1, section 5.1).
 */
#include "signature.h"

#include <string.h>

struct pair {
    struct trace *t;
    int a, b; /* ranks */
    const struct record *ra, *rb;
};

static struct fault *
begin(struct pair *p, const char *class)
{
    struct fault *f = new_fault(BY_MISMATCH, class);
    blame(f, p->a);
    blame(f, p->b);
    f->when = p->ra->begin > p->rb->begin ? p->ra->begin : p->rb->begin;
    return f;
}

static const char *
ordinal(int k)
{
    static const char *const words[] = {"first", "second", "third",
                                        "fourth", "fifth"};
    return k < 5 ? words[k] : NULL;
}

static bool
other_call(struct pair *p, int k)
{
    if (p->ra->call == p->rb->call)
        return false;
    struct fault *f = begin(p, "collective mismatch");
    if (ordinal(k) != NULL)
        say(f, "The %s collective call on this communicator differs: ",
            ordinal(k));
    else
        say(f, "Collective call number %d on this communicator differs: ",
            k + 1);
    say(f,
        "rank %d calls %s (%s), rank %d calls %s (%s). All ranks must "
        "make the same collective calls in the same order.",
        p->a, name_of(p->ra->call), cite(f, p->t, p->a, p->ra->site), p->b,
        name_of(p->rb->call), cite(f, p->t, p->b, p->rb->site));
    return true;
}

static int
plain(int call) /* MPI_Ibcast as MPI_Bcast */
{
    return call >= CALL_Ibarrier && call <= CALL_Ineighbor_alltoall
               ? call - CALL_Ibarrier + CALL_Barrier
               : call;
}

static bool
other_root(struct pair *p)
{
    if (p->ra->peer < 0 || p->rb->peer < 0 || p->ra->peer == p->rb->peer)
        return false;
    struct fault *f = begin(p, "root mismatch");
    say(f,
        "%s: rank %d names root %d (%s), rank %d names root %d (%s). "
        "All ranks must name the same root.",
        name_of(p->ra->call), p->a, p->ra->peer,
        cite(f, p->t, p->a, p->ra->site), p->b, p->rb->peer,
        cite(f, p->t, p->b, p->rb->site));
    return true;
}

static const char *
op_name(int op)
{
    static const char *const names[] = {
        "an own operation", "MPI_SUM",     "MPI_PROD", "MPI_MAX",
        "MPI_MIN",          "MPI_LAND",    "MPI_LOR",  "MPI_LXOR",
        "MPI_BAND",         "MPI_BOR",     "MPI_BXOR", "MPI_MAXLOC",
        "MPI_MINLOC",       "MPI_REPLACE", "MPI_NO_OP"};
    return op >= 0 && op < 15 ? names[op] : "an operation";
}

static bool
other_op(struct pair *p)
{
    if (p->ra->op == p->rb->op)
        return false;
    struct fault *f = begin(p, "operator mismatch");
    say(f,
        "%s: rank %d reduces with %s (%s), rank %d with %s (%s). All "
        "ranks must use the same operation.",
        name_of(p->ra->call), p->a, op_name(p->ra->op),
        cite(f, p->t, p->a, p->ra->site), p->b, op_name(p->rb->op),
        cite(f, p->t, p->b, p->rb->site));
    return true;
}

/* --- what is sent against what is expected
 * --------------------------------- */

static struct typed
first_side(int rank, const struct record *r)
{
    return (struct typed){rank, r->type, r->count};
}

static struct typed
second_side(int rank, const struct record *r)
{
    return (struct typed){rank, r->type2, r->count2};
}

static bool
compare(struct pair *p, struct typed a, struct typed b, const char *says_a,
        const char *says_b)
{
    enum signature s = compare_signatures(p->t, a, b);
    if (s == SAME || s == NOT_KNOWN)
        return false;
    struct fault *f =
        begin(p, s == OTHER_TYPE ? "type mismatch" : "count mismatch");
    say(f, "%s: rank %d %s %lld %s (%s), rank %d %s %lld %s (%s).",
        name_of(p->ra->call), p->a, says_a, (long long)a.count,
        type_text(p->t, a.rank, a.type), cite(f, p->t, p->a, p->ra->site),
        p->b, says_b, (long long)b.count, type_text(p->t, b.rank, b.type),
        cite(f, p->t, p->b, p->rb->site));
    say(f, " The ranks must agree on it.");
    return true;
}

/* A count of the k-th member from the list of a v-collective. */
static bool
listed(const struct trace *t, int rank, const struct record *r, int k,
       int32_t *count)
{
    (void)t;
    (void)rank;
    if (!(r->flags & SIZES_LISTED) || k / LIST_ITEMS >= r->lists)
        return false;
    *count = *list_item((struct record *)(uintptr_t)r, k);
    return true;
}

static int
member(const struct comm_log *c, int rank)
{
    for (int i = 0; i < c->n; i++)
        if (c->ranks[i] == rank)
            return i;
    return -1;
}

/* Both roles: a is the root. */
static bool
compare_rooted(struct pair *p, const struct comm_log *c, int call)
{
    struct typed root, leaf;
    bool gathers = call == CALL_Gather || call == CALL_Gatherv;
    if (p->ra->flags & IN_PLACE && !gathers && call != CALL_Scatter &&
        call != CALL_Scatterv)
        return false;
    root = gathers ? second_side(p->a, p->ra) : first_side(p->a, p->ra);
    leaf = gathers ? first_side(p->b, p->rb) : second_side(p->b, p->rb);
    int32_t count;
    if (call == CALL_Gatherv || call == CALL_Scatterv) {
        if (!listed(p->t, p->a, p->ra, member(c, p->b), &count))
            return false;
        root.count = count;
    }
    return compare(p, root, leaf, gathers ? "expects from each" : "sends",
                   gathers ? "sends" : "expects");
}

static bool
compare_data(struct pair *p, const struct comm_log *c, int call)
{
    if ((p->ra->flags | p->rb->flags) & IN_PLACE)
        if (call != CALL_Reduce && call != CALL_Allreduce &&
            call != CALL_Gather && call != CALL_Scatter)
            return false;
    switch (call) {
    case CALL_Bcast:
    case CALL_Reduce:
    case CALL_Allreduce:
    case CALL_Scan:
    case CALL_Exscan:
    case CALL_Reduce_scatter:
    case CALL_Reduce_scatter_block:
        return compare(p, first_side(p->a, p->ra), first_side(p->b, p->rb),
                       "has", "has");
    case CALL_Gather:
    case CALL_Gatherv:
    case CALL_Scatter:
    case CALL_Scatterv:
        return compare_rooted(p, c, call);
    case CALL_Allgather:
    case CALL_Alltoall:
        return compare(p, first_side(p->a, p->ra), second_side(p->b, p->rb),
                       "sends", "expects") ||
               compare(p, second_side(p->a, p->ra), first_side(p->b, p->rb),
                       "expects", "sends");
    case CALL_Allgatherv: {
        int32_t count;
        struct typed expected = second_side(p->a, p->ra);
        if (!listed(p->t, p->a, p->ra, member(c, p->b), &count))
            return false;
        expected.count = count;
        return compare(p, expected, first_side(p->b, p->rb), "expects",
                       "sends");
    }
    case CALL_Alltoallv: {
        int32_t sent, expected;
        struct typed a = first_side(p->a, p->ra);
        struct typed b = second_side(p->b, p->rb);
        if (!listed(p->t, p->a, p->ra, member(c, p->b), &sent) ||
            !listed(p->t, p->b, p->rb, c->n + member(c, p->a), &expected))
            return false;
        a.count = sent;
        b.count = expected;
        return compare(p, a, b, "sends", "expects");
    }
    default:
        return false;
    }
}

static bool
is_rooted(int call)
{
    return call == CALL_Bcast || call == CALL_Reduce ||
           call == CALL_Gather || call == CALL_Gatherv ||
           call == CALL_Scatter || call == CALL_Scatterv;
}

static bool
is_reduction(int call)
{
    return call == CALL_Reduce || call == CALL_Allreduce ||
           call == CALL_Scan || call == CALL_Exscan ||
           call == CALL_Reduce_scatter || call == CALL_Reduce_scatter_block;
}

/* The first thing in which two ranks disagree. */
static bool
disagree(struct pair *p, const struct comm_log *c, int k)
{
    if (other_call(p, k))
        return true;
    int call = plain(p->ra->call);
    if (is_rooted(call) && other_root(p))
        return true;
    if (is_reduction(call) && other_op(p))
        return true;
    if (compare_data(p, c, call))
        return true;
    if (call != CALL_Allgatherv && call != CALL_Alltoallv)
        return false;
    struct pair back = {p->t, p->b, p->a, p->rb, p->ra};
    return compare_data(&back, c, call);
}

/* Has somebody been told of an error, and asked to be told? */
static bool
handled(const struct record *r)
{
    return r->error != 0 && (r->flags & ERRORS_RETURN);
}

/* With whom the others are compared: the root if there is one. */
static int
reference(struct trace *t, struct comm_log *c, int k)
{
    int first = -1;
    for (int i = 0; i < c->n; i++) {
        int m = c->ranks[i];
        if (m < 0 || m >= t->size || c->calls[m].n <= k)
            continue;
        const struct record *r = &t->rank[m].log[c->calls[m].index[k]];
        if (handled(r))
            return -1;
        if (first == -1)
            first = m;
        if (is_rooted(plain(r->call)) && r->peer == m &&
            r->call == t->rank[first].log[c->calls[first].index[k]].call)
            return m;
    }
    return first;
}

/* What a rank sends to itself in such a call must be what it expects of
 * itself: MPI may end the run for it before the others have come. */
static bool
disagrees_with_itself(struct trace *t, int m, struct record *r)
{
    int call = plain(r->call);
    bool root =
        r->peer == m && (call == CALL_Gather || call == CALL_Scatter);
    struct pair p = {t, m, m, r, r};
    if ((!root && call != CALL_Allgather && call != CALL_Alltoall) ||
        r->flags & IN_PLACE || handled(r))
        return false;
    return compare(&p, first_side(m, r), second_side(m, r), "sends",
                   "expects");
}

static bool
check_place(struct trace *t, struct comm_log *c, int k)
{
    int first = reference(t, c, k);
    for (int i = 0; first != -1 && i < c->n; i++) {
        int m = c->ranks[i];
        if (m == first || m < 0 || m >= t->size || c->calls[m].n <= k)
            continue;
        struct pair p = {t, first, m,
                         &t->rank[first].log[c->calls[first].index[k]],
                         &t->rank[m].log[c->calls[m].index[k]]};
        if (handled(p.rb))
            return false;
        if (disagree(&p, c, k))
            return true;
    }
    for (int i = 0; first != -1 && i < c->n; i++) {
        int m = c->ranks[i];
        if (m >= 0 && m < t->size && c->calls[m].n > k &&
            disagrees_with_itself(t, m,
                                  &t->rank[m].log[c->calls[m].index[k]]))
            return true;
    }
    return false;
}

bool
check_collectives(struct trace *t)
{
    bool found = false;
    for (int i = 0; i < t->ncomms; i++) {
        struct comm_log *c = &t->comms[i];
        int most = 0;
        for (int m = 0; m < MOST_RANKS; m++)
            if (c->calls[m].n > most)
                most = c->calls[m].n;
        for (int k = 0; k < most; k++)
            if (check_place(t, c, k)) {
                found = true;
                break;
            }
    }
    return found;
}

/* --- a call that some never made, in a run that ended --- */

/* The next call of rank a on c, for which rank b has none. */
static const struct record *
without_partner(struct trace *t, struct comm_log *c, int a, int b)
{
    if (c->calls[a].n <= c->calls[b].n)
        return NULL;
    const struct record *r =
        &t->rank[a].log[c->calls[a].index[c->calls[b].n]];
    bool frees = r->call == CALL_Comm_free || r->call == CALL_Win_free ||
                 r->call == CALL_File_close;
    return frees || r->error || (r->flags & INTER) ? NULL : r;
}

/* The same call of rank b on another communicator, without a partner. */
static const struct record *
swapped(struct trace *t, int a, int b, const struct record *r)
{
    for (int i = 0; i < t->ncomms; i++) {
        struct comm_log *c = &t->comms[i];
        const struct record *o = member(c, a) != -1 && member(c, b) != -1
                                     ? without_partner(t, c, b, a)
                                     : NULL;
        if (o != NULL && o->call == r->call)
            return o;
    }
    return NULL;
}

static void
tell_partner(struct trace *t, int a, int b, const struct record *r)
{
    const struct record *o = swapped(t, a, b, r);
    struct fault *f =
        new_fault(BY_MISMATCH, o != NULL ? "communicator mismatch"
                                         : "collective mismatch");
    f->when = r->begin;
    blame(f, b);
    say(f,
        "Rank %d calls %s (%s) on a communicator that rank %d belongs to "
        "as well, but rank %d ",
        a, name_of(r->call), cite(f, t, a, r->site), b, b);
    if (o != NULL)
        say(f,
            "calls it on another one (%s). Use the same communicator on "
            "all ranks.",
            cite(f, t, b, o->site));
    else
        say(f, "never makes that call. All ranks of a communicator must "
               "make the same collective calls.");
}

void
check_partners(struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++) {
        const struct row *row = t->rank[rank].row;
        if (row == NULL || row->aborted || row->finalize_site == 0 ||
            row->full)
            return;
    }
    for (int i = 0; i < t->ncomms; i++) {
        struct comm_log *c = &t->comms[i];
        for (int j = 1; j < c->n; j++) {
            int a = c->ranks[0], b = c->ranks[j];
            if (a < 0 || b < 0 || a >= t->size || b >= t->size)
                break;
            const struct record *r = without_partner(t, c, a, b);
            const struct record *o = without_partner(t, c, b, a);
            if (r != NULL)
                tell_partner(t, a, b, r);
            else if (o != NULL)
                tell_partner(t, b, a, o);
            if (r != NULL || o != NULL)
                return;
        }
    }
}
