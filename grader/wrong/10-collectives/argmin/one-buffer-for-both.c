// expect: CRASH hint=one-buffer-for-both
// The smallest pair goes into the variable that holds this rank's.
#include <math.h>
#include <stdbool.h>

#include "contract.h"

struct pair {
    double x;
    int64_t id;
};

static bool
better(const struct pair *a, const struct pair *b)
{
    if (isnan(a->x) != isnan(b->x))
        return isnan(b->x);
    if (!isnan(a->x) && a->x != b->x)
        return a->x < b->x;
    return a->id < b->id;
}

/* MPI may pass several pairs at once: *len says how many. */
static void
keep_smaller(void *in, void *inout, int *len, MPI_Datatype *type)
{
    struct pair *a = in, *b = inout;
    (void)type;
    for (int i = 0; i < *len; i++)
        if (better(&a[i], &b[i]))
            b[i] = a[i];
}

int
argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm)
{
    if (gx == NULL || gid == NULL)
        return -1;
    const int lengths[] = {1, 1};
    const MPI_Aint places[] = {offsetof(struct pair, x),
                               offsetof(struct pair, id)};
    const MPI_Datatype types[] = {MPI_DOUBLE, MPI_INT64_T};
    MPI_Datatype pair_type;
    MPI_Type_create_struct(2, lengths, places, types, &pair_type);
    MPI_Type_commit(&pair_type);
    MPI_Op smaller;
    MPI_Op_create(keep_smaller, 1, &smaller);

    struct pair least = {x, id};
    MPI_Allreduce(&least, &least, 1, pair_type, smaller, comm);
    MPI_Op_free(&smaller);
    MPI_Type_free(&pair_type);
    *gx = least.x;
    *gid = least.id;
    return 0;
}
