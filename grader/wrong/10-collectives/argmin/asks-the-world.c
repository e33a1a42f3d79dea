// expect: WRONG hint=asks-the-world
// The smallest of MPI_COMM_WORLD is found, not that of comm.
#include "contract.h"

#include <math.h>
#include <stdbool.h>

struct pair {
    double x;
    int64_t id;
};

static void
smaller(void *in, void *inout, int *len, MPI_Datatype *type)
{
    struct pair *a = in, *b = inout;
    (void)type;
    for (int i = 0; i < *len; i++) {
        bool take = isnan(a[i].x) != isnan(b[i].x) ? isnan(b[i].x)
                    : a[i].x != b[i].x && !isnan(a[i].x)
                        ? a[i].x < b[i].x
                        : a[i].id < b[i].id;
        if (take)
            b[i] = a[i];
    }
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
    (void)comm;
    MPI_Allreduce(&mine, &best, 1, type, op, MPI_COMM_WORLD);
    MPI_Op_free(&op);
    MPI_Type_free(&type);
    *gx = best.x;
    *gid = best.id;
    return 0;
}
