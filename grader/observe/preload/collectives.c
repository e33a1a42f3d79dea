/*
 * collectives.c - collective communication, blocking and not.
 *
 * Each call is one line of a table below: its parameters, its arguments and
 * what is noted of it.  Both forms, MPI_X and MPI_Ix, come from that line.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <limits.h>
#include <string.h>

enum { EVERY = INT_MIN }; /* no root: all ranks get the result */

static bool
is_root(MPI_Comm comm, int root)
{
    const struct comm *c = find_comm(comm);
    return c != NULL && !c->inter && c->rank == root;
}

static int
members(MPI_Comm comm)
{
    const struct comm *c = row != NULL ? find_comm(comm) : NULL;
    return c == NULL ? 0 : c->inter ? c->remote_size : c->size;
}

/* The two buffers of a collective call.  What a rank does not use it need
 * not name, so that is not checked. */
static void
buffers(struct record *r, MPI_Comm c, const void *out, int n,
        MPI_Datatype t, const void *in, int n2, MPI_Datatype t2)
{
    if (row == NULL)
        return;
    check_comm(r, c);
    if (out == MPI_IN_PLACE || in == MPI_IN_PLACE)
        r->flags |= IN_PLACE;
    if (out != MPI_IN_PLACE && t != MPI_DATATYPE_NULL)
        check_buffer(r, c, out, n, t, false);
    if (in != MPI_IN_PLACE && t2 != MPI_DATATYPE_NULL)
        check_buffer(r, c, in, n2, t2, true);
}

static void
not_in_place(struct record *r, MPI_Comm c, const void *b, const char *rule)
{
    const struct comm *known = row != NULL ? find_comm(c) : NULL;
    if (known != NULL && !known->inter && b == MPI_IN_PLACE)
        wrong_argument(r, c, "invalid buffer", "%s", rule);
}

static void
same_buffer(struct record *r, MPI_Comm c, const void *out, const void *in,
            int n)
{
    if (row != NULL && out == in && n > 0 && out != MPI_IN_PLACE &&
        out != MPI_BOTTOM)
        wrong_argument(r, c, "overlapping buffers",
                       "the same buffer is given to send and to receive. "
                       "Use MPI_IN_PLACE.");
}

static void
note_null_type(struct record *r, MPI_Comm c, MPI_Datatype t)
{
    if (row != NULL && (t == MPI_DATATYPE_NULL || AS_NUMBER(t) == 0))
        wrong_argument(r, c, "invalid datatype",
                       "the datatype is MPI_DATATYPE_NULL.");
}

/* Counts of a v-collective, for the comparison between ranks. */
static void
counts(struct record *r, MPI_Comm c, const int *n, const int *n2)
{
    int m = members(c);
    if (row == NULL || m == 0)
        return;
    make_lists(r, (n != NULL ? m : 0) + (n2 != NULL ? m : 0));
    r->flags |= SIZES_LISTED;
    int k = 0;
    for (int i = 0; n != NULL && i < m; i++)
        set_item(r, k++, n[i]);
    for (int i = 0; n2 != NULL && i < m; i++)
        set_item(r, k++, n2[i]);
    for (int i = 0; i < m; i++)
        if ((n != NULL && n[i] < 0) || (n2 != NULL && n2[i] < 0)) {
            wrong_argument(r, c, "invalid count",
                           "the count of rank %d is %d; it cannot be "
                           "negative.",
                           i, n != NULL && n[i] < 0 ? n[i] : n2[i]);
            return;
        }
}

static int
total(MPI_Comm c, const int *n)
{
    int64_t sum = 0;
    for (int i = members(c) - 1; n != NULL && i >= 0; i--)
        sum += n[i] > 0 ? n[i] : 0;
    return sum > INT_MAX ? 0 : (int)sum;
}

static int
share(MPI_Comm c, const int *n)
{
    const struct comm *known = row != NULL ? find_comm(c) : NULL;
    return known == NULL || known->inter ? 0 : n[known->rank];
}

/* Where the parts of a v-collective begin, if they lie without gaps; the
 * memory between parts is the program's own. */
static int64_t
parts(const void *b, MPI_Comm c, const int *n, const int *at,
      int64_t *begin)
{
    int64_t low = INT_MAX, high = 0, sum = 0;
    for (int i = members(c) - 1; n != NULL && at != NULL && i >= 0; i--) {
        if (n[i] <= 0)
            continue;
        low = at[i] < low ? at[i] : low;
        high = at[i] + n[i] > high ? at[i] + n[i] : high;
        sum += n[i];
    }
    *begin = low;
    return sum == 0 || high - low != sum || b == MPI_IN_PLACE || b == NULL
               ? 0
               : sum;
}

static const void *
first_part(const void *b, MPI_Comm c, const int *n, const int *at,
           MPI_Datatype t)
{
    int64_t begin;
    return parts(b, c, n, at, &begin) > 0
               ? (const char *)b + begin * dense_bytes(1, t)
               : b;
}

static int64_t
parts_bytes(const void *b, MPI_Comm c, const int *n, const int *at,
            MPI_Datatype t)
{
    int64_t begin, sum = parts(b, c, n, at, &begin);
    return sum > 0 && sum <= INT_MAX ? dense_bytes((int)sum, t) : 0;
}

/* --- what is noted of each ---------------------------------------------
 */

static void
note_bcast(struct record *r, const void *b, int n, MPI_Datatype t, int root,
           MPI_Comm c)
{
    note_null_type(r, c, t);
    not_in_place(r, c, b,
                 "the buffer of a broadcast cannot be MPI_IN_PLACE.");
    buffers(r, c, b, n, t, NULL, 0, MPI_DATATYPE_NULL);
    check_root(r, c, root);
}

static void
note_reduce(struct record *r, const void *s, const void *d, int n,
            MPI_Datatype t, MPI_Op op, int root, MPI_Comm c)
{
    note_null_type(r, c, t);
    buffers(r, c, s, n, t, NULL, 0, MPI_DATATYPE_NULL);
    if (root == EVERY || is_root(c, root)) {
        if (s == MPI_IN_PLACE)
            check_buffer(r, c, d, n, t, false);
        same_buffer(r, c, s, d, n);
    }
    if (root != EVERY)
        check_root(r, c, root);
    check_op(r, c, op);
}

static void
note_all_reduce(struct record *r, const void *s, const void *d, int n,
                MPI_Datatype t, MPI_Op op, MPI_Comm c)
{
    note_reduce(r, s, d, n, t, op, EVERY, c);
}

static void
note_gather(struct record *r, const void *s, int n, MPI_Datatype t,
            const void *d, int n2, MPI_Datatype t2, int root, MPI_Comm c)
{
    bool all = root == EVERY;
    if (row == NULL)
        return;
    if (all || is_root(c, root)) {
        note_null_type(r, c, t2);
        buffers(r, c, s, n, t, d, n2, t2);
        same_buffer(r, c, s, d, n);
    } else {
        note_null_type(r, c, t);
        not_in_place(r, c, s,
                     "only the root may name MPI_IN_PLACE for what it "
                     "sends.");
        buffers(r, c, s, n, t, NULL, 0, MPI_DATATYPE_NULL);
    }
    if (!all)
        check_root(r, c, root);
}

static void
note_all_gather(struct record *r, const void *s, int n, MPI_Datatype t,
                const void *d, int n2, MPI_Datatype t2, MPI_Comm c)
{
    note_gather(r, s, n, t, d, n2, t2, EVERY, c);
}

static void
note_scatter(struct record *r, const void *s, int n, MPI_Datatype t,
             const void *d, int n2, MPI_Datatype t2, int root, MPI_Comm c)
{
    if (row == NULL)
        return;
    if (is_root(c, root)) {
        note_null_type(r, c, t);
        buffers(r, c, s, n, t, d, n2, t2);
        same_buffer(r, c, s, d, n);
    } else {
        note_null_type(r, c, t2);
        not_in_place(r, c, d,
                     "only the root may name MPI_IN_PLACE for what it "
                     "receives.");
        buffers(r, c, NULL, 0, MPI_DATATYPE_NULL, d, n2, t2);
    }
    check_root(r, c, root);
}

static void
note_gatherv(struct record *r, const void *s, int n, MPI_Datatype t,
             const void *d, const int *n2, const int *at, MPI_Datatype t2,
             int root, MPI_Comm c)
{
    bool mine = root == EVERY || is_root(c, root);
    note_gather(r, s, n, t, d, 0, t2, root, c);
    if (!mine)
        return;
    counts(r, c, NULL, n2);
    check_parts(r, c, n2, at, t2);
}

static void
note_scatterv(struct record *r, const void *s, const int *n, MPI_Datatype t,
              const void *d, int n2, MPI_Datatype t2, int root, MPI_Comm c)
{
    note_scatter(r, s, 0, t, d, n2, t2, root, c);
    if (is_root(c, root))
        counts(r, c, n, NULL);
}

static void
note_alltoallv(struct record *r, const void *s, const int *n,
               MPI_Datatype t, const void *d, const int *n2, const int *at,
               MPI_Datatype t2, MPI_Comm c)
{
    buffers(r, c, s, 0, t, d, 0, t2);
    counts(r, c, s == MPI_IN_PLACE ? NULL : n, n2);
    check_parts(r, c, n2, at, t2);
}

static void
note_reduce_scatter(struct record *r, const void *s, const void *d,
                    const int *n, MPI_Datatype t, MPI_Op op, MPI_Comm c)
{
    buffers(r, c, s, total(c, n), t, NULL, 0, MPI_DATATYPE_NULL);
    same_buffer(r, c, s, d, 1);
    counts(r, c, n, NULL);
    check_op(r, c, op);
}

static void
note_nothing(struct record *r, MPI_Comm c)
{
    if (row != NULL)
        check_comm(r, c);
}

/* --- the calls ---------------------------------------------------------
 */

#define OPEN(...) __VA_ARGS__
#define BOTH(NAME, INAME, PARAMETERS, ARGUMENTS, NOTE, OUT, IN)            \
    int MPI_##NAME(OPEN PARAMETERS)                                        \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, c, SITE);                    \
        NOTE;                                                              \
        check_both(r, c, OUT, IN);                                         \
        publish(r);                                                        \
        return leave(r, PMPI_##NAME(OPEN ARGUMENTS));                      \
    }                                                                      \
    int MPI_##INAME(OPEN PARAMETERS, MPI_Request *q)                       \
    {                                                                      \
        struct record *r = enter(CALL_##INAME, c, SITE);                   \
        NOTE;                                                              \
        check_both(r, c, OUT, IN);                                         \
        r->request = row ? (int32_t)record_index(r) : -1;                  \
        publish(r);                                                        \
        int e = PMPI_##INAME(OPEN ARGUMENTS, q);                           \
        if (e == MPI_SUCCESS && row != NULL) {                             \
            pend(r, q);                                                    \
            pend_buffers(r, OUT, IN);                                      \
        }                                                                  \
        return leave(r, e);                                                \
    }

#define NONE NULL, 0
#define ONE(b, n, t) b, dense_bytes(n, t)
#define ALL(b, n, t) b, dense_bytes(n, t) * members(c)
#define IF(condition, b, n, t) b, (condition) ? dense_bytes(n, t) : 0
#define IF_ALL(condition, b, n, t)                                         \
    b, (condition) ? dense_bytes(n, t) * members(c) : 0
#define PARTS(b, n, at, t) PARTS_IF(true, b, n, at, t)
#define PARTS_IF(condition, b, n, at, t)                                   \
    (condition) ? first_part(b, c, n, at, t) : NULL,                       \
        (condition) ? parts_bytes(b, c, n, at, t) : 0
#define ROOT is_root(c, root)

typedef MPI_Datatype type_t;
typedef const void *out_t;
typedef const int *ints_t;

BOTH(Barrier, Ibarrier, (MPI_Comm c), (c), note_nothing(r, c), NONE, NONE)
BOTH(Bcast, Ibcast, (void *b, int n, type_t t, int root, MPI_Comm c),
     (b, n, t, root, c), note_bcast(r, b, n, t, root, c), IF(ROOT, b, n, t),
     IF(!ROOT, b, n, t))
BOTH(Reduce, Ireduce,
     (out_t s, void *d, int n, type_t t, MPI_Op o, int root, MPI_Comm c),
     (s, d, n, t, o, root, c), note_reduce(r, s, d, n, t, o, root, c),
     ONE(s, n, t), IF(ROOT, d, n, t))
BOTH(Allreduce, Iallreduce,
     (out_t s, void *d, int n, type_t t, MPI_Op o, MPI_Comm c),
     (s, d, n, t, o, c), note_all_reduce(r, s, d, n, t, o, c), ONE(s, n, t),
     ONE(d, n, t))
BOTH(Scan, Iscan, (out_t s, void *d, int n, type_t t, MPI_Op o, MPI_Comm c),
     (s, d, n, t, o, c), note_all_reduce(r, s, d, n, t, o, c), ONE(s, n, t),
     ONE(d, n, t))
BOTH(Exscan, Iexscan,
     (out_t s, void *d, int n, type_t t, MPI_Op o, MPI_Comm c),
     (s, d, n, t, o, c), note_all_reduce(r, s, d, n, t, o, c), ONE(s, n, t),
     ONE(d, n, t))
BOTH(Gather, Igather,
     (out_t s, int n, type_t t, void *d, int n2, type_t t2, int root,
      MPI_Comm c),
     (s, n, t, d, n2, t2, root, c),
     note_gather(r, s, n, t, d, n2, t2, root, c), ONE(s, n, t),
     IF_ALL(ROOT, d, n2, t2))
BOTH(Scatter, Iscatter,
     (out_t s, int n, type_t t, void *d, int n2, type_t t2, int root,
      MPI_Comm c),
     (s, n, t, d, n2, t2, root, c),
     note_scatter(r, s, n, t, d, n2, t2, root, c), IF_ALL(ROOT, s, n, t),
     ONE(d, n2, t2))
BOTH(Allgather, Iallgather,
     (out_t s, int n, type_t t, void *d, int n2, type_t t2, MPI_Comm c),
     (s, n, t, d, n2, t2, c), note_all_gather(r, s, n, t, d, n2, t2, c),
     ONE(s, n, t), ALL(d, n2, t2))
BOTH(Alltoall, Ialltoall,
     (out_t s, int n, type_t t, void *d, int n2, type_t t2, MPI_Comm c),
     (s, n, t, d, n2, t2, c), note_all_gather(r, s, n, t, d, n2, t2, c),
     ALL(s, n, t), ALL(d, n2, t2))
BOTH(Gatherv, Igatherv,
     (out_t s, int n, type_t t, void *d, ints_t n2, ints_t at, type_t t2,
      int root, MPI_Comm c),
     (s, n, t, d, n2, at, t2, root, c),
     note_gatherv(r, s, n, t, d, n2, at, t2, root, c), ONE(s, n, t),
     PARTS_IF(ROOT, d, n2, at, t2))
BOTH(Scatterv, Iscatterv,
     (out_t s, ints_t n, ints_t at, type_t t, void *d, int n2, type_t t2,
      int root, MPI_Comm c),
     (s, n, at, t, d, n2, t2, root, c),
     note_scatterv(r, s, n, t, d, n2, t2, root, c),
     PARTS_IF(ROOT, s, n, at, t), ONE(d, n2, t2))
BOTH(Allgatherv, Iallgatherv,
     (out_t s, int n, type_t t, void *d, ints_t n2, ints_t at, type_t t2,
      MPI_Comm c),
     (s, n, t, d, n2, at, t2, c),
     note_gatherv(r, s, n, t, d, n2, at, t2, EVERY, c), ONE(s, n, t),
     PARTS(d, n2, at, t2))
BOTH(Alltoallv, Ialltoallv,
     (out_t s, ints_t n, ints_t at, type_t t, void *d, ints_t n2,
      ints_t at2, type_t t2, MPI_Comm c),
     (s, n, at, t, d, n2, at2, t2, c),
     note_alltoallv(r, s, n, t, d, n2, at2, t2, c), PARTS(s, n, at, t),
     PARTS(d, n2, at2, t2))
BOTH(Alltoallw, Ialltoallw,
     (out_t s, ints_t n, ints_t at, const MPI_Datatype *t, void *d,
      ints_t n2, ints_t at2, const MPI_Datatype *t2, MPI_Comm c),
     (s, n, at, t, d, n2, at2, t2, c), note_nothing(r, c), NONE, NONE)
BOTH(Reduce_scatter, Ireduce_scatter,
     (out_t s, void *d, ints_t n, type_t t, MPI_Op o, MPI_Comm c),
     (s, d, n, t, o, c), note_reduce_scatter(r, s, d, n, t, o, c),
     ONE(s, total(c, n), t), ONE(d, share(c, n), t))
BOTH(Reduce_scatter_block, Ireduce_scatter_block,
     (out_t s, void *d, int n, type_t t, MPI_Op o, MPI_Comm c),
     (s, d, n, t, o, c), note_all_reduce(r, s, d, n, t, o, c), ALL(s, n, t),
     ONE(d, n, t))
BOTH(Neighbor_allgather, Ineighbor_allgather,
     (out_t s, int n, type_t t, void *d, int n2, type_t t2, MPI_Comm c),
     (s, n, t, d, n2, t2, c), note_nothing(r, c), NONE, NONE)
BOTH(Neighbor_alltoall, Ineighbor_alltoall,
     (out_t s, int n, type_t t, void *d, int n2, type_t t2, MPI_Comm c),
     (s, n, t, d, n2, t2, c), note_nothing(r, c), NONE, NONE)
