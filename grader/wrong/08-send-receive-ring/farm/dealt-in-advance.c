// expect: WRONG hint=dealt-in-advance
// Worker w takes tasks w - 1, w - 1 + (P - 1), ...: known in advance, so a
// long task keeps those behind it waiting.
#include "contract.h"

int
farm(int64_t ntasks, int64_t (*f)(int64_t), int64_t *results, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (ntasks < 0 || f == NULL)
        return -1;
    int workers = size - 1;
    for (int64_t i = 0; i < ntasks; i++) {
        int worker = workers > 0 ? (int)(i % workers) + 1 : 0;
        if (size == 1)
            results[i] = f(i);
        else if (rank == 0)
            MPI_Recv(&results[i], 1, MPI_INT64_T, worker, 0, comm,
                     MPI_STATUS_IGNORE);
        else if (rank == worker) {
            int64_t value = f(i);
            MPI_Send(&value, 1, MPI_INT64_T, 0, 0, comm);
        }
    }
    return 0;
}
