/*
 * probe_mpi_completion.c - the calls that complete requests.
 *
 * What a receive has got is known only from its status, so each call gets
 * statuses even if the answer wants none; and the handles are kept, since
 * the call overwrites those of requests that are complete.
 */
#include "probe_mpi_calls.h"

#include <stdlib.h>
#include <string.h>

/* Handles as they were, and statuses; for many or for a few requests. */
struct before {
    MPI_Request *handle;
    MPI_Status *status;
    void *memory;
};

static struct before
keep_handles(int n, const MPI_Request *r, MPI_Status *s)
{
    struct before b;
    size_t many = n > 0 ? (size_t)n : 0;
    b.memory = malloc(many * (sizeof(MPI_Request) + sizeof *s) + 1);
    if (b.memory == NULL)
        abort();
    b.status = s != NULL && s != MPI_STATUSES_IGNORE ? s : b.memory;
    b.handle = (MPI_Request *)((MPI_Status *)b.memory + many);
    if (many > 0)
        memcpy(b.handle, r, many * sizeof *r);
    return b;
}

/* Who looks again and again waits.  With sends delayed nothing is complete
 * as soon as it has been started, so that it shows. */
static bool
not_yet(int n, const MPI_Request *r)
{
    enum { MANY = 64 };
    bool open = false;
    for (int i = 0; i < n; i++)
        open = open || r[i] != MPI_REQUEST_NULL;
    if (!watch.on || !open)
        return false;
    if (++watch.looks == MANY) {
        mpi_mark("waits by looking", 0, 0);
        watch.looks = MANY; /* a mark begins anew */
    }
    return watch.mode == DELAYED && watch.looks < MANY;
}

int
MPI_Wait(MPI_Request *r, MPI_Status *s)
{
    MPI_Status own;
    MPI_Request was = *r;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_enter("MPI_Wait", WAIT_NOBODY, 0, false, SITE);
    int error = PMPI_Wait(r, s);
    if (error == MPI_SUCCESS)
        request_completed("MPI_Wait", was, s);
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Test(MPI_Request *r, int *flag, MPI_Status *s)
{
    MPI_Status own;
    MPI_Request was = *r;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_pass("MPI_Test", SITE);
    int error = MPI_SUCCESS;
    if (not_yet(1, r))
        *flag = 0;
    else
        error = PMPI_Test(r, flag, s);
    if (error == MPI_SUCCESS && *flag)
        request_completed("MPI_Test", was, s);
    watch_passed();
    return error;
}

int
MPI_Waitall(int n, MPI_Request r[], MPI_Status s[])
{
    watch_enter("MPI_Waitall", WAIT_NOBODY, 0, false, SITE);
    struct before b = keep_handles(n, r, s);
    int error = PMPI_Waitall(n, r, b.status);
    for (int i = 0; error == MPI_SUCCESS && i < n; i++)
        request_completed("MPI_Waitall", b.handle[i], &b.status[i]);
    free(b.memory);
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Testall(int n, MPI_Request r[], int *flag, MPI_Status s[])
{
    watch_pass("MPI_Testall", SITE);
    struct before b = keep_handles(n, r, s);
    int error = MPI_SUCCESS;
    if (not_yet(n, r))
        *flag = 0;
    else
        error = PMPI_Testall(n, r, flag, b.status);
    for (int i = 0; error == MPI_SUCCESS && *flag && i < n; i++)
        request_completed("MPI_Testall", b.handle[i], &b.status[i]);
    free(b.memory);
    watch_passed();
    return error;
}

int
MPI_Waitany(int n, MPI_Request r[], int *index, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_enter("MPI_Waitany", WAIT_NOBODY, 0, false, SITE);
    struct before b = keep_handles(n, r, NULL);
    int error = PMPI_Waitany(n, r, index, s);
    if (error == MPI_SUCCESS && *index != MPI_UNDEFINED)
        request_completed("MPI_Waitany", b.handle[*index], s);
    free(b.memory);
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Testany(int n, MPI_Request r[], int *index, int *flag, MPI_Status *s)
{
    MPI_Status own;
    s = s == MPI_STATUS_IGNORE ? &own : s;
    watch_pass("MPI_Testany", SITE);
    struct before b = keep_handles(n, r, NULL);
    int error = MPI_SUCCESS;
    if (not_yet(n, r))
        *flag = 0, *index = MPI_UNDEFINED;
    else
        error = PMPI_Testany(n, r, index, flag, s);
    if (error == MPI_SUCCESS && *flag && *index != MPI_UNDEFINED)
        request_completed("MPI_Testany", b.handle[*index], s);
    free(b.memory);
    watch_passed();
    return error;
}

static void
some_completed(const char *call, const struct before *b, int done,
               const int index[])
{
    for (int i = 0; done != MPI_UNDEFINED && i < done; i++)
        request_completed(call, b->handle[index[i]], &b->status[i]);
}

int
MPI_Waitsome(int n, MPI_Request r[], int *done, int index[], MPI_Status s[])
{
    watch_enter("MPI_Waitsome", WAIT_NOBODY, 0, false, SITE);
    struct before b = keep_handles(n, r, s);
    int error = PMPI_Waitsome(n, r, done, index, b.status);
    if (error == MPI_SUCCESS)
        some_completed("MPI_Waitsome", &b, *done, index);
    free(b.memory);
    watch_leave(WAIT_RUNS);
    return error;
}

int
MPI_Testsome(int n, MPI_Request r[], int *done, int index[], MPI_Status s[])
{
    watch_pass("MPI_Testsome", SITE);
    struct before b = keep_handles(n, r, s);
    int error = MPI_SUCCESS;
    if (not_yet(n, r))
        *done = 0;
    else
        error = PMPI_Testsome(n, r, done, index, b.status);
    if (error == MPI_SUCCESS)
        some_completed("MPI_Testsome", &b, *done, index);
    free(b.memory);
    watch_passed();
    return error;
}
