/* picture.c - from the logs of the ranks to a timeline: which calls are
 * shown, what each is called, which message went where. */
#define _GNU_SOURCE
#include "picture.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_OF_A_RANK = 36 };

struct making {
    struct timeline *tl;
    struct trace *t;
    uint64_t stuck;
    bool names;            /* what is named is red, not only who hangs */
    bool whole;            /* nothing is left out */
    uint64_t from, until;  /* what is shown */
    int *call[MOST_RANKS]; /* of each record: its call, or -1 */
};

/* The calls by which ranks wait for each other, and any that the sentence
 * names.  A picture shows a persistent request where it is started, not
 * where it is described. */
static bool
is_shown(const struct making *m, int rank, const struct record *r)
{
    bool described = r->call >= CALL_Send_init && r->call <= CALL_Recv_init;
    if ((r->call >= CALL_Start && r->call < CALL_Other) ||
        (described && (r->flags & STARTED) && !m->whole))
        return fault_names(rank, where(m->t->rank[rank].row, r->site));
    return r->call != LIST && r->call != COMM && r->call < CALL_Start &&
           r->call != CALL_Init && r->call != CALL_Init_thread;
}

static void
details(struct tl_call *c, const struct record *r)
{
    if (sends(r) || receives(r) || is_probe(r->call)) {
        c->peer = r->peer >= 0 ? r->peer : TL_NONE;
        c->tag = r->tag >= 0 ? r->tag : TL_NONE;
    }
    if (receives(r) && !is_sendrecv(r->call) && r->source >= 0) {
        c->peer = r->source;
        c->tag = r->got_tag;
    }
    if (is_access(r->call))
        c->peer = r->peer;
    if (r->bytes > 0)
        c->bytes = r->got_bytes > 0 ? r->got_bytes : r->bytes;
}

/* Of a rank with more than `most` calls some are left out.  Then all ranks
 * are shown from when it begins, or until it ends, to be seen. */
static void
choose_window(struct making *m, uint32_t most)
{
    m->until = UINT64_MAX;
    for (int rank = 0; rank < m->t->size; rank++) {
        struct rank_log *l = &m->t->rank[rank];
        uint32_t all = 0, k = 0;
        for (uint32_t i = 0; i < l->n; i++)
            all += is_shown(m, rank, &l->log[i]);
        for (uint32_t i = 0; all > most && i < l->n; i++) {
            uint64_t begin = l->log[i].begin;
            if (!is_shown(m, rank, &l->log[i]))
                continue;
            if (m->stuck != 0 && k == all - most && begin > m->from)
                m->from = begin;
            if (m->stuck == 0 && k == most && begin < m->until)
                m->until = begin;
            k++;
        }
    }
}

static bool
has_record(const struct rank_log *l, const char *place)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (l->log[i].call < CALL_Other &&
            strcmp(where(l->row, l->log[i].site), place) == 0)
            return true;
    return false;
}

/* What the sentence names and no record shows, from `since` until `until`:
 * a datatype was made, a buffer was read. */
static void
add_steps(struct making *m, int rank, uint64_t since, uint64_t until)
{
    struct rank_log *l = &m->t->rank[rank];
    for (uint32_t i = 0; l->row != NULL && i < l->row->nsteps; i++) {
        const struct step_row *s = &l->row->steps[i];
        const char *place = where(l->row, s->site);
        if (s->when < since || s->when >= until ||
            !fault_names(rank, place) || has_record(l, place))
            continue;
        int c = tl_call(m->tl, rank, s->name, place, s->when, s->when);
        if (c >= 0)
            m->tl->call[c].named = m->names;
    }
}

/* Where a signal ended it. */
static void
add_signal(struct making *m, int rank, uint64_t last)
{
    const struct row *row = m->t->rank[rank].row;
    const char *place = where(row, row->signal_site);
    if (row->signal == 0 || !fault_names(rank, place))
        return;
    int c = tl_call(m->tl, rank, "signal", place, last, last);
    if (c >= 0)
        m->tl->call[c].named = m->names;
}

static const char *
shown_name(const struct record *r)
{
    return r->call == CALL_Local_store  ? "write"
           : r->call == CALL_Local_load ? "read"
           : r->flags & STARTALL        ? "MPI_Startall"
                                        : name_of(r->call);
}

/* MPI_Startall has a record for each request, and one bar.  The bar to
 * which this record belongs, or -1 if it is none or the first. */
static int
startall_of(struct making *m, int rank, const struct record *r)
{
    int last = m->tl->lane[rank].last;
    struct tl_call *c = last < 0 ? NULL : &m->tl->call[last];
    if (!(r->flags & AND_MORE) || c == NULL ||
        strcmp(c->name, "MPI_Startall") != 0)
        return -1;
    c->end = r->end;
    c->peer = c->tag = TL_NONE; /* of several messages none */
    c->bytes = TL_NONE;
    return last;
}

static void
add_rank(struct making *m, int rank)
{
    struct rank_log *l = &m->t->rank[rank];
    uint64_t last = m->from;
    for (uint32_t i = 0; i < l->n; i++) {
        const struct record *r = &l->log[i];
        bool open = r->end == 0 || r == open_call(m->t, rank);
        if (!is_shown(m, rank, r))
            continue;
        if (r->begin >= m->until || (!open && r->end < m->from)) {
            m->tl->left_out++;
            continue;
        }
        add_steps(m, rank, last, r->begin);
        last = r->begin;
        int c = m->call[rank][i] = startall_of(m, rank, r);
        if (c >= 0)
            continue;
        c = m->call[rank][i] =
            tl_call(m->tl, rank, shown_name(r), where(l->row, r->site),
                    r->begin, open || r->end >= m->until ? 0 : r->end);
        if (c < 0)
            continue;
        details(&m->tl->call[c], r);
        m->tl->call[c].stuck = open && (m->stuck >> rank & 1);
        m->tl->call[c].named =
            m->names && fault_names(rank, m->tl->call[c].place);
    }
    add_steps(m, rank, last, m->until);
    if (l->row != NULL)
        add_signal(m, rank, last);
}

/* The record in which a message was received: that of the receive, or of
 * the wait that completed it. */
static uint32_t
received_in(struct making *m, int rank, uint32_t i)
{
    struct rank_log *l = &m->t->rank[rank];
    uint64_t done = l->log[i].done;
    if (!makes_request(l->log[i].call) || done == 0)
        return i;
    for (uint32_t k = i + 1; k < l->n && l->log[k].begin <= done; k++)
        if ((is_wait(l->log[k].call) || is_test(l->log[k].call)) &&
            l->log[k].end >= done && m->call[rank][k] >= 0)
            return k;
    return i;
}

static void
add_messages(struct making *m, int rank)
{
    struct rank_log *l = &m->t->rank[rank];
    for (uint32_t i = 0; i < l->n; i++) {
        const struct record *r = &l->log[i];
        struct mate to = l->mate[i];
        if (m->call[rank][i] < 0 || !sends(r) || to.rank < 0)
            continue;
        uint32_t k = received_in(m, to.rank, (uint32_t)to.index);
        int from = m->call[rank][i], in = m->call[to.rank][k];
        if (in < 0 || from == in)
            continue;
        tl_link(m->tl, from, in, TL_MESSAGE, r->tag);
        struct tl_call *c = &m->tl->call[in];
        c->waited = c->waited || c->begin < r->begin;
    }
}

/* Those who came to a collective call before the last one wait for it. */
static void
add_meeting(struct making *m, struct comm_log *c, int place)
{
    uint64_t latest = 0;
    int members = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int rank = 0; rank < m->t->size; rank++) {
            if (c->calls[rank].n <= place)
                continue;
            uint32_t i = c->calls[rank].index[place];
            int k = m->call[rank][i];
            if (k < 0 ||
                is_nonblocking_collective(m->t->rank[rank].log[i].call))
                continue;
            struct tl_call *call = &m->tl->call[k];
            if (pass == 0) {
                latest = call->begin > latest ? call->begin : latest;
                members++;
            } else if (members > 1) {
                call->meet = m->tl->meets;
                call->waited = call->begin < latest;
            }
        }
    m->tl->meets += members > 1;
}

static void
add_meetings(struct making *m)
{
    for (int k = 0; k < m->t->ncomms; k++) {
        struct comm_log *c = &m->t->comms[k];
        int most = 0;
        for (int rank = 0; rank < m->t->size; rank++)
            most = c->calls[rank].n > most ? c->calls[rank].n : most;
        for (int place = 0; place < most; place++)
            add_meeting(m, c, place);
    }
}

/* Who is needed by a rank that can never move: nobody of them will come. */
static void
add_edges(struct making *m)
{
    enum { MOST_NEEDS = 256, SHOWN = 3 };
    struct need needs[MOST_NEEDS];
    for (int rank = 0; rank < m->t->size; rank++) {
        if (!(m->stuck >> rank & 1))
            continue;
        int n = needs_of(m->t, rank, needs, MOST_NEEDS), shown = 0;
        for (int k = 0; k < n; k++)
            for (int other = 0; other < m->t->size && shown < SHOWN;
                 other++)
                if (needs[k].any_of >> other & 1) {
                    tl_edge(m->tl, rank, other);
                    shown++;
                }
    }
}

static struct timeline *
make(struct trace *t, const struct stuck *stuck, uint32_t most)
{
    static char title[64];
    struct timeline *tl = calloc(1, sizeof *tl);
    struct making m = {.tl = tl,
                       .t = t,
                       .stuck = stuck->ranks,
                       .whole = most != SHOWN_OF_A_RANK};
    m.names = stuck->ranks == 0 || !fault_is_hang();
    if (tl == NULL)
        return NULL;
    snprintf(title, sizeof title, "What %d rank%s did", t->size,
             t->size == 1 ? "" : "s");
    tl->title = title;
    tl->what = "rank";
    tl->hangs = stuck->ranks != 0;
    for (int rank = 0; rank < t->size; rank++) {
        char badge[8];
        snprintf(badge, sizeof badge, "%d", rank);
        tl_lane(tl, badge, "");
        m.call[rank] = malloc(((size_t)t->rank[rank].n + 1) * sizeof(int));
        for (uint32_t i = 0; m.call[rank] && i < t->rank[rank].n; i++)
            m.call[rank][i] = -1;
    }
    choose_window(&m, most);
    for (int rank = 0; rank < t->size; rank++)
        if (m.call[rank] != NULL)
            add_rank(&m, rank);
    for (int rank = 0; rank < t->size; rank++)
        add_messages(&m, rank);
    add_meetings(&m);
    add_edges(&m);
    for (int rank = 0; rank < t->size; rank++)
        free(m.call[rank]);
    return tl;
}

struct timeline *
picture_timeline(struct trace *t, const struct stuck *stuck)
{
    return make(t, stuck, SHOWN_OF_A_RANK);
}

struct timeline *
whole_timeline(struct trace *t, const struct stuck *stuck)
{
    return make(t, stuck, UINT32_MAX / 2);
}
