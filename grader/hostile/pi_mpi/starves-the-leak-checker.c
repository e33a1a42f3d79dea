// expect: LEAK
// tries: loses memory, and leaves the checker of leaks nothing to look with
#include "contract.h"

#include <stdlib.h>
#include <sys/resource.h>

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
    int64_t *lost = malloc(1000 * sizeof *lost);
    if (lost == NULL)
        MPI_Abort(comm, EXIT_FAILURE);
    lost[0] = pi_hits(seed, first_dart(n, size, rank),
                      first_dart(n, size, rank + 1));
    int64_t all;
    MPI_Allreduce(lost, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){0, 0});
    return all;
}
