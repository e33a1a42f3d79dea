/* complain.c - a fault that this rank, or MPI in it, has seen: into its
 * row. */
#define _GNU_SOURCE
#include "watch.h"

#include <execinfo.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

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
        {MPI_ERR_TOPOLOGY, "invalid communicator"},
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

/* --- errors that MPI finds ---------------------------------------------
 */

/* The place in the program from which this was called. */
static const char *
calling_site(void)
{
    void *frames[48];
    int n = backtrace(frames, 48);
    for (int i = 0; row != NULL && i < n; i++) {
        uint64_t at = (uint64_t)(uintptr_t)frames[i];
        if (at > row->base && at < row->text_end)
            return (const char *)frames[i] - 1;
    }
    return NULL;
}

/* A lower rank may be about to make the same mistake, and then it is the
 * one to be named: it is waited for until it has noticed something itself,
 * or all such ranks have stayed where they are for a while. */
static void
let_lower_ranks_come(void)
{
    enum { LOOKS = 100, STILL = 25 };
    uint64_t before = 0;
    for (int look = 0, still = 0; look < LOOKS && still < STILL; look++) {
        uint64_t moves = 0;
        bool all = row->rank <= 0;
        for (int i = 0, left = row->rank; i < MOST_RANKS && !all; i++) {
            const struct row *o = &table->row[i];
            if (o->state < ROW_READY || o->rank >= row->rank)
                continue;
            moves = moves * 1000003 + o->n + (uint64_t)o->state;
            left -= o->nfaults > 0 || o->signal != 0 ||
                    o->state >= ROW_FINALIZED;
            all = left == 0;
        }
        if (all)
            return;
        still = moves == before ? still + 1 : 0;
        before = moves;
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
}

static void
note_error(const char *what, int code)
{
    char text[MPI_MAX_ERROR_STRING] = "";
    int n = 0, class = 0;
    PMPI_Error_string(code, text, &n);
    PMPI_Error_class(code, &class);
    text[strcspn(text, "\n")] = '\0';
    const struct record *current = current_call();
    const char *call =
        current != NULL ? call_name(current->call) : "an MPI call";
    const void *site =
        current != NULL ? (const void *)current->site : calling_site();
    if (current == NULL && touched.call != NULL && site == touched.site)
        call = touched.call;
    if (row != NULL && current != NULL)
        current_call()->error = class;
    if (row != NULL && current == NULL && site != NULL)
        note_step(call, site);
    if (row != NULL && row->nfaults == 0 && class != MPI_ERR_TRUNCATE)
        complain(
            &(struct complaint){class_of_error(class), BY_LIBRARY, {site}},
            "Rank %d: %s at {0} failed: %s.", row->rank, call, text);
    if (row != NULL)
        let_lower_ranks_come();
    fprintf(stderr, "observe: rank %d: an error %s, aborting: %s\n",
            row ? row->rank : -1, what, text);
    if (row != NULL)
        row->aborted = 2; /* by the library, not by the program */
    PMPI_Abort(MPI_COMM_WORLD, code & 255 ? code & 255 : 1);
}

static void
comm_error(MPI_Comm *comm, int *code, ...)
{
    (void)comm;
    note_error("on a communicator", *code);
}

static void
win_error(MPI_Win *win, int *code, ...)
{
    (void)win;
    note_error("on a window", *code);
}

MPI_Errhandler observe_comm_errors, observe_win_errors;

void
make_error_handlers(void)
{
    PMPI_Comm_create_errhandler(comm_error, &observe_comm_errors);
    PMPI_Win_create_errhandler(win_error, &observe_win_errors);
}
