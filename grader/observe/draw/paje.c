/*
 * paje.c - a timeline in the Paje trace format, as ViTE and pj_dump read
 * it: one container a worker, a state for each call, a link for whatever
 * went from one to another.  The events are sorted by their time.
 */
#define _GNU_SOURCE
#include "timeline.h"

#include <stdlib.h>
#include <string.h>

/* The fields of an event stand in the order of its definition. */
static const char header[] =
    "%EventDef PajeDefineContainerType 0\n"
    "%       Alias string\n%       Type string\n%       Name string\n"
    "%EndEventDef\n"
    "%EventDef PajeDefineStateType 1\n"
    "%       Alias string\n%       Type string\n%       Name string\n"
    "%EndEventDef\n"
    "%EventDef PajeDefineLinkType 2\n"
    "%       Alias string\n%       Type string\n"
    "%       StartContainerType string\n"
    "%       EndContainerType string\n%       Name string\n"
    "%EndEventDef\n"
    "%EventDef PajeCreateContainer 3\n"
    "%       Time date\n%       Alias string\n%       Type string\n"
    "%       Container string\n%       Name string\n"
    "%EndEventDef\n"
    "%EventDef PajeDestroyContainer 4\n"
    "%       Time date\n%       Type string\n%       Name string\n"
    "%EndEventDef\n"
    "%EventDef PajeSetState 5\n"
    "%       Time date\n%       Type string\n%       Container string\n"
    "%       Value string\n"
    "%EndEventDef\n"
    "%EventDef PajeStartLink 6\n"
    "%       Time date\n%       Type string\n%       Container string\n"
    "%       StartContainer string\n%       Value string\n"
    "%       Key string\n"
    "%EndEventDef\n"
    "%EventDef PajeEndLink 7\n"
    "%       Time date\n%       Type string\n%       Container string\n"
    "%       EndContainer string\n%       Value string\n"
    "%       Key string\n"
    "%EndEventDef\n"
    "0 run 0 \"run\"\n"
    "0 worker run \"worker\"\n"
    "1 call worker \"call\"\n"
    "2 link run worker worker \"link\"\n";

/* In this order where times are the same. */
enum what { LEAVE, ENTER, LINK_START, LINK_END };

struct event {
    uint64_t time;
    enum what what;
    int index;
};

static int
by_time(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->what != y->what)
        return x->what < y->what ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static uint64_t
last_time(const struct timeline *t)
{
    uint64_t last = 0;
    for (int i = 0; i < t->ncalls; i++) {
        const struct tl_call *c = &t->call[i];
        last = c->begin > last ? c->begin : last;
        last = c->end > last ? c->end : last;
    }
    return last;
}

/* All events in their order; NULL: no memory. */
static struct event *
events_of(const struct timeline *t, uint64_t last, int *n)
{
    size_t most = 2 * ((size_t)t->ncalls + (size_t)t->nlinks) + 1;
    struct event *e = malloc(most * sizeof *e);
    *n = 0;
    for (int i = 0; e != NULL && i < t->ncalls; i++) {
        e[(*n)++] = (struct event){t->call[i].begin, ENTER, i};
        if (t->call[i].end != 0)
            e[(*n)++] = (struct event){t->call[i].end, LEAVE, i};
    }
    for (int i = 0; e != NULL && i < t->nlinks; i++) {
        const struct tl_call *to = &t->call[t->link[i].to];
        if (t->link[i].kind == TL_ORDER)
            continue;
        e[(*n)++] =
            (struct event){t->call[t->link[i].from].begin, LINK_START, i};
        e[(*n)++] =
            (struct event){to->end != 0 ? to->end : last, LINK_END, i};
    }
    if (e != NULL)
        qsort(e, (size_t)*n, sizeof *e, by_time);
    return e;
}

/* Quotes end a name, and there is no way to write one. */
static void
put_name(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= ' ' && (unsigned char)*text < 127 &&
            *text != '"')
            fputc(*text, f);
    fputc('"', f);
}

static void
put_event(FILE *f, const struct timeline *t, const struct event *e,
          double seconds)
{
    static const char *const kinds[] = {"message", "birth", "end",
                                        "release"};
    if (e->what == ENTER || e->what == LEAVE) {
        const struct tl_call *c = &t->call[e->index];
        char text[120];
        snprintf(text, sizeof text, "%s %s", c->name, c->place);
        fprintf(f, "5 %.9f call w%d ", seconds, c->lane);
        put_name(f, e->what == ENTER ? text : "works");
        fputc('\n', f);
        return;
    }
    const struct tl_link *l = &t->link[e->index];
    bool start = e->what == LINK_START;
    fprintf(f, "%d %.9f link r w%d \"%s\" k%d\n", start ? 6 : 7, seconds,
            t->call[start ? l->from : l->to].lane, kinds[l->kind],
            e->index);
}

bool
tl_paje(const struct timeline *t, const char *path)
{
    int n;
    uint64_t last = last_time(t);
    struct event *e = events_of(t, last, &n);
    FILE *f = e != NULL ? fopen(path, "we") : NULL;
    if (f == NULL) {
        free(e);
        return false;
    }
    uint64_t zero = n > 0 ? e[0].time : 0;
    fputs(header, f);
    fputs("3 0.0 r run 0 ", f);
    put_name(f, t->title);
    fputc('\n', f);
    for (int i = 0; i < t->nlanes; i++) {
        const struct tl_lane *l = &t->lane[i];
        char name[80];
        snprintf(name, sizeof name, "%s%s%s",
                 l->name[0] ? l->name : t->what, l->name[0] ? "" : " ",
                 l->name[0] ? "" : l->badge);
        fprintf(f, "3 0.0 w%d worker r ", i);
        put_name(f, name);
        fprintf(f, "\n5 0.0 call w%d \"works\"\n", i);
    }
    for (int i = 0; i < n; i++)
        put_event(f, t, &e[i], 1e-9 * (double)(e[i].time - zero));
    double end = n > 0 ? 1e-9 * (double)(last - zero) : 0;
    for (int i = 0; i < t->nlanes; i++)
        fprintf(f, "4 %.9f worker w%d\n", end, i);
    fprintf(f, "4 %.9f run r\n", end);
    free(e);
    return fclose(f) == 0;
}
