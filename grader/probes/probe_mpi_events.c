/*
 * probe_mpi_events.c - the ordered record of what one rank did in a case.
 */
#include "probe_mpi_calls.h"

#include <string.h>

enum { MOST_EVENTS = 4096, MOST_NAMES = 128 };

static struct event event[MOST_EVENTS];
static int events;
static int64_t lost; /* those that did not fit */

void
events_begin(void)
{
    events = 0;
    lost = 0;
}

int
note_event(struct event e)
{
    if (!watch.on)
        return -1;
    if (events == MOST_EVENTS) {
        lost++;
        return -1;
    }
    event[events] = e;
    return events++;
}

void
note_message(int at, const MPI_Status *s, MPI_Comm c)
{
    int bytes;
    requests_answered(case_peer(s->MPI_SOURCE, c));
    if (at < 0)
        return;
    event[at].peer = case_peer(s->MPI_SOURCE, c);
    event[at].tag = s->MPI_TAG;
    if (PMPI_Get_count(s, MPI_BYTE, &bytes) == MPI_SUCCESS &&
        bytes != MPI_UNDEFINED)
        event[at].bytes = bytes;
}

void
mpi_mark(const char *name, int64_t a, int64_t b)
{
    watch.looks = 0;
    note_event((struct event){.call = name,
                              .kind = EVENT_MARK,
                              .peer = PEER_NONE,
                              .request = -1,
                              .a = a,
                              .b = b});
}

int
case_peer(int r, MPI_Comm c)
{
    int n, out;
    MPI_Group theirs, ours;
    if (r == MPI_ANY_SOURCE)
        return PEER_ANY;
    if (r == MPI_PROC_NULL || c == MPI_COMM_NULL || r < 0)
        return PEER_NONE;
    if (c == watch.comm)
        return r;
    PMPI_Comm_size(c, &n);
    if (r >= n)
        return PEER_OUTSIDE;
    PMPI_Comm_group(c, &theirs);
    PMPI_Comm_group(watch.comm, &ours);
    PMPI_Group_translate_ranks(theirs, 1, &r, ours, &out);
    PMPI_Group_free(&theirs);
    PMPI_Group_free(&ours);
    return out == MPI_UNDEFINED ? PEER_OUTSIDE : out;
}

int64_t
bytes_of(int64_t n, MPI_Datatype t)
{
    int size = 0;
    if (watch.on && t != MPI_DATATYPE_NULL)
        PMPI_Type_size(t, &size);
    return n * size;
}

/* The names once, one a line; then eight numbers an event. */
void
say_mpi_events(void)
{
    static int64_t v[8 * MOST_EVENTS];
    static char names[MOST_NAMES * 32];
    const char *seen[MOST_NAMES];
    int known = 0;
    size_t used = 0;
    for (int i = 0; i < events; i++) {
        const struct event *e = &event[i];
        int k = 0;
        while (k < known && strcmp(seen[k], e->call) != 0)
            k++;
        size_t len = strlen(e->call);
        if (k == known && known < MOST_NAMES &&
            used + len + 1 < sizeof names) {
            memcpy(names + used, e->call, len);
            names[used + len] = '\n';
            used += len + 1;
            seen[known++] = e->call;
        }
        int64_t row[8] = {k,        e->kind,    e->peer, e->tag,
                          e->bytes, e->request, e->a,    e->b};
        memcpy(v + 8 * i, row, sizeof row);
    }
    say_text(names, used);
    say_i64s(v, 8 * (size_t)events);
    say_i64(lost);
}
