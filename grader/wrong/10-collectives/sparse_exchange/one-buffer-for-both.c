// expect: CRASH hint=one-buffer-for-both
// The counts of this rank and the sums of all are one array.
#include "contract.h"
#include <stdlib.h>

int
sparse_exchange(const int *dst, const int64_t *val, int nd, int64_t **got,
                int *ngot, MPI_Comm comm)
{
    int size, rank;
    MPI_Comm_size(comm, &size);
    MPI_Comm_rank(comm, &rank);
    if (nd < 0 || got == NULL || ngot == NULL)
        return -1;
    for (int i = 0; i < nd; i++)
        if (dst[i] < 0 || dst[i] >= size)
            return -1;
    int *counts = calloc(size, sizeof(int));
    for (int i = 0; i < nd; i++)
        counts[dst[i]]++;
    MPI_Allreduce(counts, counts, size, MPI_INT, MPI_SUM, comm);
    *ngot = counts[rank];
    *got = malloc(sizeof(int64_t) * (*ngot + 1));
    MPI_Request *req = malloc(sizeof(MPI_Request) * (nd + 1));
    for (int i = 0; i < nd; i++)
        MPI_Isend(&val[i], 1, MPI_INT64_T, dst[i], 7, comm, &req[i]);
    for (int i = 0; i < *ngot; i++)
        MPI_Recv(&(*got)[i], 1, MPI_INT64_T, MPI_ANY_SOURCE, 7, comm,
                 MPI_STATUS_IGNORE);
    MPI_Waitall(nd, req, MPI_STATUSES_IGNORE);
    MPI_Barrier(comm);
    free(req);
    free(counts);
    return 0;
}
