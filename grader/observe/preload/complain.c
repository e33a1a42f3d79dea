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
        f->potential = what->potential;
        for (int i = 0; i < MOST_SITES && what->site[i] != NULL; i++) {
            f->site[i] = (uint64_t)(uintptr_t)what->site[i];
            f->nsites++;
        }
        f->when = now_ns();
        __atomic_store_n(&row->nfaults, row->nfaults + 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&one);
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
