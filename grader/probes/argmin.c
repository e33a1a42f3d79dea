/* argmin.c - probe: each rank's x and id, and how many pairs the answer's
 * operation is given at once. */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>
#include <string.h>

enum { UNTOUCHED = -77 };

int __real_MPI_Op_create(MPI_User_function *f, int commute, MPI_Op *op);
int __real_MPI_Op_free(MPI_Op *op);

static MPI_User_function *theirs; /* NULL: their operation is not doubled */
static MPI_Op doubled = MPI_OP_NULL;
static bool doubling;

/* MPI may combine any number of elements in one call.  Here each element
 * is there twice, and the second result is the one that counts. */
static void
twice(void *in, void *inout, int *len, MPI_Datatype *type)
{
    MPI_Aint low, extent;
    PMPI_Type_get_extent(*type, &low, &extent);
    size_t bytes = (size_t)*len * (size_t)extent;
    char *both[2];
    int more = 2 * *len;
    for (int k = 0; k < 2; k++) {
        both[k] = malloc(2 * bytes + 1);
        if (both[k] == NULL)
            abort();
        memcpy(both[k], k == 0 ? in : inout, bytes);
        memcpy(both[k] + bytes, k == 0 ? in : inout, bytes);
    }
    theirs(both[0], both[1], &more, type);
    memcpy(inout, both[1] + bytes, bytes);
    case_free(both[0]);
    case_free(both[1]);
}

int
__wrap_MPI_Op_create(MPI_User_function *f, int commute, MPI_Op *op)
{
    if (!doubling || theirs != NULL)
        return __real_MPI_Op_create(f, commute, op);
    theirs = f;
    int error = __real_MPI_Op_create(twice, commute, op);
    doubled = *op;
    return error;
}

int
__wrap_MPI_Op_free(MPI_Op *op)
{
    if (theirs != NULL && *op == doubled)
        theirs = NULL;
    return __real_MPI_Op_free(op);
}

/* Whether pairs come in twos; the bits of the x and the ids of all ranks of
 * MPI_COMM_WORLD; which result is NULL: 0 none, 1 gx, 2 gid. */
void
probe_case(void)
{
    size_t n;
    doubling = ask_i64();
    theirs = NULL;
    int64_t *bits = ask_i64s(&n), *ids = ask_i64s(&n), null = ask_i64();
    int world;
    PMPI_Comm_rank(MPI_COMM_WORLD, &world);
    double x, gx = UNTOUCHED;
    int64_t gid = UNTOUCHED;
    memcpy(&x, &bits[world], sizeof x);
    int returned = argmin(x, ids[world], null == 1 ? NULL : &gx,
                          null == 2 ? NULL : &gid, case_comm());
    memcpy(&bits[0], &gx, sizeof gx);
    say_i64(returned);
    say_i64(bits[0]);
    say_i64(gid);
}
