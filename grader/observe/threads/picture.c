/*
 * picture.c - from the events of a run to a timeline of its threads and
 * processes: which are shown, and what they are called.
 */
#define _GNU_SOURCE
#include "picture.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LANES = 32 };

/* --- the events --------------------------------------------------------
 */

static int
by_begin(const void *a, const void *b)
{
    const struct table_event *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* The two accesses of a race, if it is known when they were. */
static void
add_touches(struct making *m)
{
    const struct touch *t = m->w->touch;
    if (t[0].when == 0 || t[1].when == 0 || t[0].row < 0 || t[1].row < 0)
        return;
    for (int k = 0; k < 2; k++)
        m->event[m->n++] = (struct table_event){.begin = t[k].when,
                                                .end = t[k].when,
                                                .what = DID_TOUCH,
                                                .thread = t[k].row,
                                                .other = k};
}

/* A copy of those that are whole: the first ones, or with all or last also
 * the later ones. */
static bool
take_events(struct making *m, bool later)
{
    struct table *t = m->w->table;
    uint64_t written = t->events, n = written;
    if (!later && n > EVENTS / 2)
        n = EVENTS / 2;
    m->event = malloc((EVENTS + 2) * sizeof *m->event);
    m->call = malloc((EVENTS + 2) * sizeof *m->call);
    if (m->event == NULL || m->call == NULL)
        return false;
    for (uint64_t i = 0; i < n && i < EVENTS; i++) {
        struct table_event e = t->event[i];
        bool whole = e.what > RUNS && e.what <= DID_END && e.thread >= 0 &&
                     e.thread < THREADS && e.begin != 0 &&
                     (e.end == 0 || e.end >= e.begin);
        if (whole)
            m->event[m->n++] = e;
    }
    m->tl->left_out += (long)(written - (uint64_t)m->n);
    add_touches(m);
    qsort(m->event, (size_t)m->n, sizeof *m->event, by_begin);
    return true;
}

/* --- the calls ---------------------------------------------------------
 */

static const char *const verbs[] = {[IN_LOCK] = "lock",
                                    [IN_READ_LOCK] = "rdlock",
                                    [IN_WRITE_LOCK] = "wrlock",
                                    [IN_COND] = "wait",
                                    [IN_BARRIER] = "barrier",
                                    [IN_SEM] = "sem_wait",
                                    [IN_JOIN] = "join",
                                    [IN_WAIT] = "wait",
                                    [IN_READ] = "read",
                                    [IN_WRITE] = "write",
                                    [IN_ONCE] = "once",
                                    [DID_LOCK] = "lock",
                                    [DID_UNLOCK] = "unlock",
                                    [DID_CREATE] = "create",
                                    [DID_FORK] = "fork",
                                    [DID_SIGNAL] = "signal",
                                    [DID_BROADCAST] = "broadcast",
                                    [DID_POST] = "sem_post",
                                    [DID_TAKE] = "sem_wait",
                                    [DID_END] = "end"};

/* "lock forks[2]", "read 8", "join" */
static void
call_name(struct making *m, const struct table_event *e, char *text,
          size_t size)
{
    char object[64] = "";
    if (e->what == DID_TOUCH) {
        snprintf(text, size, "%s", m->w->touch[e->other].what);
        return;
    }
    bool io = e->what == IN_READ || e->what == IN_WRITE;
    if (e->object != 0 && !io) {
        const char *name = object_name(m->w, e->object, "");
        size_t n = strcspn(name, "`");
        if (name[n] == '`')
            snprintf(object, sizeof object, " %.*s",
                     (int)strcspn(name + n + 1, "`"), name + n + 1);
    }
    if (io && e->end != 0 && e->result > 0)
        snprintf(object, sizeof object, " %d", e->result);
    if (e->what == IN_READ && e->end != 0 && e->result == 0)
        snprintf(object, sizeof object, " (end)");
    snprintf(text, size, "%s%.20s", verbs[e->what], object);
}

static bool
is_named(const struct fault *f, const struct table_thread *t)
{
    int number = t->number > 0 ? t->number : t->process;
    for (int i = 0; i < f->nthreads; i++)
        if (f->threads[i] == number)
            return true;
    return false;
}

static bool
is_stuck(struct making *m, const struct table_event *e)
{
    struct watch *w = m->w;
    if (!w->hung || e->end != 0 || w->faults.n == 0)
        return false;
    for (int i = 0; i < w->nwaits; i++)
        if (w->waits_for[i].from == e->thread)
            return true;
    return is_named(&w->faults.list[0], thread_at(w, e->thread));
}

/* Does the sentence name this call, in a run that came to its end? */
static bool
is_told(struct making *m, const struct table_thread *t, const char *place)
{
    const struct fault *f = &m->w->faults.list[0];
    if (m->w->hung || m->w->faults.n == 0 || place[0] == '\0' ||
        !is_named(f, t))
        return false;
    for (int i = 0; i < f->nplaces; i++)
        if (strcmp(f->places[i], place) == 0)
            return true;
    return false;
}

/* Of a lane with more than `most` events some are left out.  Then all lanes
 * are shown from when it begins, or until it ends, to be seen. */
static void
choose_window(struct making *m, int most, uint64_t *from, uint64_t *until)
{
    int total[THREADS] = {0}, seen[THREADS] = {0};
    *from = 0;
    *until = UINT64_MAX;
    for (int i = 0; i < m->n; i++)
        total[m->event[i].thread]++;
    for (int i = 0; i < m->n && most > 0; i++) {
        const struct table_event *e = &m->event[i];
        int k = seen[e->thread]++, all = total[e->thread];
        if (m->w->hung && k == all - most && e->begin > *from)
            *from = e->begin;
        if (!m->w->hung && k == most && e->begin < *until)
            *until = e->begin;
    }
}

static bool
has_touches(const struct making *m)
{
    for (int i = 0; i < m->n; i++)
        if (m->event[i].what == DID_TOUCH)
            return true;
    return false;
}

/* From five events before the access in event k until four after it, of
 * its thread. */
static void
widen(const struct making *m, int k, uint64_t *from, uint64_t *until)
{
    enum { BEFORE = 5, AFTER = 4 };
    int before = 0, after = 0;
    uint64_t first = 0, last = UINT64_MAX;
    for (int i = k - 1; i >= 0 && before < BEFORE; i--)
        if (m->event[i].thread == m->event[k].thread && ++before == BEFORE)
            first = m->event[i].begin;
    for (int i = k + 1; i < m->n && after < AFTER; i++)
        if (m->event[i].thread == m->event[k].thread && ++after == AFTER)
            last = m->event[i].begin;
    *from = first < *from ? first : *from;
    *until = last != UINT64_MAX && last > *until ? last : *until;
    *until = m->event[k].begin >= *until ? m->event[k].begin + 1 : *until;
}

/* Of a long run with a race the events around its two accesses are shown.
 */
static void
look_at_touches(struct making *m, uint64_t *from, uint64_t *until)
{
    *from = UINT64_MAX;
    *until = 0;
    for (int k = 0; k < m->n; k++)
        if (m->event[k].what == DID_TOUCH)
            widen(m, k, from, until);
    m->tl->around = true;
}

static void
add_calls(struct making *m, int most)
{
    uint64_t from, until;
    int meet = -1;
    choose_window(m, most, &from, &until);
    if (until != UINT64_MAX && has_touches(m))
        look_at_touches(m, &from, &until);
    for (int i = 0; i < m->n; i++) {
        struct table_event *e = &m->event[i];
        struct table_thread *t = thread_at(m->w, e->thread);
        bool shown = e->begin < until && (e->end == 0 || e->end >= from);
        uint64_t end = e->end < until ? e->end : 0;
        char name[64];
        m->call[i] = -1;
        m->tl->left_out += !shown;
        if (!shown || t == NULL || belongs_to_wait(m, i))
            continue;
        call_name(m, e, name, sizeof name);
        int c =
            tl_call(m->tl, e->thread < m->tl->nlanes ? e->thread : -1, name,
                    e->what == DID_END     ? ""
                    : e->what == DID_TOUCH ? m->w->touch[e->other].place
                                           : at_site(m->w, t, e->site),
                    e->begin, end);
        m->call[i] = c;
        if (c >= 0 && (e->what == IN_READ || e->what == IN_WRITE) &&
            end != 0)
            m->tl->call[c].bytes = e->result;
        if (c < 0)
            continue;
        m->tl->call[c].stuck = is_stuck(m, e);
        if (e->what == DID_TOUCH) { /* nothing puts one before the other */
            meet = meet < 0 ? m->tl->meets++ : meet;
            m->tl->call[c].meet = meet;
        }
        m->tl->call[c].named =
            e->what == DID_TOUCH || is_told(m, t, m->tl->call[c].place);
    }
}

static void
add_lanes(struct making *m)
{
    struct table *t = m->w->table;
    int last = 0;
    for (int i = 0; i < t->threads && i < MOST_LANES; i++)
        last = t->thread[i].used ? i : last;
    for (int i = 0; i <= last; i++) {
        const char *name = who(m->w, &t->thread[i]);
        if (strncmp(name, "the ", 4) == 0)
            name += 4;
        int lane = tl_lane(m->tl, "", name);
        if (t->thread[i].ended && lane >= 0)
            m->tl->lane[lane].end = 1;
    }
}

struct timeline *
watch_timeline(struct watch *w, int most)
{
    static char title[80];
    struct timeline *tl = calloc(1, sizeof *tl);
    struct making m = {.w = w, .tl = tl};
    m.tracked = calloc(MOST_TRACKED, sizeof *m.tracked);
    if (tl == NULL || m.tracked == NULL)
        return NULL;
    bool processes = w->table->processes > 0;
    add_lanes(&m);
    snprintf(title, sizeof title, "What %d %s%s did", tl->nlanes,
             processes ? "process" : "thread",
             tl->nlanes == 1 ? ""
             : processes     ? "es"
                             : "s");
    tl->title = title;
    tl->hangs = w->hung;
    tl->what = processes ? "process" : "thread";
    if (take_events(&m, most == 0 || w->hung)) {
        add_calls(&m, most);
        add_links(&m);
        add_meetings(&m);
    }
    for (int i = 0; i < w->nwaits; i++)
        if (w->waits_for[i].from < tl->nlanes &&
            w->waits_for[i].to < tl->nlanes)
            tl_edge(tl, w->waits_for[i].from, w->waits_for[i].to);
    free(m.event);
    free(m.call);
    free(m.tracked);
    return tl;
}
