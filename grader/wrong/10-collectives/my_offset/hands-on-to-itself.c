// expect: DEADLOCK hint=sends-to-itself-first
// The last rank hands the sum on to rank 0, and a single rank to itself.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t before = 0, all;
    if (rank > 0)
        MPI_Recv(&before, 1, MPI_INT64_T, rank - 1, 0, comm,
                 MPI_STATUS_IGNORE);
    all = before + n_local;
    MPI_Send(&all, 1, MPI_INT64_T, (rank + 1) % size, 0, comm);
    if (rank == 0)
        MPI_Recv(&all, 1, MPI_INT64_T, size - 1, 0, comm,
                 MPI_STATUS_IGNORE);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return before;
}
