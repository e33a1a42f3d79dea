// expect: SERIAL hint=rank-0-works-alone
// The right results; the other ranks look on.
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
    return 0;
}
