// expect: WRONG hint=sends-what-changes
// Sends from a variable that is used for the next value too.
#include <stdlib.h>

#include "contract.h"

struct list {
    int64_t *values;
    int n, room;
};

static void *
must(void *memory, MPI_Comm comm)
{
    if (memory == NULL)
        MPI_Abort(comm, EXIT_FAILURE);
    return memory;
}

/* Takes one value if there is one. */
static void
receive_one(struct list *list, MPI_Comm comm)
{
    int there;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, 0, comm, &there, &status);
    if (!there)
        return;
    if (list->n == list->room) {
        list->room = 2 * list->room + 8;
        size_t bytes = (size_t)list->room * sizeof *list->values;
        list->values = must(realloc(list->values, bytes), comm);
    }
    MPI_Recv(&list->values[list->n++], 1, MPI_INT64_T, status.MPI_SOURCE, 0,
             comm, MPI_STATUS_IGNORE);
}

int
sparse_exchange(const int *dst, const int64_t *val, int nd, int64_t **got,
                int *ngot, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (nd < 0 || got == NULL || ngot == NULL)
        return -1;
    for (int i = 0; i < nd; i++)
        if (dst[i] < 0 || dst[i] >= size)
            return -1;

    int64_t now;
    struct list list = {NULL, 0, 0};
    MPI_Request *sends =
        must(malloc(((size_t)nd + 1) * sizeof *sends), comm);
    for (int i = 0; i < nd; i++) {
        now = val[i];
        MPI_Issend(&now, 1, MPI_INT64_T, dst[i], 0, comm, &sends[i]);
    }

    MPI_Request barrier = MPI_REQUEST_NULL;
    for (int sent = 0, over = 0; !over;) {
        receive_one(&list, comm);
        if (sent < nd) {
            int received;
            MPI_Test(&sends[sent], &received, MPI_STATUS_IGNORE);
            sent += received;
        } else if (barrier == MPI_REQUEST_NULL) {
            MPI_Ibarrier(comm, &barrier);
        } else {
            MPI_Test(&barrier, &over, MPI_STATUS_IGNORE);
        }
    }
    /* Nobody may begin the next exchange while somebody still receives. */
    MPI_Barrier(comm);
    free(sends);
    *got = list.values;
    *ngot = list.n;
    return 0;
}
