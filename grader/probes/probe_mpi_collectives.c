/*
 * probe_mpi_collectives.c - collective calls, blocking and non-blocking.
 *
 * Each table line is one operation: parameters, arguments, the root (or
 * NO_ROOT), and the bytes this rank gives.  Both forms come from it.
 */
#include "probe_mpi_calls.h"

enum { NO_ROOT = MPI_PROC_NULL };

static void
enter(const char *call, int root, MPI_Comm c, int64_t bytes, void *site)
{
    note_event((struct event){call, EVENT_COLLECTIVE, case_peer(root, c), 0,
                              bytes, -1, 0, 0});
    watch_enter(call, world_rank(root, c), 0, true, site);
}

static int
start(const char *call, int root, MPI_Comm c, int64_t bytes)
{
    return note_event((struct event){call, EVENT_COLLECTIVE,
                                     case_peer(root, c), 0, bytes,
                                     request_next(), 0, 0});
}

/* What MPI_IN_PLACE stands for is not given. */
static int64_t
given(const void *b, int n, MPI_Datatype t)
{
    return b == MPI_IN_PLACE ? 0 : bytes_of(n, t);
}

/* The sum of the counts to all ranks. */
static int64_t
all_of(const void *b, const int n[], MPI_Datatype t, MPI_Comm c)
{
    int size;
    int64_t sum = 0;
    if (b == MPI_IN_PLACE || c == MPI_COMM_NULL)
        return 0;
    PMPI_Comm_size(c, &size);
    for (int i = 0; i < size; i++)
        sum += n[i];
    return bytes_of(sum, t);
}

static int64_t
all_types(const void *b, const int n[], const MPI_Datatype t[], MPI_Comm c)
{
    int size;
    int64_t sum = 0;
    if (b == MPI_IN_PLACE || c == MPI_COMM_NULL)
        return 0;
    PMPI_Comm_size(c, &size);
    for (int i = 0; i < size; i++)
        sum += n[i] > 0 ? bytes_of(n[i], t[i]) : 0;
    return sum;
}

/* Most calls have these two as parameters.  MPI_Barrier and MPI_Bcast have
 * not: they see these, which differ. */
static const char *const s = NULL, *const r = "";

#define OPEN(...) __VA_ARGS__
#define BOTH(NAME, INAME, PARAMETERS, ARGUMENTS, ROOT, BYTES)              \
    int MPI_##NAME(OPEN PARAMETERS)                                        \
    {                                                                      \
        watch_pass("MPI_" #NAME, SITE);                                    \
        int64_t bytes = BYTES;                                             \
        enter("MPI_" #NAME, ROOT, c, bytes, SITE);                         \
        watch.one_buffer = s == r && s != NULL;                            \
        int error = PMPI_##NAME(OPEN ARGUMENTS);                           \
        if (watch.on && watch.met != NULL)                                 \
            watch.met("MPI_" #NAME, world_rank(ROOT, c), c);               \
        watch_leave(WAIT_RUNS);                                            \
        watch_passed();                                                    \
        return error;                                                      \
    }                                                                      \
    int MPI_##INAME(OPEN PARAMETERS, MPI_Request *q)                       \
    {                                                                      \
        watch_pass("MPI_" #INAME, SITE);                                   \
        int at = start("MPI_" #INAME, ROOT, c, BYTES);                     \
        watch.one_buffer = s == r && s != NULL;                            \
        int error = PMPI_##INAME(OPEN ARGUMENTS, q);                       \
        if (error == MPI_SUCCESS && *q != MPI_REQUEST_NULL) {              \
            request_made(*q, at, c, false);                                \
            request_meets("MPI_" #NAME, world_rank(ROOT, c));              \
        }                                                                  \
        watch_passed();                                                    \
        return error;                                                      \
    }

typedef const void *out;
typedef MPI_Datatype type;
typedef const int *ints;

BOTH(Barrier, Ibarrier, (MPI_Comm c), (c), NO_ROOT, 0)
BOTH(Bcast, Ibcast, (void *b, int n, type t, int root, MPI_Comm c),
     (b, n, t, root, c), root, bytes_of(n, t))
BOTH(Reduce, Ireduce,
     (out s, void *r, int n, type t, MPI_Op o, int root, MPI_Comm c),
     (s, r, n, t, o, root, c), root, bytes_of(n, t))
BOTH(Allreduce, Iallreduce,
     (out s, void *r, int n, type t, MPI_Op o, MPI_Comm c),
     (s, r, n, t, o, c), NO_ROOT, bytes_of(n, t))
BOTH(Scan, Iscan, (out s, void *r, int n, type t, MPI_Op o, MPI_Comm c),
     (s, r, n, t, o, c), NO_ROOT, bytes_of(n, t))
BOTH(Exscan, Iexscan, (out s, void *r, int n, type t, MPI_Op o, MPI_Comm c),
     (s, r, n, t, o, c), NO_ROOT, bytes_of(n, t))
BOTH(Reduce_scatter, Ireduce_scatter,
     (out s, void *r, ints n, type t, MPI_Op o, MPI_Comm c),
     (s, r, n, t, o, c), NO_ROOT, all_of(NULL, n, t, c))
BOTH(Reduce_scatter_block, Ireduce_scatter_block,
     (out s, void *r, int n, type t, MPI_Op o, MPI_Comm c),
     (s, r, n, t, o, c), NO_ROOT, bytes_of(n, t))
BOTH(Gather, Igather,
     (out s, int sn, type st, void *r, int rn, type rt, int root,
      MPI_Comm c),
     (s, sn, st, r, rn, rt, root, c), root, given(s, sn, st))
BOTH(Gatherv, Igatherv,
     (out s, int sn, type st, void *r, ints rn, ints d, type rt, int root,
      MPI_Comm c),
     (s, sn, st, r, rn, d, rt, root, c), root, given(s, sn, st))
BOTH(Allgather, Iallgather,
     (out s, int sn, type st, void *r, int rn, type rt, MPI_Comm c),
     (s, sn, st, r, rn, rt, c), NO_ROOT, given(s, sn, st))
BOTH(Allgatherv, Iallgatherv,
     (out s, int sn, type st, void *r, ints rn, ints d, type rt,
      MPI_Comm c),
     (s, sn, st, r, rn, d, rt, c), NO_ROOT, given(s, sn, st))

/* Only the root's sending half means anything: what counts here is what
 * this rank gets. */
BOTH(Scatter, Iscatter,
     (out s, int sn, type st, void *r, int rn, type rt, int root,
      MPI_Comm c),
     (s, sn, st, r, rn, rt, root, c), root, given(r, rn, rt))
BOTH(Scatterv, Iscatterv,
     (out s, ints sn, ints d, type st, void *r, int rn, type rt, int root,
      MPI_Comm c),
     (s, sn, d, st, r, rn, rt, root, c), root, given(r, rn, rt))

BOTH(Alltoall, Ialltoall,
     (out s, int sn, type st, void *r, int rn, type rt, MPI_Comm c),
     (s, sn, st, r, rn, rt, c), NO_ROOT, given(s, sn, st))
BOTH(Alltoallv, Ialltoallv,
     (out s, ints sn, ints sd, type st, void *r, ints rn, ints rd, type rt,
      MPI_Comm c),
     (s, sn, sd, st, r, rn, rd, rt, c), NO_ROOT, all_of(s, sn, st, c))
BOTH(Alltoallw, Ialltoallw,
     (out s, ints sn, ints sd, const type *st, void *r, ints rn, ints rd,
      const type *rt, MPI_Comm c),
     (s, sn, sd, st, r, rn, rd, rt, c), NO_ROOT, all_types(s, sn, st, c))
BOTH(Neighbor_allgather, Ineighbor_allgather,
     (out s, int sn, type st, void *r, int rn, type rt, MPI_Comm c),
     (s, sn, st, r, rn, rt, c), NO_ROOT, bytes_of(sn, st))
BOTH(Neighbor_alltoall, Ineighbor_alltoall,
     (out s, int sn, type st, void *r, int rn, type rt, MPI_Comm c),
     (s, sn, st, r, rn, rt, c), NO_ROOT, bytes_of(sn, st))
