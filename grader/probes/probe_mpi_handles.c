/*
 * probe_mpi_handles.c - communicators, datatypes, operations, groups and
 * error handlers: how many were made and not given back.
 */
#include "probe_mpi_calls.h"

static void
note_object(const char *call)
{
    note_event(
        (struct event){call, EVENT_OBJECT, PEER_NONE, 0, 0, -1, 0, 0});
}

#define OPEN(...) __VA_ARGS__

/* --- communicators: all of these wait for the others -------------------
 */

#define MAKES_COMM(NAME, PARAMETERS, ARGUMENTS)                            \
    int MPI_##NAME(OPEN PARAMETERS, MPI_Comm *made)                        \
    {                                                                      \
        note_object("MPI_" #NAME);                                         \
        watch_enter("MPI_" #NAME, WAIT_NOBODY, 0, true, SITE);             \
        int error = PMPI_##NAME(OPEN ARGUMENTS, made);                     \
        watch.open.comms +=                                                \
            watch.on && error == MPI_SUCCESS && *made != MPI_COMM_NULL;    \
        watch_leave(WAIT_RUNS);                                            \
        return error;                                                      \
    }
MAKES_COMM(Comm_dup, (MPI_Comm c), (c))
MAKES_COMM(Comm_dup_with_info, (MPI_Comm c, MPI_Info i), (c, i))
MAKES_COMM(Comm_split, (MPI_Comm c, int colour, int key), (c, colour, key))
MAKES_COMM(Comm_split_type,
           (MPI_Comm c, int split_type, int key, MPI_Info i),
           (c, split_type, key, i))
MAKES_COMM(Comm_create, (MPI_Comm c, MPI_Group g), (c, g))
MAKES_COMM(Comm_create_group, (MPI_Comm c, MPI_Group g, int tag),
           (c, g, tag))
MAKES_COMM(Cart_create,
           (MPI_Comm c, int n, const int d[], const int p[], int reorder),
           (c, n, d, p, reorder))
MAKES_COMM(Cart_sub, (MPI_Comm c, const int remain[]), (c, remain))
MAKES_COMM(Dist_graph_create_adjacent,
           (MPI_Comm c, int in, const int from[], const int win[], int out,
            const int to[], const int wout[], MPI_Info i, int reorder),
           (c, in, from, win, out, to, wout, i, reorder))

int
MPI_Comm_idup(MPI_Comm c, MPI_Comm *made, MPI_Request *r)
{
    watch_pass("MPI_Comm_idup", SITE);
    int at =
        note_event((struct event){"MPI_Comm_idup", EVENT_OBJECT, PEER_NONE,
                                  0, 0, request_next(), 0, 0});
    int error = PMPI_Comm_idup(c, made, r);
    if (error == MPI_SUCCESS) {
        watch.open.comms += watch.on;
        request_made(*r, at, c, false);
    }
    watch_passed();
    return error;
}

#define FREES_COMM(NAME)                                                   \
    int MPI_##NAME(MPI_Comm *c)                                            \
    {                                                                      \
        note_object("MPI_" #NAME);                                         \
        requests_lose_comm(*c);                                            \
        watch_enter("MPI_" #NAME, WAIT_NOBODY, 0, true, SITE);             \
        int error = PMPI_##NAME(c);                                        \
        watch.open.comms -= watch.on && error == MPI_SUCCESS;              \
        watch_leave(WAIT_RUNS);                                            \
        return error;                                                      \
    }
FREES_COMM(Comm_free)
FREES_COMM(Comm_disconnect)

/* --- datatypes and operations ------------------------------------------
 */

#define MAKES(KIND, NAME, PARAMETERS, ARGUMENTS, MADE)                     \
    int MPI_##NAME(OPEN PARAMETERS)                                        \
    {                                                                      \
        watch_pass("MPI_" #NAME, SITE);                                    \
        note_object("MPI_" #NAME);                                         \
        int error = PMPI_##NAME(OPEN ARGUMENTS);                           \
        watch.open.KIND += watch.on && error == MPI_SUCCESS && (MADE);     \
        watch_passed();                                                    \
        return error;                                                      \
    }
#define FREES(KIND, NAME, TYPE, COUNTS)                                    \
    int MPI_##NAME(TYPE *h)                                                \
    {                                                                      \
        bool counts = watch.on && (COUNTS);                                \
        watch_pass("MPI_" #NAME, SITE);                                    \
        note_object("MPI_" #NAME);                                         \
        int error = PMPI_##NAME(h);                                        \
        watch.open.KIND -= counts && error == MPI_SUCCESS;                 \
        watch_passed();                                                    \
        return error;                                                      \
    }

typedef MPI_Datatype type;
typedef const int *ints;
typedef const MPI_Aint *places;

MAKES(types, Type_contiguous, (int n, type t, type *out), (n, t, out), true)
MAKES(types, Type_vector, (int n, int len, int gap, type t, type *out),
      (n, len, gap, t, out), true)
MAKES(types, Type_create_hvector,
      (int n, int len, MPI_Aint gap, type t, type *out),
      (n, len, gap, t, out), true)
MAKES(types, Type_indexed, (int n, ints len, ints at, type t, type *out),
      (n, len, at, t, out), true)
MAKES(types, Type_create_hindexed,
      (int n, ints len, places at, type t, type *out), (n, len, at, t, out),
      true)
MAKES(types, Type_create_indexed_block,
      (int n, int len, ints at, type t, type *out), (n, len, at, t, out),
      true)
MAKES(types, Type_create_hindexed_block,
      (int n, int len, places at, type t, type *out), (n, len, at, t, out),
      true)
MAKES(types, Type_create_struct,
      (int n, ints len, places at, const type *t, type *out),
      (n, len, at, t, out), true)
MAKES(types, Type_create_subarray,
      (int n, ints sizes, ints sub, ints at, int order, type t, type *out),
      (n, sizes, sub, at, order, t, out), true)
MAKES(types, Type_create_resized,
      (type t, MPI_Aint lb, MPI_Aint extent, type *out),
      (t, lb, extent, out), true)
MAKES(types, Type_dup, (type t, type *out), (t, out), true)
FREES(types, Type_free, MPI_Datatype, true)

MAKES(ops, Op_create, (MPI_User_function * f, int commute, MPI_Op *op),
      (f, commute, op), true)
FREES(ops, Op_free, MPI_Op, true)

/* --- groups: the empty one is always there -----------------------------
 */

#define MAKES_GROUP(NAME, PARAMETERS, ARGUMENTS)                           \
    MAKES(groups, NAME, PARAMETERS, ARGUMENTS, *out != MPI_GROUP_EMPTY)
typedef MPI_Group group;

MAKES_GROUP(Comm_group, (MPI_Comm c, group *out), (c, out))
MAKES_GROUP(Group_incl, (group g, int n, ints r, group *out),
            (g, n, r, out))
MAKES_GROUP(Group_excl, (group g, int n, ints r, group *out),
            (g, n, r, out))
MAKES_GROUP(Group_range_incl, (group g, int n, int r[][3], group *out),
            (g, n, r, out))
MAKES_GROUP(Group_range_excl, (group g, int n, int r[][3], group *out),
            (g, n, r, out))
MAKES_GROUP(Group_union, (group a, group b, group *out), (a, b, out))
MAKES_GROUP(Group_intersection, (group a, group b, group *out), (a, b, out))
MAKES_GROUP(Group_difference, (group a, group b, group *out), (a, b, out))
FREES(groups, Group_free, MPI_Group, *h != MPI_GROUP_EMPTY)

/* --- error handlers: asking for one makes a handle, too; those of MPI need
 * not be given back ------------------------------------------------------
 */

static bool
own_handler(MPI_Errhandler h)
{
    return h != MPI_ERRORS_RETURN && h != MPI_ERRORS_ARE_FATAL &&
           h != MPI_ERRHANDLER_NULL;
}

MAKES(handlers, Comm_create_errhandler,
      (MPI_Comm_errhandler_function * f, MPI_Errhandler *out), (f, out),
      true)
MAKES(handlers, Comm_get_errhandler, (MPI_Comm c, MPI_Errhandler *out),
      (c, out), own_handler(*out))
FREES(handlers, Errhandler_free, MPI_Errhandler, own_handler(*h))
