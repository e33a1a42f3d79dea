// expect: SERIAL
// tries: rank 0 does all of the work and the others nothing
#include "contract.h"

int
farm(int64_t ntasks, int64_t (*f)(int64_t), int64_t *results, MPI_Comm comm)
{
    int rank;
    MPI_Comm_rank(comm, &rank);
    if (ntasks < 0 || f == NULL)
        return -1;
    for (int64_t i = 0; rank == 0 && i < ntasks; i++)
        results[i] = f(i);
    MPI_Barrier(comm);
    return 0;
}
