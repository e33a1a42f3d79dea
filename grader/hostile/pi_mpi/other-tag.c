// expect: DEADLOCK
// tries: waits for a tag that nobody sends
#include "contract.h"

static int64_t
first_dart(int64_t n, int parts, int k)
{
    int64_t extra = n % parts;
    return n / parts * k + (k < extra ? k : extra);
}

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t all, mine = pi_hits(seed, first_dart(n, size, rank),
                                first_dart(n, size, rank + 1));
    all = mine;
    if (rank > 0)
        MPI_Send(&mine, 1, MPI_INT64_T, 0, 1, comm);
    for (int r = 1; rank == 0 && r < size; r++) {
        MPI_Recv(&mine, 1, MPI_INT64_T, r, 2, comm, MPI_STATUS_IGNORE);
        all += mine;
    }
    MPI_Bcast(&all, 1, MPI_INT64_T, 0, comm);
    return all;
}
