/*
 * comms.c - the communicators of this rank.
 *
 * A communicator's number must be the same on all its ranks.  It is made
 * from what all of them know (its parent, its first member, how many were
 * made from that parent before), so no message is needed to agree on it.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COMMS = 1024, MOST_COUNTERS = 1024, MOST_FREED = 64 };

static struct comm comms[MOST_COMMS];
static int ncomms, last;
static struct {
    int32_t parent, kind, members, times;
} counters[MOST_COUNTERS];
static MPI_Comm freed[MOST_FREED];
static int nfreed;

struct comm *
find_comm(MPI_Comm handle)
{
    if (last < ncomms && comms[last].used && comms[last].handle == handle)
        return &comms[last];
    for (int i = ncomms - 1; i >= 0; i--)
        if (comms[i].used && comms[i].handle == handle) {
            last = i;
            return &comms[i];
        }
    return NULL;
}

const struct comm *
comm_by_id(int32_t id)
{
    for (int i = 0; i < ncomms; i++)
        if (comms[i].used && comms[i].id == id)
            return &comms[i];
    return NULL;
}

static int32_t
mix(int32_t h, int32_t v)
{
    uint32_t x = (uint32_t)h * 0x9E3779B1u ^ (uint32_t)v;
    x ^= x >> 15;
    x *= 0x85EBCA77u;
    x ^= x >> 13;
    return (int32_t)(x & 0x3fffffff) | 0x40000000; /* positive, not 1 */
}

static int32_t
mix_all(const int32_t *world, int n)
{
    int32_t h = 0;
    for (int i = 0; i < n; i++)
        h = mix(h, world[i]);
    return h;
}

/* All members of a new object have made as many of just these members,
 * whatever each has made with others. */
int32_t
next_id(int32_t parent, int32_t kind, int32_t members)
{
    int times = 0;
    for (int i = 0; i < MOST_COUNTERS; i++) {
        if (counters[i].times > 0 &&
            (counters[i].parent != parent || counters[i].kind != kind ||
             counters[i].members != members))
            continue;
        counters[i].parent = parent;
        counters[i].kind = kind;
        counters[i].members = members;
        times = ++counters[i].times;
        break;
    }
    return mix(mix(mix(parent, kind), members), times);
}

static int32_t *
world_ranks(MPI_Group group, int n)
{
    MPI_Group world;
    int *in = calloc((size_t)n + 1, sizeof *in);
    int *out = calloc((size_t)n + 1, sizeof *out);
    for (int i = 0; i < n; i++)
        in[i] = i;
    PMPI_Comm_group(MPI_COMM_WORLD, &world);
    PMPI_Group_translate_ranks(group, n, in, world, out);
    PMPI_Group_free(&world);
    free(in);
    return out;
}

void
log_comm(int32_t id, int32_t n, const int32_t *world, const void *site)
{
    struct record *r = enter(CALL_Other, MPI_COMM_NULL, site);
    r->call = COMM;
    r->comm = id;
    r->count = n;
    make_lists(r, n);
    for (int i = 0; i < n; i++)
        set_item(r, i, world[i]);
    publish(r);
    leave(r, MPI_SUCCESS);
}

static struct comm *
free_slot(void)
{
    for (int i = 0; i < ncomms; i++)
        if (!comms[i].used)
            return &comms[i];
    return ncomms < MOST_COMMS ? &comms[ncomms++] : NULL;
}

struct comm *
add_comm(MPI_Comm handle, int32_t parent, int32_t kind, const void *site)
{
    struct comm *c = free_slot();
    if (handle == MPI_COMM_NULL || c == NULL || row == NULL)
        return NULL;
    for (int i = 0; i < nfreed; i++)
        if (freed[i] == handle)
            freed[i] = MPI_COMM_NULL;
    *c = (struct comm){.handle = handle, .used = true, .site = site};
    int inter = 0;
    MPI_Group group;
    PMPI_Comm_test_inter(handle, &inter);
    PMPI_Comm_size(handle, &c->size);
    PMPI_Comm_rank(handle, &c->rank);
    PMPI_Comm_group(handle, &group);
    c->world = world_ranks(group, c->size);
    PMPI_Group_free(&group);
    c->inter = inter;
    int32_t members = mix_all(c->world, c->size);
    if (inter) {
        PMPI_Comm_remote_size(handle, &c->remote_size);
        PMPI_Comm_remote_group(handle, &group);
        c->remote = world_ranks(group, c->remote_size);
        PMPI_Group_free(&group);
        members ^= mix_all(c->remote, c->remote_size); /* seen from both */
        parent = 0;
    }
    c->id = handle == MPI_COMM_WORLD ? 1 : next_id(parent, kind, members);
    if (!inter)
        log_comm(c->id, c->size, c->world, site);
    struct comm *from = find_comm(MPI_COMM_WORLD);
    for (int i = 0; i < ncomms; i++)
        if (comms[i].used && comms[i].id == parent)
            from = &comms[i];
    c->errors_return = from != NULL && from->errors_return;
    return c;
}

/* A copy of one that may not be asked yet. */
struct comm *
add_comm_like(MPI_Comm handle, const struct comm *of, int32_t id,
              const void *site)
{
    struct comm *c = free_slot();
    if (c == NULL || row == NULL)
        return NULL;
    struct comm copy = *of;
    *c = copy;
    c->handle = handle;
    c->site = site;
    c->id = id;
    c->world = calloc((size_t)c->size, sizeof *c->world);
    memcpy(c->world, copy.world, (size_t)c->size * sizeof *c->world);
    log_comm(c->id, c->size, c->world, site);
    return c;
}

void
drop_comm(MPI_Comm handle)
{
    struct comm *c = find_comm(handle);
    if (c == NULL)
        return;
    free(c->world);
    free(c->remote);
    c->used = false;
    freed[nfreed++ % MOST_FREED] = handle;
    if (nfreed == MOST_FREED)
        nfreed = 0;
}

/* Communicators that MPI would take for a pointer to follow. */
bool
check_comm(struct record *r, MPI_Comm handle)
{
    if (row == NULL || row->state != ROW_READY)
        return false;
    if (handle == MPI_COMM_NULL || AS_NUMBER(handle) == 0) {
        wrong_argument(r, MPI_COMM_NULL, "invalid communicator",
                       "the communicator is %s.",
                       handle == MPI_COMM_NULL ? "MPI_COMM_NULL" : "NULL");
        return false;
    }
    if (find_comm(handle) != NULL)
        return true;
    for (int i = 0; i < MOST_FREED; i++)
        if (freed[i] == handle && AS_NUMBER(handle) != 0) {
            wrong_argument(r, MPI_COMM_NULL, "invalid communicator",
                           "the communicator has been freed.");
            return false;
        }
    return false;
}

int32_t
to_world(const struct comm *c, int rank)
{
    if (rank == MPI_PROC_NULL)
        return NOBODY;
    if (rank == MPI_ANY_SOURCE)
        return ANYBODY;
    if (c == NULL || rank < 0)
        return UNKNOWN;
    if (c->inter)
        return rank < c->remote_size ? c->remote[rank] : UNKNOWN;
    return rank < c->size ? c->world[rank] : UNKNOWN;
}

void
each_live_comm(void (*f)(const struct comm *))
{
    for (int i = 0; i < ncomms; i++)
        if (comms[i].used)
            f(&comms[i]);
}
