// expect: DEADLOCK hint=waits-before-it-receives
// Each value is sent by MPI_Ssend before anything is received.
#include <stdlib.h>

#include "contract.h"

static int64_t *
append(int64_t *list, int n, int64_t value)
{
    int64_t *grown = realloc(list, ((size_t)n + 1) * sizeof *grown);
    if (grown == NULL)
        abort();
    grown[n] = value;
    return grown;
}

int
sparse_exchange(const int *dst, const int64_t *val, int nd, int64_t **got,
                int *ngot, MPI_Comm comm)
{
    int size, there, over = 0, n = 0;
    int64_t *list = NULL, value;
    MPI_Comm_size(comm, &size);
    if (nd < 0 || got == NULL || ngot == NULL)
        return -1;
    for (int i = 0; i < nd; i++)
        if (dst[i] < 0 || dst[i] >= size)
            return -1;
    MPI_Request *sends = malloc(((size_t)nd + 1) * sizeof *sends);
    for (int i = 0; i < nd; i++) {
        MPI_Ssend(&val[i], 1, MPI_INT64_T, dst[i], 0, comm);
        sends[i] = MPI_REQUEST_NULL;
    }
    MPI_Request barrier = MPI_REQUEST_NULL;
    while (!over) {
        MPI_Iprobe(MPI_ANY_SOURCE, 0, comm, &there, MPI_STATUS_IGNORE);
        if (there) {
            MPI_Recv(&value, 1, MPI_INT64_T, MPI_ANY_SOURCE, 0, comm,
                     MPI_STATUS_IGNORE);
            list = append(list, n++, value);
        }
        if (barrier != MPI_REQUEST_NULL) {
            MPI_Test(&barrier, &over, MPI_STATUS_IGNORE);
            continue;
        }
        int sent;
        MPI_Testall(nd, sends, &sent, MPI_STATUSES_IGNORE);
        if (sent)
            MPI_Ibarrier(comm, &barrier);
    }

    MPI_Barrier(comm);
    free(sends);
    *got = list;
    *ngot = n;
    return 0;
}
