/* onesided.c - calls that read and write another rank's window. */
#define _GNU_SOURCE
#include "window.h"

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
}

static void
origin(struct record *r, const void *b, int n, MPI_Datatype t)
{
    if (row == NULL)
        return;
    check_buffer(r, MPI_COMM_WORLD, b, n, t, false);
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
        return leave(r, e);                                                \
    }
#define RACCESS(NAME, P, A, OP)                                            \
    int MPI_##NAME P                                                       \
    {                                                                      \
        struct record *r = enter(CALL_##NAME, MPI_COMM_NULL, SITE);        \
        origin(r, b, n, t);                                                \
        note_access(r, w, to, at, n2, t2);                                 \
        r->op = row ? OP : 0;                                              \
        r->request = row ? (int32_t)record_index(r) : -1;                  \
        publish(r);                                                        \
        int e = PMPI_##NAME A;                                             \
        if (e == MPI_SUCCESS)                                              \
            pend(r, q);                                                    \
        return leave(r, e);                                                \
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
        (b, n, t, to, at, n2, t2, w, q), 0)
RACCESS(Rget,
        (void *b, int n, MPI_Datatype t, TARGET_P, MPI_Win w,
         MPI_Request *q),
        (b, n, t, to, at, n2, t2, w, q), 0)
RACCESS(Raccumulate,
        (const void *b, int n, MPI_Datatype t, TARGET_P, MPI_Op o,
         MPI_Win w, MPI_Request *q),
        (b, n, t, to, at, n2, t2, o, w, q), op_code(o))

int
MPI_Fetch_and_op(const void *b, void *d, MPI_Datatype t, int to,
                 MPI_Aint at, MPI_Op o, MPI_Win w)
{
    struct record *r = enter(CALL_Fetch_and_op, MPI_COMM_NULL, SITE);
    origin(r, d, 1, t);
    note_access(r, w, to, at, 1, t);
    r->op = row ? op_code(o) : 0;
    publish(r);
    return leave(r, PMPI_Fetch_and_op(b, d, t, to, at, o, w));
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
    return leave(r, PMPI_Compare_and_swap(b, x, d, t, to, at, w));
}
