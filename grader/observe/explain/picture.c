/*
 * picture.c - the space-time diagram of a run as SVG: a lane for each rank,
 * a bar for each call, a curve for each message, a band for each collective
 * call.  Columns are the order of events, not seconds: a receive stands
 * after its send, and nothing overlaps.
 */
#define _GNU_SOURCE
#include "picture.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMN = 112,
    LANE = 64,
    LEFT = 78,
    TOP = 40,
    BAR = 22,
    WIDTH = 96,
    MOST_COLUMNS = 60
};

struct drawing {
    FILE *f;
    struct trace *t;
    uint64_t stuck;
    int *column[MOST_RANKS + 1]; /* of each record; -1: not drawn */
    int columns;
    bool cut; /* there was more than fits */
};

static bool
is_drawn(const struct record *r)
{
    return r->call != LIST && r->call != COMM && r->call < CALL_Start &&
           r->call != CALL_Init;
}

/* --- columns -------------------------------------------------------------
 */

/* The column that record i must stand behind, -1 if it is free to stand
 * anywhere, -2 if what it follows has no column yet. */
static int
after(struct drawing *d, int rank, uint32_t i)
{
    const struct record *r = &d->t->rank[rank].log[i];
    const struct mate *m =
        receives(r) && !is_sendrecv(r->call) && r->request < 0
            ? recv_mate(d->t, rank, i)
            : NULL;
    if (m == NULL || m->rank < 0)
        return -1;
    int c = d->column[m->rank][m->index];
    return c >= 0 ? c : -2;
}

/* A collective call stands in one column on all ranks. */
static int
shared_column(struct drawing *d, int rank, uint32_t i, const int *next,
              const uint32_t *at)
{
    const struct record *r = &d->t->rank[rank].log[i];
    struct comm_log *c = comm_of(d->t, r->comm);
    int32_t k = d->t->rank[rank].place[i];
    int column = next[rank];
    for (int j = 0; c != NULL && j < c->n; j++) {
        int m = c->ranks[j];
        if (m < 0 || m >= d->t->size || c->calls[m].n <= k)
            continue;
        uint32_t x = c->calls[m].index[k];
        if (d->column[m][x] >= 0)
            return d->column[m][x];
        if (at[m] < x)
            return -2; /* that rank has other calls to draw first */
        column = next[m] > column ? next[m] : column;
    }
    return column;
}

static bool
place_next(struct drawing *d, int rank, int *next, uint32_t *at, bool force)
{
    struct rank_log *l = &d->t->rank[rank];
    while (at[rank] < l->n && !is_drawn(&l->log[at[rank]]))
        d->column[rank][at[rank]++] = -1;
    if (at[rank] >= l->n)
        return false;
    uint32_t i = at[rank];
    int c = after(d, rank, i);
    if (c == -2 && !force)
        return false;
    c = c + 1 > next[rank] ? c + 1 : next[rank];
    if (is_collective(l->log[i].call)) {
        int s = shared_column(d, rank, i, next, at);
        if (s == -2 && !force)
            return false;
        c = s >= c ? s : c;
    }
    at[rank]++;
    d->column[rank][i] = c < MOST_COLUMNS ? c : -1;
    d->cut = d->cut || c >= MOST_COLUMNS;
    next[rank] = c + 1;
    if (c < MOST_COLUMNS && c + 1 > d->columns)
        d->columns = c + 1;
    return true;
}

static void
place_all(struct drawing *d)
{
    int next[MOST_RANKS + 1] = {0};
    uint32_t at[MOST_RANKS + 1] = {0};
    for (int rank = 0; rank < d->t->size; rank++) {
        d->column[rank] =
            calloc((size_t)d->t->rank[rank].n + 1, sizeof(int));
        for (uint32_t i = 0; i <= d->t->rank[rank].n; i++)
            d->column[rank][i] = -1;
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (int rank = 0; rank < d->t->size; rank++)
            while (place_next(d, rank, next, at, false))
                moved = true;
        for (int rank = 0; rank < d->t->size && !moved; rank++)
            moved = place_next(d, rank, next, at, true);
    }
}

/* --- drawing -------------------------------------------------------------
 */

static int
x_of(int column)
{
    return LEFT + column * COLUMN;
}

static int
y_of(int rank)
{
    return TOP + rank * LANE + LANE / 2;
}

static const char style[] =
    "<style>\n"
    "svg{--paper:#fdfcf9;--ink:#222;--soft:#767676;--send:#1f5f99;"
    "--recv:#1b7a5a;--coll:#8a3d91;--wait:#d9d4c7;--accent:#b3261e}\n"
    "@media (prefers-color-scheme:dark){svg{--paper:#16181c;--ink:#e8e6e1;"
    "--soft:#9a9a9a;--send:#7db4e6;--recv:#6fcfa9;--coll:#d79be0;"
    "--wait:#3a3d44;--accent:#ff8a80}}\n"
    ".p{fill:var(--paper)}.l{stroke:var(--soft);stroke-width:1}"
    "text{font:12px 'Source Sans 3',sans-serif;fill:var(--ink)}"
    ".s{font-size:10px;fill:var(--soft)}.b{fill:var(--wait);"
    "stroke-width:1.5}.send{stroke:var(--send)}.recv{stroke:var(--recv)}"
    ".coll{stroke:var(--coll)}.other{stroke:var(--soft)}"
    ".stuck{stroke:var(--accent);stroke-width:2.5;"
    "stroke-dasharray:5 3}.m{fill:none;stroke:var(--send);"
    "stroke-width:1.5;marker-end:url(#a)}.lost{stroke:var(--accent);"
    "stroke-dasharray:4 3}.band{fill:var(--coll);opacity:.12}"
    "#a path{fill:var(--send)}\n"
    "</style>\n";

static const char *
kind_of(const struct record *r)
{
    if (is_send(r->call) || is_sendrecv(r->call))
        return "send";
    if (receives(r) || is_wait(r->call) || is_probe(r->call))
        return "recv";
    return is_collective(r->call) || r->call == CALL_Finalize ? "coll"
                                                              : "other";
}

static void
draw_call(struct drawing *d, int rank, uint32_t i)
{
    const struct record *r = &d->t->rank[rank].log[i];
    const struct row *row = d->t->rank[rank].row;
    int c = d->column[rank][i], x = x_of(c), y = y_of(rank) - BAR / 2;
    bool stuck = r->end == 0 && (d->stuck >> rank & 1);
    int width = stuck ? x_of(d->columns) - x - (COLUMN - WIDTH) : WIDTH;
    fprintf(d->f,
            "<g><title>rank %d, %s, %s</title><rect class=\"b %s%s\" "
            "x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n",
            rank, name_of(r->call), where(row, r->site),
            stuck ? "" : kind_of(r), stuck ? "stuck" : "", x, y, width,
            BAR);
    fprintf(d->f, "<text x=\"%d\" y=\"%d\">%.15s</text>", x + 5, y + 15,
            name_of(r->call) + 4);
    fprintf(d->f, "<text class=\"s\" x=\"%d\" y=\"%d\">%.18s</text></g>\n",
            x + 2, y + BAR + 12, where(row, r->site));
}

static void
draw_message(struct drawing *d, int rank, uint32_t i)
{
    const struct record *r = &d->t->rank[rank].log[i];
    const struct mate *m = &d->t->rank[rank].mate[i];
    if (!sends(r) || m->rank < 0 || d->column[m->rank][m->index] < 0)
        return;
    int x = x_of(d->column[rank][i]) + WIDTH * 3 / 4;
    int to = x_of(d->column[m->rank][m->index]) + WIDTH / 4;
    int down = m->rank > rank ? 1 : -1;
    int y = y_of(rank) + down * BAR / 2;
    int end = y_of(m->rank) - down * (BAR / 2 + 2);
    fprintf(d->f,
            "<path class=\"m\" d=\"M%d %dC%d %d %d %d %d %d\"><title>"
            "message from rank %d to rank %d, tag %d</title></path>\n",
            x, y, x, (y + end) / 2, to, (y + end) / 2, to, end, rank,
            m->rank, r->tag);
}

static void
draw_bands(struct drawing *d)
{
    for (int k = 0; k < d->t->ncomms; k++) {
        struct comm_log *c = &d->t->comms[k];
        for (int place = 0;; place++) {
            int low = -1, high = -1, column = -1;
            bool more = false;
            for (int m = 0; m < d->t->size; m++) {
                if (c->calls[m].n <= place)
                    continue;
                more = true;
                column = d->column[m][c->calls[m].index[place]];
                low = low == -1 ? m : low;
                high = m;
            }
            if (!more)
                break;
            if (column >= 0 && high > low)
                fprintf(d->f,
                        "<rect class=\"band\" x=\"%d\" y=\"%d\" "
                        "width=\"%d\" height=\"%d\" rx=\"8\"/>\n",
                        x_of(column) - 6, y_of(low) - BAR, WIDTH + 12,
                        y_of(high) - y_of(low) + 2 * BAR);
        }
    }
}

static void
draw_all(struct drawing *d)
{
    int width = x_of(d->columns) + 20,
        height = TOP + d->t->size * LANE + 16;
    fprintf(d->f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d "
            "%d\" width=\"%d\" height=\"%d\" role=\"img\" "
            "aria-labelledby=\"t d\">\n<title id=\"t\">What %d ranks did"
            "</title>\n<desc id=\"d\">One lane for each rank, from left to "
            "right in the order of events: bars are MPI calls, arrows are "
            "messages, bands are collective calls; a broken outline is a "
            "call that can never end.%s</desc>\n",
            width, height, width, height, d->t->size,
            d->cut ? " Only the beginning is shown." : "");
    fputs(style, d->f);
    fprintf(d->f,
            "<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" "
            "refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
            "orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
            "<rect class=\"p\" width=\"%d\" height=\"%d\"/>\n",
            width, height);
    for (int rank = 0; rank < d->t->size; rank++)
        fprintf(d->f,
                "<text x=\"10\" y=\"%d\">rank %d</text><line class=\"l\" "
                "x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
                y_of(rank) + 4, rank, LEFT - 14, width - 10, y_of(rank),
                y_of(rank));
    draw_bands(d);
    for (int rank = 0; rank < d->t->size; rank++)
        for (uint32_t i = 0; i < d->t->rank[rank].n; i++)
            if (d->column[rank][i] >= 0)
                draw_call(d, rank, i);
    for (int rank = 0; rank < d->t->size; rank++)
        for (uint32_t i = 0; i < d->t->rank[rank].n; i++)
            if (d->column[rank][i] >= 0)
                draw_message(d, rank, i);
    fputs("</svg>\n", d->f);
}

bool
write_picture(const char *path, struct trace *t, const struct stuck *stuck)
{
    struct drawing d = {.t = t, .stuck = stuck->ranks};
    d.f = fopen(path, "w");
    if (d.f == NULL)
        return false;
    place_all(&d);
    draw_all(&d);
    for (int rank = 0; rank < t->size; rank++)
        free(d.column[rank]);
    return fclose(d.f) == 0;
}
