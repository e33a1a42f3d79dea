/* check.c - what can be told of a call's arguments by this rank alone. */
#define _GNU_SOURCE
#include "watch.h"

#include <stdlib.h>

/* The launcher of another MPI starts processes that know nothing of each
 * other. */
void
check_launcher(const void *site)
{
#ifdef OPEN_MPI
    const char *own = "OMPI_COMM_WORLD_SIZE", *other = "PMI_SIZE";
    const char *mpi = "Open MPI", *launcher = "mpirun.openmpi";
#else
    const char *own = "PMI_SIZE", *other = "OMPI_COMM_WORLD_SIZE";
    const char *mpi = "MPICH", *launcher = "mpirun.mpich";
#endif
    const char *started = getenv(other);
    if (row->size == 1 && getenv(own) == NULL && started != NULL &&
        atoi(started) > 1)
        complain(&(struct complaint){"wrong launcher", false, {site}},
                 "%d processes were started, but after MPI_Init ({0}) each "
                 "of them is rank 0 of 1: the program was compiled for %s, "
                 "and the launcher is that of another MPI. Use %s.",
                 atoi(started), mpi, launcher);
}

int32_t
tag_of(int tag)
{
    return tag == MPI_ANY_TAG ? ANY_TAG : tag;
}

static bool
ready(void)
{
    return row != NULL && row->state == ROW_READY;
}

static void
check_type(struct record *r, MPI_Comm comm, MPI_Datatype type)
{
    const struct type *t = find_type(type);
    if (type == MPI_DATATYPE_NULL)
        wrong_argument(r, comm, "invalid datatype",
                       "the datatype is MPI_DATATYPE_NULL.");
    else if (AS_NUMBER(type) == 0)
        wrong_argument(r, comm, "invalid datatype",
                       "the datatype is NULL.");
    else if (t == NULL && type_freed(type))
        wrong_argument(r, comm, "invalid datatype",
                       "the datatype has been freed.");
    else if (t != NULL && !t->committed)
        wrong_argument(r, comm, "invalid datatype",
                       "the datatype has not been committed. Call "
                       "MPI_Type_commit before you use it.");
}

/* A buffer that holds nothing while elements are asked for. */
static void
check_pointer(struct record *r, MPI_Comm comm, const void *buffer,
              int count, const struct type *t)
{
    if (count > 0 && buffer == NULL && t != NULL && t->size > 0 &&
        t->predefined && MPI_BOTTOM == NULL)
        wrong_argument(r, comm, "invalid buffer",
                       "the buffer is NULL, but the count is %d.", count);
}

/* Blocking point-to-point calls; the others say it when they begin. */
static void
check_pending(const struct record *r, const void *buffer, int64_t bytes,
              bool second)
{
    bool sends = r->call == CALL_Send || r->call == CALL_Ssend ||
                 r->call == CALL_Bsend || r->call == CALL_Rsend ||
                 (r->call == CALL_Sendrecv && !second);
    if (sends || r->call == CALL_Recv || r->call == CALL_Sendrecv)
        check_owned(r, buffer, bytes > 0 ? (size_t)bytes : 0, !sends);
}

/* Notes a buffer in r and checks it. */
void
check_buffer(struct record *r, MPI_Comm comm, const void *buffer, int count,
             MPI_Datatype type, bool second)
{
    if (!ready())
        return;
    const struct type *t = find_type(type);
    int64_t bytes = t != NULL && count > 0 ? t->size * count : 0;
    if (second) {
        r->buffer2 = (uint64_t)(uintptr_t)buffer;
        r->count2 = count;
        r->type2 = t != NULL ? t->row : -1;
        r->bytes2 = bytes;
    } else {
        r->buffer = (uint64_t)(uintptr_t)buffer;
        r->count = count;
        r->type = t != NULL ? t->row : -1;
        r->bytes = bytes;
    }
    if (buffer == MPI_IN_PLACE)
        return;
    if (t != NULL && count > 0 && t->lb == 0 && t->extent >= t->size &&
        buffer != MPI_BOTTOM) {
        check_room(r, buffer, t->extent * (count - 1) + t->size);
        note_sight(r, buffer, t->extent * (count - 1) + t->size,
                   t->predefined ? t->row : -1);
    }
    if (owned() > 0)
        check_pending(r, buffer, dense_bytes(count, type), second);
    if (t == NULL || !t->committed)
        check_type(r, comm, type);
    if (count < 0)
        wrong_argument(r, comm, "invalid count",
                       "the count is %d; it cannot be negative.", count);
    if (buffer == NULL)
        check_pointer(r, comm, buffer, count, t);
}

void
check_peer(struct record *r, MPI_Comm comm, int peer, bool receives)
{
    const struct comm *c = ready() ? find_comm(comm) : NULL;
    if (c == NULL || peer == MPI_PROC_NULL)
        return;
    int size = c->inter ? c->remote_size : c->size;
    if ((peer >= 0 && peer < size) || (peer == MPI_ANY_SOURCE && receives))
        return;
    if (peer == MPI_ANY_SOURCE)
        wrong_argument(r, comm, "invalid rank",
                       "MPI_ANY_SOURCE cannot be a destination.");
    else
        wrong_argument(
            r, comm, "invalid rank",
            "rank %d%s %s rank %d, but the ranks of this "
            "communicator are 0 to %d. %s",
            c->rank, c->rank == row->rank ? "" : " of this communicator",
            receives ? "receives from" : "sends to", peer, size - 1,
            peer >= 0 && peer < row->size
                ? "A number that a rank has in another "
                  "communicator does not count here."
                : "At the edge use MPI_PROC_NULL or % size.");
}

void
check_tag(struct record *r, MPI_Comm comm, int tag, bool receives)
{
    static int most = -1;
    if (!ready() || (tag >= 0 && tag <= 32767) ||
        (tag == MPI_ANY_TAG && receives))
        return;
    if (most == -1) {
        int *bound, there = 0;
        PMPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, &bound, &there);
        most = there ? *bound : 32767;
    }
    if (tag == MPI_ANY_TAG)
        wrong_argument(r, comm, "invalid tag",
                       "MPI_ANY_TAG cannot be sent.");
    else if (tag < 0 || tag > most)
        wrong_argument(r, comm, "invalid tag",
                       "the tag is %d; tags are 0 to %d.", tag, most);
}

void
check_root(struct record *r, MPI_Comm comm, int root)
{
    const struct comm *c = ready() ? find_comm(comm) : NULL;
    if (c == NULL)
        return;
    r->peer = c->inter ? UNKNOWN : to_world(c, root);
    if (!c->inter && (root < 0 || root >= c->size))
        wrong_argument(r, comm, "invalid root",
                       "the root is %d, but the ranks of this "
                       "communicator are 0 to %d.",
                       root, c->size - 1);
}

/* Numbers with a fraction have neither bits nor a truth. */
static void
check_bits(struct record *r, MPI_Comm comm, MPI_Op op)
{
    static const char *const names[] = {"MPI_LAND", "MPI_LOR", "MPI_LXOR",
                                        "MPI_BAND", "MPI_BOR", "MPI_BXOR"};
    const MPI_Datatype real[] = {MPI_FLOAT, MPI_DOUBLE, MPI_LONG_DOUBLE};
    int code = op_code(op), first = op_code(MPI_LAND);
    for (int i = 0; i < 3; i++) {
        const struct type *t = find_type(real[i]);
        if (code >= first && code < first + 6 && t != NULL &&
            r->type >= 0 && r->type == t->row)
            wrong_argument(r, comm, "invalid operator",
                           "%s is not for %s: it is for whole numbers.",
                           names[code - first], row->types[t->row].name);
    }
}

void
check_op(struct record *r, MPI_Comm comm, MPI_Op op)
{
    if (!ready())
        return;
    r->op = op_code(op);
    if (op == MPI_OP_NULL || AS_NUMBER(op) == 0)
        wrong_argument(r, comm, "invalid operator", "the operation is %s.",
                       op == MPI_OP_NULL ? "MPI_OP_NULL" : "NULL");
    else if (op_freed(op))
        wrong_argument(r, comm, "invalid operator",
                       "the operation has been freed.");
    else
        check_bits(r, comm, op);
}

void
check_colour(struct record *r, MPI_Comm comm, int colour)
{
    if (colour < 0 && colour != MPI_UNDEFINED)
        wrong_argument(r, comm, "invalid argument",
                       "the colour is %d; a colour is 0 or more, or "
                       "MPI_UNDEFINED for a rank that stays out.",
                       colour);
}

void
check_dims(struct record *r, MPI_Comm comm, int n, const int *dims)
{
    for (int i = 0; row != NULL && dims != NULL && i < n; i++)
        if (dims[i] < 0) {
            wrong_argument(r, comm, "invalid argument",
                           "dimension %d has %d places; it needs at least "
                           "one. MPI_Dims_create can choose them.",
                           i, dims[i]);
            return;
        }
}

static void
check_direction(struct record *r, MPI_Comm comm, int direction)
{
    int kind = MPI_UNDEFINED, dims = 0;
    if (row == NULL || row->state != ROW_READY || find_comm(comm) == NULL ||
        PMPI_Topo_test(comm, &kind) != MPI_SUCCESS)
        return;
    if (kind != MPI_CART) {
        wrong_argument(r, comm, "invalid communicator",
                       "this communicator is no grid. Give it the one that "
                       "MPI_Cart_create made.");
        return;
    }
    PMPI_Cartdim_get(comm, &dims);
    if (direction < 0 || direction >= dims)
        wrong_argument(r, comm, "invalid argument",
                       "the direction is %d, but the grid has the "
                       "directions 0 to %d.",
                       direction, dims - 1);
}

int
MPI_Cart_shift(MPI_Comm c, int direction, int by, int *source, int *dest)
{
    struct record own = {.call = CALL_Cart_shift,
                         .site = (uint64_t)(uintptr_t)SITE};
    touch("MPI_Cart_shift", SITE);
    check_comm(&own, c);
    check_direction(&own, c, direction);
    return PMPI_Cart_shift(c, direction, by, source, dest);
}

void
check_parts(struct record *r, MPI_Comm comm, const int *counts,
            const int *places, MPI_Datatype type)
{
    const struct comm *c = row != NULL ? find_comm(comm) : NULL;
    const struct type *t = row != NULL ? find_type(type) : NULL;
    if (c == NULL || c->inter || t == NULL || !t->dense || counts == NULL ||
        places == NULL || c->size > MOST_RANKS)
        return;
    for (int i = 0; i < c->size; i++)
        for (int k = 0; k < i; k++)
            if (counts[i] > 0 && counts[k] > 0 &&
                places[i] < places[k] + counts[k] &&
                places[k] < places[i] + counts[i]) {
                wrong_argument(r, comm, "overlapping buffers",
                               "what rank %d sends (%d elements to place "
                               "%d) and what rank %d sends (%d to place "
                               "%d) overlap in the buffer that receives.",
                               k, counts[k], places[k], i, counts[i],
                               places[i]);
                return;
            }
}
