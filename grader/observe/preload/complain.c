/* complain.c - a fault that this rank has seen, into its row. */
#define _GNU_SOURCE
#include "watch.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

void
complain(const struct complaint *what, const char *format, ...)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
    if (row == NULL)
        return;
    pthread_mutex_lock(&one);
    if (row->nfaults < MOST_FAULTS) {
        struct fault_row *f = &row->faults[row->nfaults];
        va_list args;
        va_start(args, format);
        vsnprintf(f->text, sizeof f->text, format, args);
        va_end(args);
        snprintf(f->class, sizeof f->class, "%s", what->class);
        f->potential = what->kind == POTENTIAL;
        f->by_library = what->kind == BY_LIBRARY;
        for (int i = 0; i < MOST_SITES && what->site[i] != NULL; i++) {
            f->site[i] = (uint64_t)(uintptr_t)what->site[i];
            f->nsites++;
        }
        f->when = now_ns();
        __atomic_store_n(&row->nfaults, row->nfaults + 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&one);
}

/* The class of the reports for an error class of MPI. */
const char *
class_of_error(int error)
{
    static const struct {
        int error;
        const char *class;
    } known[] = {
        {MPI_ERR_OP, "invalid operator"},
        {MPI_ERR_COMM, "invalid communicator"},
        {MPI_ERR_TYPE, "invalid datatype"},
        {MPI_ERR_COUNT, "invalid count"},
        {MPI_ERR_TAG, "invalid tag"},
        {MPI_ERR_RANK, "invalid rank"},
        {MPI_ERR_ROOT, "invalid root"},
        {MPI_ERR_BUFFER, "invalid buffer"},
        {MPI_ERR_GROUP, "invalid group"},
        {MPI_ERR_REQUEST, "invalid request"},
        {MPI_ERR_WIN, "invalid window"},
        {MPI_ERR_LOCKTYPE, "invalid argument"},
        {MPI_ERR_ASSERT, "invalid argument"},
        {MPI_ERR_ARG, "invalid argument"},
        {MPI_ERR_DIMS, "invalid argument"},
        {MPI_ERR_SIZE, "invalid argument"},
        {MPI_ERR_INFO, "invalid argument"},
        {MPI_ERR_DISP, "RMA out of range"},
        {MPI_ERR_RMA_RANGE, "RMA out of range"},
        {MPI_ERR_RMA_SYNC, "RMA epoch"},
        {MPI_ERR_RMA_CONFLICT, "RMA conflict"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].error == error)
            return known[i].class;
    return "MPI error";
}

/* Whoever has asked for errors to be returned will deal with this one. */
void
wrong_argument(struct record *r, MPI_Comm comm, const char *class,
               const char *format, ...)
{
    if (row == NULL || row->state != ROW_READY)
        return;
    const struct comm *c =
        find_comm(comm == MPI_COMM_NULL ? MPI_COMM_WORLD : comm);
    if (c == NULL)
        c = find_comm(MPI_COMM_WORLD);
    if (c != NULL && c->errors_return)
        return;
    char text[300];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    complain(
        &(struct complaint){class, false, {(void *)(uintptr_t)r->site}},
        "Rank %d, %s at {0}: %s", row->rank, call_name(r->call), text);
}
