// expect: CE
// tries: does not compile for the other MPI
// says: not in every build that the checks need
#include "contract.h"

#ifdef MPICH_VERSION
#error "PASS: 15/15"
#endif

/* The first of part k's darts when n are dealt to `parts` ranks: the first
 * n % parts ranks get one dart more.  Nothing here exceeds n. */
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

    int64_t mine = pi_hits(seed, first_dart(n, size, rank),
                           first_dart(n, size, rank + 1));
    int64_t all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
