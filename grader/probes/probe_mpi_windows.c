/*
 * probe_mpi_windows.c - windows: memory that other ranks read and write.
 *
 * What MPI allocates inside these calls is not the answer's, and a rank
 * that waits in one of them can be part of a deadlock.
 */
#include "probe_mpi_calls.h"

#define OPEN(...) __VA_ARGS__

/* A call that waits for others; COUNT is by how many windows there are
 * more. */
#define WAITS(NAME, COUNT, PARAMETERS, ARGUMENTS)                          \
    int MPI_##NAME(OPEN PARAMETERS)                                        \
    {                                                                      \
        watch_enter("MPI_" #NAME, WAIT_NOBODY, 0, true, SITE);             \
        int error = PMPI_##NAME(OPEN ARGUMENTS);                           \
        if (watch.on && error == MPI_SUCCESS)                              \
            watch.open.windows += COUNT;                                   \
        watch_leave(WAIT_RUNS);                                            \
        return error;                                                      \
    }

/* A call that waits for nobody. */
#define GOES_ON(NAME, PARAMETERS, ARGUMENTS)                               \
    int MPI_##NAME(OPEN PARAMETERS)                                        \
    {                                                                      \
        watch_pass("MPI_" #NAME, SITE);                                    \
        int error = PMPI_##NAME(OPEN ARGUMENTS);                           \
        watch_passed();                                                    \
        return error;                                                      \
    }

typedef const void *out;
typedef MPI_Datatype type;

/* --- made and freed ----------------------------------------------------
 */

WAITS(Win_create, 1,
      (void *b, MPI_Aint size, int unit, MPI_Info i, MPI_Comm c,
       MPI_Win *w),
      (b, size, unit, i, c, w))
WAITS(Win_allocate, 1,
      (MPI_Aint size, int unit, MPI_Info i, MPI_Comm c, void *b,
       MPI_Win *w),
      (size, unit, i, c, b, w))
WAITS(Win_allocate_shared, 1,
      (MPI_Aint size, int unit, MPI_Info i, MPI_Comm c, void *b,
       MPI_Win *w),
      (size, unit, i, c, b, w))
WAITS(Win_create_dynamic, 1, (MPI_Info i, MPI_Comm c, MPI_Win *w),
      (i, c, w))
WAITS(Win_free, -1, (MPI_Win * w), (w))

/* --- when others may be at it ------------------------------------------
 */

WAITS(Win_fence, 0, (int assert, MPI_Win w), (assert, w))
WAITS(Win_lock, 0, (int how, int rank, int assert, MPI_Win w),
      (how, rank, assert, w))
WAITS(Win_unlock, 0, (int rank, MPI_Win w), (rank, w))
WAITS(Win_lock_all, 0, (int assert, MPI_Win w), (assert, w))
WAITS(Win_unlock_all, 0, (MPI_Win w), (w))
WAITS(Win_flush, 0, (int rank, MPI_Win w), (rank, w))
WAITS(Win_flush_all, 0, (MPI_Win w), (w))
WAITS(Win_flush_local, 0, (int rank, MPI_Win w), (rank, w))
WAITS(Win_flush_local_all, 0, (MPI_Win w), (w))
WAITS(Win_start, 0, (MPI_Group g, int assert, MPI_Win w), (g, assert, w))
WAITS(Win_complete, 0, (MPI_Win w), (w))
WAITS(Win_wait, 0, (MPI_Win w), (w))
GOES_ON(Win_post, (MPI_Group g, int assert, MPI_Win w), (g, assert, w))
GOES_ON(Win_sync, (MPI_Win w), (w))

/* --- reading and writing -----------------------------------------------
 */

GOES_ON(Put,
        (out o, int n, type t, int rank, MPI_Aint at, int tn, type tt,
         MPI_Win w),
        (o, n, t, rank, at, tn, tt, w))
GOES_ON(Get,
        (void *r, int n, type t, int rank, MPI_Aint at, int tn, type tt,
         MPI_Win w),
        (r, n, t, rank, at, tn, tt, w))
GOES_ON(Accumulate,
        (out o, int n, type t, int rank, MPI_Aint at, int tn, type tt,
         MPI_Op op, MPI_Win w),
        (o, n, t, rank, at, tn, tt, op, w))
GOES_ON(Get_accumulate,
        (out o, int n, type t, void *r, int rn, type rt, int rank,
         MPI_Aint at, int tn, type tt, MPI_Op op, MPI_Win w),
        (o, n, t, r, rn, rt, rank, at, tn, tt, op, w))
GOES_ON(Fetch_and_op,
        (out o, void *r, type t, int rank, MPI_Aint at, MPI_Op op,
         MPI_Win w),
        (o, r, t, rank, at, op, w))
GOES_ON(Compare_and_swap,
        (out o, out compared, void *r, type t, int rank, MPI_Aint at,
         MPI_Win w),
        (o, compared, r, t, rank, at, w))
