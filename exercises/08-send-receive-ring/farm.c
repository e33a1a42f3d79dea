/*
 * farm - contract.h says what it promises.
 *
 * Rank 0 hands out, the others work.  Three things need a message: "do task
 * i", "this is its result", and "there is nothing more to do".  One rank
 * alone, below, is done already.
 */
#include "contract.h"

int
farm(int64_t ntasks, int64_t (*f)(int64_t), int64_t *results, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (ntasks < 0 || f == NULL)
        return -1;
    /* TODO: with more ranks than one, let the others do the tasks. */
    for (int64_t i = 0; rank == 0 && i < ntasks; i++)
        results[i] = f(i);
    return 0;
}
