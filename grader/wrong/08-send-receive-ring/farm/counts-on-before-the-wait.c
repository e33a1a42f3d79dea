// expect: WRONG hint=sends-what-changes
// Puts the number of the next task up while the last one is being sent.
#include "contract.h"

enum { TASK, STOP, RESULT };

struct result {
    int64_t task, value; /* travels as two MPI_INT64_T */
};

/* The next task, or the word to stop; 1 if the worker has a task now. */
static int
give(int worker, int64_t *next, int64_t ntasks, MPI_Comm comm)
{
    int more = *next < ntasks;
    MPI_Request request;
    MPI_Isend(next, 1, MPI_INT64_T, worker, more ? TASK : STOP, comm,
              &request);
    *next += more;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    return more;
}

static void
hand_out(int64_t ntasks, int64_t *results, int size, MPI_Comm comm)
{
    int64_t next = 0;
    int busy = 0;
    for (int worker = 1; worker < size; worker++)
        busy += give(worker, &next, ntasks, comm);
    while (busy > 0) {
        struct result r;
        MPI_Status status;
        MPI_Recv(&r, 2, MPI_INT64_T, MPI_ANY_SOURCE, RESULT, comm, &status);
        results[r.task] = r.value;
        busy += give(status.MPI_SOURCE, &next, ntasks, comm) - 1;
    }
}

static void
work(int64_t (*f)(int64_t), MPI_Comm comm)
{
    for (;;) {
        struct result r;
        MPI_Status status;
        MPI_Recv(&r.task, 1, MPI_INT64_T, 0, MPI_ANY_TAG, comm, &status);
        if (status.MPI_TAG == STOP)
            return;
        r.value = f(r.task);
        MPI_Send(&r, 2, MPI_INT64_T, 0, RESULT, comm);
    }
}

int
farm(int64_t ntasks, int64_t (*f)(int64_t), int64_t *results, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (ntasks < 0 || f == NULL)
        return -1;

    if (rank != 0)
        work(f, comm);
    else if (size > 1)
        hand_out(ntasks, results, size, comm);
    else
        for (int64_t i = 0; i < ntasks; i++)
            results[i] = f(i);
    return 0;
}
