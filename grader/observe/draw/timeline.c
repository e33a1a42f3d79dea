/* timeline.c - fills a timeline, and gives each call its column. */
#define _GNU_SOURCE
#include "timeline.h"

#include <stdlib.h>
#include <string.h>

/* Room for one more of `n` items; NULL: no memory, and nothing is lost. */
static void *
grow(void *items, int n, int *room, size_t size)
{
    if (n < *room)
        return items;
    int more = *room > 0 ? 2 * *room : 256;
    void *grown = realloc(items, (size_t)more * size);
    if (grown != NULL)
        *room = more;
    return grown;
}

void
tl_free(struct timeline *t)
{
    free(t->call);
    free(t->link);
    free(t->hold);
}

int
tl_lane(struct timeline *t, const char *badge, const char *name)
{
    if (t->nlanes == TL_LANES)
        return -1;
    struct tl_lane *l = &t->lane[t->nlanes];
    *l = (struct tl_lane){.first = -1, .last = -1};
    snprintf(l->badge, sizeof l->badge, "%s", badge);
    snprintf(l->name, sizeof l->name, "%s", name);
    return t->nlanes++;
}

int
tl_call(struct timeline *t, int lane, const char *name, const char *place,
        uint64_t begin, uint64_t end)
{
    void *grown = lane < 0 || t->ncalls == TL_CALLS
                      ? NULL
                      : grow(t->call, t->ncalls, &t->room, sizeof *t->call);
    if (grown == NULL) {
        t->left_out++;
        return -1;
    }
    t->call = grown;
    struct tl_lane *l = &t->lane[lane];
    struct tl_call *c = &t->call[t->ncalls];
    *c = (struct tl_call){.lane = lane,
                          .next = -1,
                          .begin = begin,
                          .end = end,
                          .meet = -1,
                          .peer = TL_NONE,
                          .tag = TL_NONE,
                          .bytes = TL_NONE,
                          .column = -1};
    snprintf(c->name, sizeof c->name, "%s", name);
    snprintf(c->place, sizeof c->place, "%s", place);
    if (l->last >= 0)
        t->call[l->last].next = t->ncalls;
    else
        l->first = t->ncalls;
    l->last = t->ncalls;
    return t->ncalls++;
}

void
tl_link(struct timeline *t, int from, int to, enum tl_kind kind, int tag)
{
    void *grown = from < 0 || to < 0 ? NULL
                                     : grow(t->link, t->nlinks,
                                            &t->link_room, sizeof *t->link);
    if (grown == NULL)
        return;
    t->link = grown;
    t->link[t->nlinks++] = (struct tl_link){from, to, kind, tag};
}

void
tl_edge(struct timeline *t, int from, int to)
{
    for (int i = 0; i < t->nedges; i++)
        if (t->edge[i].from == from && t->edge[i].to == to)
            return;
    if (t->nedges < TL_EDGES && from >= 0 && to >= 0)
        t->edge[t->nedges++] = (struct tl_edge){from, to};
}

int
tl_hold(struct timeline *t, int from)
{
    void *grown =
        from < 0 ? NULL
                 : grow(t->hold, t->nholds, &t->hold_room, sizeof *t->hold);
    if (grown == NULL)
        return -1;
    t->hold = grown;
    t->hold[t->nholds] = (struct tl_hold){t->call[from].lane, from, -1};
    return t->nholds++;
}

/* --- columns -----------------------------------------------------------
 */

struct placing {
    struct timeline *t;
    int head[TL_LANES]; /* the first call without a column */
    int next[TL_LANES]; /* the first free column */
    int *first_link;    /* of each call: links that lead to it, */
    int *next_link;     /* as lists */
};

static bool
placing_begin(struct placing *p, struct timeline *t)
{
    *p = (struct placing){.t = t};
    p->first_link = malloc(((size_t)t->ncalls + 1) * sizeof(int));
    p->next_link = malloc(((size_t)t->nlinks + 1) * sizeof(int));
    if (p->first_link == NULL || p->next_link == NULL)
        return false;
    for (int i = 0; i < t->ncalls; i++)
        p->first_link[i] = -1;
    for (int i = 0; i < t->nlinks; i++) {
        p->next_link[i] = p->first_link[t->link[i].to];
        p->first_link[t->link[i].to] = i;
    }
    for (int i = 0; i < t->nlanes; i++)
        p->head[i] = t->lane[i].first;
    return true;
}

/* The first column in which this call can stand, -1: not yet known. */
static int
earliest(const struct placing *p, int call, bool force)
{
    const struct timeline *t = p->t;
    int column = p->next[t->call[call].lane];
    for (int k = p->first_link[call]; k >= 0; k = p->next_link[k]) {
        int from = t->call[t->link[k].from].column;
        if (from < 0 && !force)
            return -1;
        column = from >= column ? from + 1 : column;
    }
    return column;
}

/* The column where all calls of one meeting can stand; -1: some lane has
 * not come to it yet. */
static int
meeting(const struct placing *p, int meet, bool force)
{
    const struct timeline *t = p->t;
    int column = 0;
    for (int i = 0; i < t->ncalls; i++) {
        const struct tl_call *c = &t->call[i];
        if (c->meet != meet || c->column >= 0)
            continue;
        int at = p->head[c->lane] == i ? earliest(p, i, force) : -1;
        if (at < 0 && !force)
            return -1;
        column = at > column ? at : column;
    }
    return column;
}

static void
stand(struct placing *p, int call, int column)
{
    struct tl_call *c = &p->t->call[call];
    c->since = c->waited ? p->next[c->lane] : column;
    for (int k = p->first_link[call]; k >= 0; k = p->next_link[k]) {
        const struct tl_link *l = &p->t->link[k];
        int born = p->t->call[l->from].column + 1;
        if (l->kind == TL_BIRTH && c->since < born && born <= column)
            c->since = born; /* nobody waits before it is there */
    }
    c->column = column;
    p->next[c->lane] = column + 1;
    p->head[c->lane] = c->next;
    if (column + 1 > p->t->columns)
        p->t->columns = column + 1;
}

/* Gives the next call of a lane its column, and those it meets. */
static bool
place_next(struct placing *p, int lane, bool force)
{
    struct timeline *t = p->t;
    int call = p->head[lane];
    if (call < 0)
        return false;
    int meet = t->call[call].meet;
    int column =
        meet < 0 ? earliest(p, call, force) : meeting(p, meet, force);
    if (column < 0)
        return false;
    if (meet < 0) {
        stand(p, call, column);
        return true;
    }
    for (int i = 0; i < t->nlanes; i++)
        if (p->head[i] >= 0 && t->call[p->head[i]].meet == meet)
            stand(p, p->head[i], column);
    return true;
}

/* A record of a faulty program may have no order: then one call stands
 * where it is, and the others go on. */
void
tl_place(struct timeline *t)
{
    struct placing p;
    if (placing_begin(&p, t))
        for (bool moved = true; moved;) {
            moved = false;
            for (int i = 0; i < t->nlanes; i++)
                while (place_next(&p, i, false))
                    moved = true;
            for (int i = 0; i < t->nlanes && !moved; i++)
                moved = place_next(&p, i, true);
        }
    free(p.first_link);
    free(p.next_link);
}
