/* onesided.c - calls that read and write another rank's window. */
#define _GNU_SOURCE
#include "window.h"

#include <stdlib.h>
#include <string.h>

/* Which bytes a type with gaps covers: a message of ones is unpacked into
 * zeros.  The list gets the beginning and the end of each piece. */
static void
note_gaps(struct record *r, MPI_Datatype t, int n)
{
    enum { MOST_BYTES = 8192, MOST_PIECES = 60 };
    static char packed[MOST_BYTES], bytes[MOST_BYTES];
    int size = 0, at = 0, ends[2 * MOST_PIECES], k = 0;
    r->flags |= RELATIVE;
    if (r->bytes2 >= MOST_BYTES ||
        PMPI_Pack_size(n, t, MPI_COMM_SELF, &size) != MPI_SUCCESS ||
        size > MOST_BYTES)
        return;
    memset(packed, -1, (size_t)size);
    memset(bytes, 0, sizeof bytes);
    PMPI_Unpack(packed, size, &at, bytes, n, t, MPI_COMM_SELF);
    for (int i = 1; i <= r->bytes2; i++) {
        bool now = i < r->bytes2 && bytes[i] != 0;
        if ((i == 1 && bytes[0] != 0) || (now && bytes[i - 1] == 0)) {
            if (k == 2 * MOST_PIECES)
                return;
            ends[k++] = i == 1 && bytes[0] != 0 ? 0 : i;
        }
        if (k % 2 == 1 && !now)
            ends[k++] = i;
    }
    make_lists(r, k);
    for (int i = 0; i < k; i++)
        set_item(r, i, ends[i]);
    r->flags = (uint16_t)(r->flags & ~RELATIVE);
}

/* What a call does to the target's memory, and by what it is reached. */
static void
note_access(struct record *r, MPI_Win handle, int target, MPI_Aint place,
            int n, MPI_Datatype t)
{
    struct window *w = window_of(r, handle);
    if (w == NULL || target == MPI_PROC_NULL)
        return;
    if (target < 0 || target >= w->size) {
        misuse(w, r, "invalid rank", "there is no such target rank.");
        return;
    }
    const struct type *type = find_type(t);
    r->peer = w->world[target];
    r->place = place * w->unit;
    if (n < 0)
        misuse(w, r, "invalid count", "the target count is negative.");
    if (type == NULL && (t == MPI_DATATYPE_NULL || AS_NUMBER(t) == 0))
        misuse(w, r, "invalid datatype", "the target datatype is null.");
    if (type != NULL && n > 0)
        r->bytes2 = type->extent * (n - 1) + type->size;
    if (type != NULL && !type->dense && type->committed && n > 0) {
        MPI_Aint low = 0, extent = 0;
        PMPI_Type_get_true_extent(t, &low, &extent);
        r->bytes2 = type->extent * (n - 1) + low + extent;
        if (type->lb < 0 || several_threads())
            r->flags |= RELATIVE;
        else
            note_gaps(r, t, n);
    }
    if (type != NULL)
        r->type2 = type->row;
    r->count2 = n;
    bool passive = w->locked[target] || w->lock_all;
    if (!w->fenced && !passive && !w->started[target])
        misuse(w, r, "RMA outside an epoch",
               "no epoch is open for this target. Open one by "
               "MPI_Win_fence, MPI_Win_lock or MPI_Win_start, and close "
               "it before you use the data.");
    if (!passive && w->fenced && !w->calls_in_fence) {
        w->calls_in_fence = true;
        w->epoch_site = (const char *)(uintptr_t)r->site;
    }
    if (passive && w->fenced && w->lock_in_fence == NULL)
        w->lock_in_fence = w->epoch_site;
}

static void
origin(struct record *r, const void *b, int n, MPI_Datatype t)
{
    if (row == NULL)
        return;
    check_buffer(r, MPI_COMM_WORLD, b, n, t, false);
}

/* The origin's buffer may lie in a window of its own. */
static int
leave_origin(struct record *r, int error, const void *b, int n,
             MPI_Datatype t)
{
    bool gets = r->call == CALL_Get || r->call == CALL_Rget;
    if (gets || r->call == CALL_Put || r->call == CALL_Rput)
        return leave_buffer(r, error, b, n, t, gets);
    return leave(r, error);
}

/* Calls with a request are for passive targets only. */
static void
needs_lock(struct record *r, MPI_Win handle, int target)
{
    const struct window *w = find_window(handle);
    if (w != NULL && target >= 0 && target < w->size && !w->lock_all &&
        !w->locked[target] && (w->fenced || w->started[target]))
        misuse(w, r, "RMA epoch",
               "a one-sided call with a request needs a lock epoch "
               "(MPI_Win_lock or MPI_Win_lock_all).");
}

#define ACCESS(NAME, P, A, OP, ORIGIN, OUT, IN)                            \
    int MPI_##NAME P                                                       \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, MPI_COMM_NULL, SITE);        \
        ORIGIN;                                                            \
        note_access(r, w, to, at, n2, t2);                                 \
        r->op = row ? OP : 0;                                              \
        publish(r);                                                        \
        int e = PMPI_##NAME A;                                             \
        if (e == MPI_SUCCESS)                                              \
            lend(find_window(w), r, to, OUT, IN, n, t);                    \
        return leave_origin(r, e, b, n, t);                                \
    }
#define RACCESS(NAME, P, A, OP, OUT, IN)                                   \
    int MPI_##NAME P                                                       \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, MPI_COMM_NULL, SITE);        \
        origin(r, b, n, t);                                                \
        note_access(r, w, to, at, n2, t2);                                 \
        needs_lock(r, w, to);                                              \
        r->op = row ? OP : 0;                                              \
        r->request = row ? (int32_t)record_index(r) : -1;                  \
        publish(r);                                                        \
        int e = PMPI_##NAME A;                                             \
        if (e == MPI_SUCCESS) {                                            \
            pend(r, q);                                                    \
            pend_buffers(r, OUT, OUT ? dense_bytes(n, t) : 0, IN,          \
                         IN ? dense_bytes(n, t) : 0);                      \
        }                                                                  \
        return leave_origin(r, e, b, n, t);                                \
    }
#define TARGET_P int to, MPI_Aint at, int n2, MPI_Datatype t2
ACCESS(Put, (const void *b, int n, MPI_Datatype t, TARGET_P, MPI_Win w),
       (b, n, t, to, at, n2, t2, w), 0, origin(r, b, n, t), b, NULL)
ACCESS(Get, (void *b, int n, MPI_Datatype t, TARGET_P, MPI_Win w),
       (b, n, t, to, at, n2, t2, w), 0, origin(r, b, n, t), NULL, b)
ACCESS(Accumulate,
       (const void *b, int n, MPI_Datatype t, TARGET_P, MPI_Op o,
        MPI_Win w),
       (b, n, t, to, at, n2, t2, o, w), op_code(o), origin(r, b, n, t), b,
       NULL)
ACCESS(Get_accumulate,
       (const void *b, int n, MPI_Datatype t, void *d, int m,
        MPI_Datatype u, TARGET_P, MPI_Op o, MPI_Win w),
       (b, n, t, d, m, u, to, at, n2, t2, o, w), op_code(o),
       origin(r, d, m, u), b, NULL)
RACCESS(Rput,
        (const void *b, int n, MPI_Datatype t, TARGET_P, MPI_Win w,
         MPI_Request *q),
        (b, n, t, to, at, n2, t2, w, q), 0, b, (void *)NULL)
RACCESS(Rget,
        (void *b, int n, MPI_Datatype t, TARGET_P, MPI_Win w,
         MPI_Request *q),
        (b, n, t, to, at, n2, t2, w, q), 0, (void *)NULL, b)
RACCESS(Raccumulate,
        (const void *b, int n, MPI_Datatype t, TARGET_P, MPI_Op o,
         MPI_Win w, MPI_Request *q),
        (b, n, t, to, at, n2, t2, o, w, q), op_code(o), b, (void *)NULL)

int
MPI_Fetch_and_op(const void *b, void *d, MPI_Datatype t, int to,
                 MPI_Aint at, MPI_Op o, MPI_Win w)
{
    struct record *r = enter(CALL_Fetch_and_op, MPI_COMM_NULL, SITE);
    origin(r, d, 1, t);
    note_access(r, w, to, at, 1, t);
    r->op = row ? op_code(o) : 0;
    publish(r);
    int e = PMPI_Fetch_and_op(b, d, t, to, at, o, w);
    if (e == MPI_SUCCESS)
        lend(find_window(w), r, to, b, d, 1, t);
    return leave(r, e);
}

int
MPI_Compare_and_swap(const void *b, const void *x, void *d, MPI_Datatype t,
                     int to, MPI_Aint at, MPI_Win w)
{
    struct record *r = enter(CALL_Compare_and_swap, MPI_COMM_NULL, SITE);
    origin(r, d, 1, t);
    note_access(r, w, to, at, 1, t);
    r->op = 13;
    publish(r);
    int e = PMPI_Compare_and_swap(b, x, d, t, to, at, w);
    if (e == MPI_SUCCESS)
        lend(find_window(w), r, to, b, d, 1, t);
    return leave(r, e);
}
