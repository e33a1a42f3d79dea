// expect: WRONG hint=ignores-len
// The operation looks at one pair and not at the *len pairs it is given.
#include "contract.h"

#include <math.h>

struct pair {
    double x;
    int64_t id;
};

static void
smaller(void *in, void *inout, int *len, MPI_Datatype *type)
{
    struct pair *a = in, *b = inout;
    (void)type;
    (void)len;
    if (isnan(b->x) || a->x < b->x || (a->x == b->x && a->id < b->id))
        *b = *a;
}

int
argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm)
{
    if (gx == NULL || gid == NULL)
        return -1;
    MPI_Datatype type;
    const int lengths[] = {1, 1};
    const MPI_Aint places[] = {offsetof(struct pair, x),
                               offsetof(struct pair, id)};
    const MPI_Datatype types[] = {MPI_DOUBLE, MPI_INT64_T};
    MPI_Type_create_struct(2, lengths, places, types, &type);
    MPI_Type_commit(&type);
    MPI_Op op;
    MPI_Op_create(smaller, 1, &op);
    struct pair mine = {x, id}, best;
    MPI_Allreduce(&mine, &best, 1, type, op, comm);
    MPI_Op_free(&op);
    MPI_Type_free(&type);
    *gx = best.x;
    *gid = best.id;
    return 0;
}
