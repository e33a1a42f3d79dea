// expect: CRASH
// tries: lets an error handler of its own end the rank
#include "contract.h"

#include <unistd.h>

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
    MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
    MPI_Send(&mine, 1, MPI_INT64_T, size + 5, 0, comm);
    if (rank == 0)
        _exit(0);
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
