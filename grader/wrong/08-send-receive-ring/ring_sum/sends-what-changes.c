// expect: WRONG hint=sends-what-changes
#include "contract.h"
int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int r, p;
    MPI_Comm_rank(comm, &r);
    MPI_Comm_size(comm, &p);
    int64_t sum = mine, out = mine;
    for (int k = 1; k < p; k++) {
        MPI_Request q;
        MPI_Isend(&out, 1, MPI_INT64_T, (r + 1) % p, 0, comm, &q);
        MPI_Recv(&out, 1, MPI_INT64_T, (r + p - 1) % p, 0, comm,
                 MPI_STATUS_IGNORE);
        MPI_Wait(&q, MPI_STATUS_IGNORE);
        sum += out;
    }
    return sum;
}
