/*
 * objects.c - beginning and end; communicators, datatypes, operators and
 * groups are made and freed.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- operators and groups: little tables -------------------------------
 */

enum { MOST_OBJECTS = 256 };

struct object {
    uint64_t handle;
    const char *site;
    bool live;
};
static struct object ops[MOST_OBJECTS], groups[MOST_OBJECTS];

static void
add_object(struct object *of, uint64_t handle, const void *site)
{
    struct object *slot = NULL;
    for (int i = 0; i < MOST_OBJECTS; i++) {
        if (of[i].handle == handle)
            of[i].handle = of[i].live = 0;
        if (slot == NULL && !of[i].live)
            slot = &of[i];
    }
    if (slot != NULL)
        *slot = (struct object){handle, site, true};
    note_step(touched.call, site);
}

static void
drop_object(struct object *of, uint64_t handle)
{
    for (int i = 0; i < MOST_OBJECTS; i++)
        if (of[i].live && of[i].handle == handle) {
            of[i].live = false;
            return;
        }
}

bool
op_freed(MPI_Op op)
{
    for (int i = 0; i < MOST_OBJECTS; i++)
        if (!ops[i].live && ops[i].handle == AS_NUMBER(op) &&
            ops[i].handle != 0)
            return true;
    return false;
}

/* 1 to 12: predefined; 0: the program's own, not compared */
int32_t
op_code(MPI_Op op)
{
    const MPI_Op known[] = {MPI_SUM,     MPI_PROD, MPI_MAX,    MPI_MIN,
                            MPI_LAND,    MPI_LOR,  MPI_LXOR,   MPI_BAND,
                            MPI_BOR,     MPI_BXOR, MPI_MAXLOC, MPI_MINLOC,
                            MPI_REPLACE, MPI_NO_OP};
    for (int i = 0; i < 14; i++)
        if (known[i] == op)
            return i + 1;
    return 0;
}

int
MPI_Op_create(MPI_User_function *f, int commute, MPI_Op *op)
{
    const void *site = SITE;
    touch("MPI_Op_create", site);
    int e = PMPI_Op_create(f, commute, op);
    if (row != NULL && e == MPI_SUCCESS)
        add_object(ops, AS_NUMBER(*op), site);
    return e;
}

int
MPI_Op_free(MPI_Op *op)
{
    struct record *r = enter(CALL_Op_free, MPI_COMM_NULL, SITE);
    if (row != NULL && (*op == MPI_OP_NULL || op_freed(*op)))
        wrong_argument(r, MPI_COMM_WORLD, "invalid operator",
                       *op == MPI_OP_NULL
                           ? "the operation is MPI_OP_NULL."
                           : "the operation has been freed already.");
    else if (row != NULL && op_code(*op) > 0)
        wrong_argument(r, MPI_COMM_WORLD, "invalid operator",
                       "a predefined operation cannot be freed.");
    publish(r);
    if (row != NULL)
        drop_object(ops, AS_NUMBER(*op));
    return leave(r, PMPI_Op_free(op));
}

static int
new_group(int error, MPI_Group *g, const void *site)
{
    if (row != NULL && error == MPI_SUCCESS && *g != MPI_GROUP_NULL &&
        *g != MPI_GROUP_EMPTY)
        add_object(groups, AS_NUMBER(*g), site);
    return error;
}

#define GROUP(NAME, P, A)                                                  \
    int MPI_##NAME P                                                       \
    {                                                                      \
        touch("MPI_" #NAME, SITE);                                         \
        return new_group(PMPI_##NAME A, g, SITE);                          \
    }
GROUP(Comm_group, (MPI_Comm c, MPI_Group *g), (c, g))
GROUP(Comm_remote_group, (MPI_Comm c, MPI_Group *g), (c, g))
GROUP(Win_get_group, (MPI_Win w, MPI_Group *g), (w, g))
GROUP(Group_incl, (MPI_Group a, int n, const int *ranks, MPI_Group *g),
      (a, n, ranks, g))
GROUP(Group_excl, (MPI_Group a, int n, const int *ranks, MPI_Group *g),
      (a, n, ranks, g))
GROUP(Group_range_incl, (MPI_Group a, int n, int ranks[][3], MPI_Group *g),
      (a, n, ranks, g))
GROUP(Group_range_excl, (MPI_Group a, int n, int ranks[][3], MPI_Group *g),
      (a, n, ranks, g))
GROUP(Group_union, (MPI_Group a, MPI_Group b, MPI_Group *g), (a, b, g))
GROUP(Group_intersection, (MPI_Group a, MPI_Group b, MPI_Group *g),
      (a, b, g))
GROUP(Group_difference, (MPI_Group a, MPI_Group b, MPI_Group *g), (a, b, g))

int
MPI_Group_free(MPI_Group *g)
{
    struct record *r = enter(CALL_Group_free, MPI_COMM_NULL, SITE);
    if (row != NULL && *g == MPI_GROUP_NULL)
        wrong_argument(r, MPI_COMM_WORLD, "invalid group",
                       "the group is MPI_GROUP_NULL.");
    publish(r);
    if (row != NULL)
        drop_object(groups, AS_NUMBER(*g));
    return leave(r, PMPI_Group_free(g));
}

/* --- datatypes ---------------------------------------------------------
 */

static int
new_type(int error, MPI_Datatype *t, const void *site)
{
    if (row != NULL && error == MPI_SUCCESS) {
        add_type(*t, site);
        note_step(touched.call, site);
    }
    return error;
}

static void
check_old(MPI_Datatype t, int count, const char *call, const void *site)
{
    const char *wrong = t == MPI_DATATYPE_NULL ? "the old datatype is "
                                                 "MPI_DATATYPE_NULL"
                        : AS_NUMBER(t) == 0    ? "the old datatype is NULL"
                        : type_freed(t) ? "the old datatype has been freed"
                        : count < 0     ? "the count is negative"
                                        : NULL;
    touch(call, site);
    const struct comm *world = row ? find_comm(MPI_COMM_WORLD) : NULL;
    if (wrong == NULL || world == NULL || world->errors_return)
        return;
    note_step(call, site);
    complain(&(struct complaint){count < 0 ? "invalid count"
                                           : "invalid datatype",
                                 false,
                                 {site}},
             "Rank %d, %s at {0}: %s.", row->rank, call, wrong);
}

#define TYPE(NAME, P, A, OLD, COUNT)                                       \
    int MPI_##NAME P                                                       \
    {                                                                      \
        check_old(OLD, COUNT, "MPI_" #NAME, SITE);                         \
        return new_type(PMPI_##NAME A, t, SITE);                           \
    }
typedef MPI_Datatype old_t;
TYPE(Type_contiguous, (int n, old_t o, MPI_Datatype *t), (n, o, t), o, n)
TYPE(Type_vector, (int n, int b, int s, old_t o, MPI_Datatype *t),
     (n, b, s, o, t), o, n)
TYPE(Type_create_hvector,
     (int n, int b, MPI_Aint s, old_t o, MPI_Datatype *t), (n, b, s, o, t),
     o, n)
TYPE(Type_indexed,
     (int n, const int *b, const int *d, old_t o, MPI_Datatype *t),
     (n, b, d, o, t), o, n)
TYPE(Type_create_hindexed,
     (int n, const int *b, const MPI_Aint *d, old_t o, MPI_Datatype *t),
     (n, b, d, o, t), o, n)
TYPE(Type_create_indexed_block,
     (int n, int b, const int *d, old_t o, MPI_Datatype *t),
     (n, b, d, o, t), o, n)
TYPE(Type_create_hindexed_block,
     (int n, int b, const MPI_Aint *d, old_t o, MPI_Datatype *t),
     (n, b, d, o, t), o, n)
TYPE(Type_create_struct,
     (int n, const int *b, const MPI_Aint *d, const MPI_Datatype *o,
      MPI_Datatype *t),
     (n, b, d, o, t), MPI_INT, n)
TYPE(Type_create_subarray,
     (int n, const int *z, const int *s, const int *b, int order, old_t o,
      MPI_Datatype *t),
     (n, z, s, b, order, o, t), o, n)
TYPE(Type_create_resized,
     (old_t o, MPI_Aint lb, MPI_Aint e, MPI_Datatype *t), (o, lb, e, t), o,
     0)
TYPE(Type_dup, (old_t o, MPI_Datatype *t), (o, t), o, 0)
TYPE(Type_create_darray,
     (int n, int me, int d, const int *g, const int *ds, const int *da,
      const int *ps, int order, old_t o, MPI_Datatype *t),
     (n, me, d, g, ds, da, ps, order, o, t), o, n)

int
MPI_Type_commit(MPI_Datatype *t)
{
    struct record *r = enter(CALL_Type_commit, MPI_COMM_NULL, SITE);
    if (row != NULL && *t == MPI_DATATYPE_NULL)
        wrong_argument(r, MPI_COMM_WORLD, "invalid datatype",
                       "the datatype is MPI_DATATYPE_NULL.");
    publish(r);
    commit_type(*t);
    return leave(r, PMPI_Type_commit(t));
}

int
MPI_Type_free(MPI_Datatype *t)
{
    struct record *r = enter(CALL_Type_free, MPI_COMM_NULL, SITE);
    const struct type *known = row != NULL ? find_type(*t) : NULL;
    if (row != NULL && *t == MPI_DATATYPE_NULL)
        wrong_argument(r, MPI_COMM_WORLD, "invalid datatype",
                       "the datatype is MPI_DATATYPE_NULL.");
    else if (known != NULL && known->predefined)
        wrong_argument(r, MPI_COMM_WORLD, "invalid datatype",
                       "a predefined datatype cannot be freed.");
    publish(r);
    drop_type(*t);
    return leave(r, PMPI_Type_free(t));
}

/* --- communicators -----------------------------------------------------
 */

#define NEW_COMM(NAME, P, A) NEW_COMM_IF(NAME, P, A, (void)0)
#define NEW_COMM_IF(NAME, P, A, CHECK)                                     \
    int MPI_##NAME P                                                       \
    {                                                                      \
        const void *site = SITE;                                           \
        struct record *r = enter(CALL_##NAME, c, site);                    \
        int32_t parent = r->comm;                                          \
        if (row != NULL)                                                   \
            check_comm(r, c);                                              \
        CHECK;                                                             \
        publish(r);                                                        \
        int e = PMPI_##NAME A;                                             \
        leave(r, e);                                                       \
        step_off();                                                        \
        if (e == MPI_SUCCESS && row != NULL)                               \
            add_comm(*out, parent, 100 + CALL_##NAME, site);               \
        return e;                                                          \
    }
NEW_COMM(Comm_dup, (MPI_Comm c, MPI_Comm *out), (c, out))
NEW_COMM(Comm_dup_with_info, (MPI_Comm c, MPI_Info i, MPI_Comm *out),
         (c, i, out))
NEW_COMM_IF(Comm_split, (MPI_Comm c, int color, int key, MPI_Comm *out),
            (c, color, key, out), check_colour(r, c, color))
NEW_COMM(Comm_split_type,
         (MPI_Comm c, int type, int key, MPI_Info i, MPI_Comm *out),
         (c, type, key, i, out))
NEW_COMM(Comm_create, (MPI_Comm c, MPI_Group g, MPI_Comm *out), (c, g, out))
NEW_COMM_IF(Cart_create,
            (MPI_Comm c, int n, const int *d, const int *p, int reorder,
             MPI_Comm *out),
            (c, n, d, p, reorder, out), check_dims(r, c, n, d))
NEW_COMM(Cart_sub, (MPI_Comm c, const int *keep, MPI_Comm *out),
         (c, keep, out))
NEW_COMM(Graph_create,
         (MPI_Comm c, int n, const int *i, const int *e2, int reorder,
          MPI_Comm *out),
         (c, n, i, e2, reorder, out))
NEW_COMM(Dist_graph_create,
         (MPI_Comm c, int n, const int *s, const int *d, const int *t,
          const int *w, MPI_Info i, int reorder, MPI_Comm *out),
         (c, n, s, d, t, w, i, reorder, out))
NEW_COMM(Dist_graph_create_adjacent,
         (MPI_Comm c, int n, const int *s, const int *w, int m,
          const int *d, const int *w2, MPI_Info i, int reorder,
          MPI_Comm *out),
         (c, n, s, w, m, d, w2, i, reorder, out))
NEW_COMM(Intercomm_create,
         (MPI_Comm c, int leader, MPI_Comm peer, int remote, int tag,
          MPI_Comm *out),
         (c, leader, peer, remote, tag, out))
NEW_COMM(Intercomm_merge, (MPI_Comm c, int high, MPI_Comm *out),
         (c, high, out))
NEW_COMM(Comm_create_group,
         (MPI_Comm c, MPI_Group g, int tag, MPI_Comm *out),
         (c, g, tag, out))

/* The new communicator may be used only after the request is complete; all
 * that is needed of it is known before. */
int
MPI_Comm_idup(MPI_Comm c, MPI_Comm *out, MPI_Request *q)
{
    const void *site = SITE;
    struct record *r = enter(CALL_Comm_idup, c, site);
    int32_t parent = r->comm;
    r->request = row ? (int32_t)record_index(r) : -1;
    publish(r);
    int e = PMPI_Comm_idup(c, out, q);
    if (e == MPI_SUCCESS)
        pend(r, q);
    leave(r, e);
    step_off();
    struct comm *of = row != NULL ? find_comm(c) : NULL;
    if (e == MPI_SUCCESS && of != NULL && !of->inter)
        add_comm_like(*out, of,
                      next_id(parent, CALL_Comm_idup, of->world[0]), site);
    return e;
}

int
MPI_Comm_free(MPI_Comm *c)
{
    struct record *r = enter(CALL_Comm_free, *c, SITE);
    if (row != NULL && (*c == MPI_COMM_WORLD || *c == MPI_COMM_SELF))
        wrong_argument(r, *c, "invalid communicator",
                       "a predefined communicator cannot be freed.");
    else if (row != NULL)
        check_comm(r, *c);
    publish(r);
    MPI_Comm gone = *c;
    int e = PMPI_Comm_free(c);
    if (row != NULL && e == MPI_SUCCESS)
        drop_comm(gone);
    return leave(r, e);
}

/* Who asks for errors to be returned will look at them. */
int
MPI_Comm_set_errhandler(MPI_Comm c, MPI_Errhandler h)
{
    touch("MPI_Comm_set_errhandler", SITE);
    struct comm *known = row != NULL ? find_comm(c) : NULL;
    if (known != NULL && h != observe_comm_errors)
        known->errors_return = h != MPI_ERRORS_ARE_FATAL;
    if (row != NULL && h == MPI_ERRORS_ARE_FATAL)
        h = observe_comm_errors;
    return PMPI_Comm_set_errhandler(c, h);
}

int
MPI_Comm_get_errhandler(MPI_Comm c, MPI_Errhandler *h)
{
    int e = PMPI_Comm_get_errhandler(c, h);
    if (row != NULL && e == MPI_SUCCESS && *h == observe_comm_errors)
        *h = MPI_ERRORS_ARE_FATAL;
    return e;
}

/* Calls that only look at a communicator: is it one? */
#define LOOK(NAME, P, A)                                                   \
    int MPI_##NAME P                                                       \
    {                                                                      \
        struct record own = {.call = CALL_##NAME,                          \
                             .site = (uint64_t)(uintptr_t)SITE};           \
        touch("MPI_" #NAME, SITE);                                         \
        check_comm(&own, c);                                               \
        return PMPI_##NAME A;                                              \
    }
LOOK(Comm_rank, (MPI_Comm c, int *n), (c, n))
LOOK(Comm_size, (MPI_Comm c, int *n), (c, n))

/* --- beginning and end ---------------------------------------------------
 */

static void
check_second_init(const char *call, const void *site)
{
    if (row == NULL || row->state != ROW_READY)
        return;
    note_step(call, site);
    complain(&(struct complaint){"MPI_Init called twice",
                                 false,
                                 {site, (void *)row->init_site}},
             "Rank %d calls %s at {0} a second time; the first was "
             "{1}. Call it once.",
             row->rank, call);
}

int
MPI_Init(int *argc, char ***argv)
{
    const void *site = SITE;
    check_second_init("MPI_Init", site);
    int e = PMPI_Init(argc, argv);
    if (e == MPI_SUCCESS && (row == NULL || row->state == ROW_STARTED))
        start_watching("MPI_Init", site, MPI_THREAD_SINGLE);
    return e;
}

int
MPI_Init_thread(int *argc, char ***argv, int wanted, int *given)
{
    const void *site = SITE;
    check_second_init("MPI_Init_thread", site);
    int e = PMPI_Init_thread(argc, argv, wanted, given);
    if (e == MPI_SUCCESS && (row == NULL || row->state == ROW_STARTED))
        start_watching("MPI_Init_thread", site,
                       *given < wanted ? *given : wanted);
    return e;
}

int
MPI_Finalize(void)
{
    struct record *r = enter(CALL_Finalize, MPI_COMM_NULL, SITE);
    r->comm = 1;
    publish(r);
    if (row == NULL)
        return PMPI_Finalize();
    if (row->state == ROW_READY) {
        report_live_objects();
        handles_at_finalize();
        windows_at_finalize();
        row->finalize_site = r->site;
    }
    guard_off();
    int e = PMPI_Finalize();
    row->state = ROW_FINALIZED;
    return leave(r, e);
}

int
MPI_Abort(MPI_Comm c, int code)
{
    struct record *r = enter(CALL_Abort, MPI_COMM_NULL, SITE);
    if (row != NULL)
        row->aborted = 1;
    publish(r);
    return PMPI_Abort(c, code);
}

/* --- what is left at the end -------------------------------------------
 */

static int nlive;

static void
leak(const char *class, const char *what, const char *how, const char *site)
{
    if (nlive++ < MOST_FAULTS)
        complain(&(struct complaint){class, false, {site}},
                 "Rank %d never freed the %s made at {0}. Call %s.",
                 row->rank, what, how);
}

static void
live_comm(const struct comm *c)
{
    if (c->handle != MPI_COMM_WORLD && c->handle != MPI_COMM_SELF)
        leak("communicator leak", "communicator", "MPI_Comm_free", c->site);
}

static void
live_type(const struct type *t)
{
    leak("datatype leak", "datatype", "MPI_Type_free", t->site);
}

void
report_live_objects(void)
{
    each_live_comm(live_comm);
    each_live_type(live_type);
    for (int i = 0; i < MOST_OBJECTS; i++) {
        if (ops[i].live)
            leak("operator leak", "operation", "MPI_Op_free", ops[i].site);
        if (groups[i].live)
            leak("group leak", "group", "MPI_Group_free", groups[i].site);
    }
}
