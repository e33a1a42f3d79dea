// expect: LEAK hint=keeps-its-datatype
// A datatype for the struct is made and committed on every call and never
// freed.
#include <stddef.h>

#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    int counts[] = {1, 1, sizeof p->name, 1};
    MPI_Aint places[] = {
        offsetof(struct params, n), offsetof(struct params, tol),
        offsetof(struct params, name), offsetof(struct params, flags)};
    MPI_Datatype types[] = {MPI_INT64_T, MPI_DOUBLE, MPI_CHAR, MPI_INT};
    MPI_Datatype params_type;
    MPI_Type_create_struct(4, counts, places, types, &params_type);
    MPI_Type_commit(&params_type);
    MPI_Bcast(p, 1, params_type, root, comm);
    return 0;
}
