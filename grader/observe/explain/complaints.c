/* complaints.c - what a rank noticed itself, and how it ended. */
#define _GNU_SOURCE
#include "explain.h"

#include <signal.h>
#include <string.h>

/* Puts the lines of the source for {0}, {1}, {2}. */
static void
fill_sites(struct fault *f, struct trace *t, int rank,
           const struct fault_row *row)
{
    for (const char *p = row->text; *p != '\0'; p++) {
        int k = p[0] == '{' && p[1] >= '0' && p[1] < '0' + MOST_SITES &&
                        p[2] == '}'
                    ? p[1] - '0'
                    : -1;
        if (k == -1) {
            say(f, "%c", *p);
            continue;
        }
        if (k < (int)row->nsites)
            say(f, "%s", cite(f, t, rank, row->site[k]));
        p += 2;
    }
}

static enum order
order_of(const struct fault_row *row)
{
    const char *class = row->class;
    if (strstr(class, " leak") != NULL)
        return BY_LEAK;
    if (row->by_library)
        return BY_ERROR;
    if (strcmp(class, "buffer reused") == 0)
        return BY_MISMATCH;
    if (strcmp(class, "message never received") == 0)
        return BY_LOST;
    return BY_CALL;
}

void
note_complaints(struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++) {
        struct row *row = t->rank[rank].row;
        for (uint32_t i = 0; row != NULL && i < row->nfaults; i++) {
            const struct fault_row *from = &row->faults[i];
            struct fault *f = new_fault(order_of(from), from->class);
            f->potential = from->potential;
            f->when = from->when;
            blame(f, rank);
            fill_sites(f, t, rank, from);
        }
    }
}

/* Did some rank end the run on purpose, or the library for an error? */
static bool
aborted(const struct trace *t)
{
    for (int rank = 0; rank < t->size; rank++)
        if (t->rank[rank].row != NULL && t->rank[rank].row->aborted)
            return true;
    return false;
}

static bool
reused_a_buffer(const struct row *row)
{
    for (uint32_t i = 0; i < row->nfaults; i++)
        if (strcmp(row->faults[i].class, "buffer reused") == 0)
            return true;
    return false;
}

/* Open MPI's own threads, and its clearing up behind MPI_Finalize, stumble
 * now and then when the launcher has little of the processor.  It is not
 * the program's fault, nor a reason to say nothing of what is. */
static bool
is_library_crash(const struct row *row, const struct record *open)
{
    bool own =
        row->signal_site >= row->base && row->signal_site < row->text_end;
    bool memory = row->signal == SIGSEGV || row->signal == SIGBUS;
    if (open != NULL && open->call == CALL_Finalize)
        return true;
    return memory && !own && (row->signal_late || row->signal_thread == 0);
}

static void
note_crash(struct trace *t, int rank)
{
    const struct row *row = t->rank[rank].row;
    struct record *r = open_call(t, rank);
    struct fault *f = new_fault(BY_CRASH, "crash");
    blame(f, rank);
    say(f, "Rank %d was ended by %s", rank,
        row->signal == SIGSEGV   ? "a memory fault (SIGSEGV)"
        : row->signal == SIGBUS  ? "a memory fault (SIGBUS)"
        : row->signal == SIGFPE  ? "a division by zero (SIGFPE)"
        : row->signal == SIGABRT ? "abort()"
                                 : "a signal");
    /* MPI_Finalize stumbles over what the program has left behind, too */
    if (is_library_crash(row, r))
        f->order = BY_CHANCE;
    /* over memory that is freed too early, too */
    if (r != NULL && r->end == 0 && reused_a_buffer(row))
        f->order = BY_CHANCE;
    if (r != NULL && r->end == 0)
        say(f,
            " inside %s (%s). Look at the buffers and counts of that "
            "call.",
            name_of(r->call), cite(f, t, rank, r->site));
    else if (row->signal_site >= row->base &&
             row->signal_site < row->text_end)
        say(f, " at %s.", cite(f, t, rank, row->signal_site));
    else
        say(f, ".");
}

/* Out without MPI_Finalize, though nobody ended the run. */
static void
note_exit(struct trace *t, int rank)
{
    const struct row *row = t->rank[rank].row;
    struct fault *f = new_fault(BY_END, "missing MPI_Finalize");
    const struct record *last = NULL;
    for (uint32_t i = 0; i < t->rank[rank].n; i++)
        if (t->rank[rank].log[i].call < LIST &&
            t->rank[rank].log[i].call != CALL_Local_load &&
            t->rank[rank].log[i].call != CALL_Local_store)
            last = &t->rank[rank].log[i];
    blame(f, rank);
    say(f, "Rank %d ended without MPI_Finalize", rank);
    if (last != NULL)
        say(f, "; its last MPI call was %s (%s)", name_of(last->call),
            cite(f, t, rank, last->site));
    else
        say(f, " after MPI_Init (%s)", cite(f, t, rank, row->init_site));
    say(f, ". Every rank must call MPI_Finalize before it ends, or "
           "MPI_Abort to end them all.");
}

void
note_crashes(struct trace *t, int status)
{
    (void)status;
    bool on_purpose = aborted(t), crashed = false;
    for (int rank = 0; rank < t->size; rank++) {
        const struct row *row = t->rank[rank].row;
        if (row == NULL || row->signal == 0 || row->aborted)
            continue;
        note_crash(t, rank);
        crashed = true;
    }
    for (int rank = 0; rank < t->size && !crashed && !on_purpose; rank++)
        if (t->rank[rank].row != NULL && t->rank[rank].row->exit_site != 0)
            note_exit(t, rank);
}
