// expect: PASS
// tries: is right with windows, in which each rank reserves its places
#include <stdlib.h>

#include "contract.h"

int
sparse_exchange(const int *dst, const int64_t *val, int nd, int64_t **got,
                int *ngot, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (nd < 0 || !got || !ngot)
        return -1;
    for (int i = 0; i < nd; i++)
        if (dst[i] < 0 || dst[i] >= size)
            return -1;
    int counts[size], mine;
    for (int r = 0; r < size; r++)
        counts[r] = 0;
    for (int i = 0; i < nd; i++)
        counts[dst[i]]++;
    MPI_Reduce_scatter_block(counts, &mine, 1, MPI_INT, MPI_SUM, comm);
    int64_t *values = malloc((mine + 1) * sizeof *values);
    int64_t at = 0;
    MPI_Win slots, places;
    MPI_Win_create(values, mine * sizeof *values, sizeof *values,
                   MPI_INFO_NULL, comm, &slots);
    MPI_Win_create(&at, sizeof at, sizeof at, MPI_INFO_NULL, comm, &places);
    MPI_Win_lock_all(0, places);
    MPI_Win_lock_all(0, slots);
    for (int i = 0; i < nd; i++) {
        int64_t one = 1, place;
        MPI_Fetch_and_op(&one, &place, MPI_INT64_T, dst[i], 0, MPI_SUM,
                         places);
        MPI_Win_flush(dst[i], places);
        MPI_Put(&val[i], 1, MPI_INT64_T, dst[i], place, 1, MPI_INT64_T,
                slots);
    }
    MPI_Win_unlock_all(slots);
    MPI_Win_unlock_all(places);
    MPI_Win_free(&slots);
    MPI_Win_free(&places);
    *got = values;
    *ngot = mine;
    return 0;
}
