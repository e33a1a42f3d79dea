/*
 * picture_links.c - what led to what in a run of threads and processes, by
 * following the events in the order in which they took effect.
 */
#define _GNU_SOURCE
#include "picture.h"

#include <stdlib.h>
#include <string.h>

/* The event before (step -1) or after (step 1) this one in its lane; -1. */
static int
neighbour(const struct making *m, int i, int step)
{
    for (int k = i + step; k >= 0 && k < m->n; k += step)
        if (m->event[k].thread == m->event[i].thread)
            return k;
    return -1;
}

bool
belongs_to_wait(const struct making *m, int i)
{
    int k = m->event[i].what == DID_UNLOCK ? neighbour(m, i, 1) : -1;
    return k >= 0 && m->event[k].what == IN_COND &&
           m->event[k].site == m->event[i].site;
}

static struct tracked *
track(struct making *m, uint64_t key)
{
    for (int i = 0; i < m->ntracked; i++)
        if (m->tracked[i].key == key)
            return &m->tracked[i];
    if (m->ntracked == MOST_TRACKED)
        return NULL;
    struct tracked *o = &m->tracked[m->ntracked++];
    *o = (struct tracked){.key = key, .given = -1, .meet = -1};
    for (int i = 0; i < THREADS; i++)
        o->hold[i] = -1;
    return o;
}

/* --- what led to what --------------------------------------------------
 */

static void
led_to(struct making *m, int from, int to, enum tl_kind kind)
{
    if (from < 0 || to < 0)
        return;
    struct tl_call *a = &m->tl->call[from], *b = &m->tl->call[to];
    tl_link(m->tl, from, to, kind, 0);
    b->waited = b->waited || (kind != TL_ORDER && b->begin < a->begin);
}

static bool
is_lock(int what)
{
    return what == IN_LOCK || what == IN_READ_LOCK || what == IN_WRITE_LOCK;
}

static void
take_lock(struct making *m, const struct table_event *e, int call)
{
    struct tracked *o = track(m, e->object);
    if (o == NULL)
        return;
    led_to(m, o->given, call, e->what == DID_LOCK ? TL_ORDER : TL_RELEASE);
    if (call >= 0 && is_lock(e->what))
        m->tl->call[call].waited = true;
    o->hold[e->thread] = tl_hold(m->tl, call);
}

static void
give_lock(struct making *m, int i)
{
    const struct table_event *e = &m->event[i];
    struct tracked *o = track(m, e->object);
    if (o == NULL)
        return;
    int hold = o->hold[e->thread], call = m->call[i];
    int end = belongs_to_wait(m, i) ? m->call[neighbour(m, i, 1)] : call;
    if (hold >= 0 && end >= 0)
        m->tl->hold[hold].to = end;
    o->hold[e->thread] = -1;
    o->given = call >= 0 ? call : o->given;
}

static void
pipe_gets(struct making *m, const struct table_event *e, int call)
{
    struct tracked *o = track(m, e->object);
    if (o != NULL && call >= 0 && e->result > 0 &&
        o->nunread < MOST_UNREAD) {
        o->unread[o->nunread].call = call;
        o->unread[o->nunread].begun = false;
        o->unread[o->nunread++].bytes = e->result;
    }
}

static void
pipe_gives(struct making *m, const struct table_event *e, int call)
{
    struct tracked *o = track(m, e->object);
    long bytes = e->result;
    while (o != NULL && bytes > 0 && o->nunread > 0) {
        long taken =
            o->unread[0].bytes < bytes ? o->unread[0].bytes : bytes;
        led_to(m, o->unread[0].call, call,
               o->unread[0].begun ? TL_ORDER : TL_MESSAGE);
        o->unread[0].begun = true;
        bytes -= taken;
        if ((o->unread[0].bytes -= taken) == 0)
            memmove(o->unread, o->unread + 1,
                    (size_t)--o->nunread * sizeof *o->unread);
    }
}

/* The call that ended this lane.  Who was killed, or left in a way that is
 * not watched, is known to have ended when somebody has waited for it. */
static int
end_of_lane(struct making *m, int lane, uint64_t seen)
{
    if (lane < 0 || lane >= m->tl->nlanes)
        return -1;
    int call = m->tl->lane[lane].last;
    if (call >= 0 && strcmp(m->tl->call[call].name, "end") == 0)
        return call;
    if (call >= 0 && m->tl->call[call].end == 0)
        return -1; /* its end is not shown */
    m->tl->lane[lane].end = 1;
    return tl_call(m->tl, lane, "end", "", seen, seen);
}

static int
lane_of_pid(struct making *m, int pid)
{
    for (int i = 0; i < m->w->table->threads; i++)
        if (m->w->table->thread[i].pid == pid &&
            m->w->table->thread[i].number == 0)
            return i;
    return -1;
}

/* Somebody has closed the last write end, which is no call of a picture:
 * the read stands behind what was done before it returned. */
static void
end_of_file(struct making *m, const struct table_event *e, int call)
{
    if (call < 0 || m->latest < 0)
        return;
    led_to(m, m->latest, call, TL_ORDER);
    m->tl->call[call].waited = m->tl->call[m->latest].begin > e->begin;
}

static void
came_by_signal(struct making *m, int i)
{
    const struct table_event *e = &m->event[i];
    struct tracked *o = track(m, e->object);
    int call = m->call[i], before = neighbour(m, i, -1);
    if (call < 0 || o == NULL)
        return;
    if (o->given >= 0 && m->tl->call[o->given].begin >= e->begin)
        led_to(m, o->given, call, TL_RELEASE);
    m->tl->call[call].waited = true;
    /* the mutex that it gave back is its own again */
    if (e->what == IN_COND && before >= 0 && belongs_to_wait(m, before) &&
        (o = track(m, m->event[before].object)) != NULL)
        o->hold[e->thread] = tl_hold(m->tl, call);
}

static void
take_effect(struct making *m, int i)
{
    const struct table_event *e = &m->event[i];
    struct tracked *o;
    int call = m->call[i];
    if (e->what < DID_LOCK && (call < 0 || m->tl->call[call].end == 0))
        return; /* its end is not shown */
    switch (e->what) {
    case IN_LOCK:
    case IN_READ_LOCK:
    case IN_WRITE_LOCK:
    case DID_LOCK:
        take_lock(m, e, call);
        break;
    case DID_UNLOCK:
        give_lock(m, i);
        break;
    case DID_SIGNAL:
    case DID_BROADCAST:
    case DID_POST:
        if ((o = track(m, e->object)) != NULL)
            o->given = call;
        break;
    case IN_COND:
    case IN_SEM:
        came_by_signal(m, i);
        break;
    case IN_JOIN:
        led_to(m, end_of_lane(m, e->other, e->end), call, TL_END);
        break;
    case IN_WAIT:
        if (e->result > 0)
            led_to(m, end_of_lane(m, lane_of_pid(m, e->result), e->end),
                   call, TL_END);
        break;
    case IN_WRITE:
        pipe_gets(m, e, call);
        break;
    case IN_READ:
        pipe_gives(m, e, call);
        if (e->result == 0)
            end_of_file(m, e, call);
        break;
    default:
        break;
    }
}

/* A wait takes effect when it is over, all else when it begins. */
static uint64_t
effect(const struct table_event *e)
{
    return e->what < DID_LOCK && e->what != IN_WRITE ? e->end : e->begin;
}

static struct table_event *sorted; /* qsort has no argument of its own */

static int
by_effect(const void *a, const void *b)
{
    uint64_t x = effect(&sorted[*(const int *)a]),
             y = effect(&sorted[*(const int *)b]);
    return x != y ? (x < y ? -1 : 1) : *(const int *)a - *(const int *)b;
}

void
add_links(struct making *m)
{
    int *order = malloc((size_t)(m->n + 1) * sizeof *order), n = 0;
    for (int i = 0; order != NULL && i < m->n; i++)
        if (effect(&m->event[i]) != 0)
            order[n++] = i;
    sorted = m->event;
    if (order != NULL)
        qsort(order, (size_t)n, sizeof *order, by_effect);
    m->latest = -1;
    for (int i = 0; i < n; i++) {
        take_effect(m, order[i]);
        if (m->call[order[i]] >= 0)
            m->latest = m->call[order[i]];
    }
    free(order);
}

void
add_meetings(struct making *m)
{
    for (int i = 0; i < m->n; i++) {
        struct table_event *e = &m->event[i];
        struct table_object *b = object_of(m->w, e->object);
        struct tracked *o;
        int call = m->call[i];
        if ((e->what == DID_CREATE || e->what == DID_FORK) &&
            e->other >= 0 && e->other < m->tl->nlanes && call >= 0)
            tl_link(m->tl, call, m->tl->lane[e->other].first, TL_BIRTH, 0);
        if (e->what != IN_BARRIER || call < 0 || b == NULL ||
            (o = track(m, e->object)) == NULL)
            continue;
        if (o->inside == 0)
            o->meet = m->tl->meets++;
        m->tl->call[call].meet = o->meet;
        o->inside = o->inside + 1 < b->size ? o->inside + 1 : 0;
        /* all but the last one wait */
        m->tl->call[call].waited = o->inside != 0;
    }
}
