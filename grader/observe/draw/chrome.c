/*
 * chrome.c - a timeline in the Trace Event Format, as Perfetto and
 * chrome://tracing read it: one track a worker, complete events for calls,
 * flow events for what went from one to another.
 */
#define _GNU_SOURCE
#include "timeline.h"

#include <string.h>

struct out {
    FILE *f;
    const struct timeline *t;
    uint64_t zero, last; /* nanoseconds */
    bool first;
};

static void
put_string(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text != '\0'; text++)
        if (*text == '"' || *text == '\\')
            fprintf(f, "\\%c", *text);
        else if ((unsigned char)*text >= ' ' && (unsigned char)*text < 127)
            fputc(*text, f);
        else
            fputc('?', f);
    fputc('"', f);
}

/* Microseconds since the first call, exact to the nanosecond. */
static void
put_time(struct out *o, const char *key, uint64_t ns)
{
    fprintf(o->f, ",\"%s\":%llu.%03llu", key,
            (unsigned long long)(ns / 1000),
            (unsigned long long)(ns % 1000));
}

/* {"ph":"X","pid":1,"tid":2 */
static void
begin_event(struct out *o, const char *phase, int lane)
{
    fprintf(o->f, "%s\n{\"ph\":\"%s\",\"pid\":1,\"tid\":%d",
            o->first ? "" : ",", phase, lane);
    o->first = false;
}

static void
put_names(struct out *o)
{
    begin_event(o, "M", 0);
    fputs(",\"name\":\"process_name\",\"args\":{\"name\":", o->f);
    put_string(o->f, o->t->title);
    fputs("}}", o->f);
    for (int i = 0; i < o->t->nlanes; i++) {
        const struct tl_lane *l = &o->t->lane[i];
        char name[80];
        snprintf(name, sizeof name, "%s%s%s",
                 l->name[0] ? l->name : o->t->what, l->name[0] ? "" : " ",
                 l->name[0] ? "" : l->badge);
        begin_event(o, "M", i);
        fputs(",\"name\":\"thread_name\",\"args\":{\"name\":", o->f);
        put_string(o->f, name);
        fputs("}}", o->f);
        begin_event(o, "M", i);
        fprintf(o->f,
                ",\"name\":\"thread_sort_index\","
                "\"args\":{\"sort_index\":%d}}",
                i);
    }
}

static uint64_t
end_of(const struct out *o, const struct tl_call *c)
{
    return c->end != 0 ? c->end : o->last;
}

static void
put_call(struct out *o, const struct tl_call *c)
{
    begin_event(o, "X", c->lane);
    fputs(",\"name\":", o->f);
    put_string(o->f, c->name);
    fputs(",\"cat\":\"call\"", o->f);
    put_time(o, "ts", c->begin - o->zero);
    put_time(o, "dur", end_of(o, c) - c->begin);
    fputs(",\"args\":{\"place\":", o->f);
    put_string(o->f, c->place);
    if (c->peer != TL_NONE)
        fprintf(o->f, ",\"peer\":%d", c->peer);
    if (c->tag != TL_NONE)
        fprintf(o->f, ",\"tag\":%d", c->tag);
    if (c->bytes != TL_NONE)
        fprintf(o->f, ",\"bytes\":%lld", (long long)c->bytes);
    if (c->end == 0)
        fputs(",\"ended\":false", o->f);
    fputs("}}", o->f);
}

/* A flow begins and ends inside the calls that it joins. */
static void
put_flow(struct out *o, int k)
{
    static const char *const names[] = {"message", "birth", "end",
                                        "release"};
    const struct tl_link *l = &o->t->link[k];
    for (int half = 0; half < 2; half++) {
        const struct tl_call *c = &o->t->call[half == 0 ? l->from : l->to];
        begin_event(o, half == 0 ? "s" : "f", c->lane);
        fprintf(o->f, ",\"name\":\"%s\",\"cat\":\"%s\",\"id\":%d",
                names[l->kind], names[l->kind], k + 1);
        if (half == 1)
            fputs(",\"bp\":\"e\"", o->f);
        put_time(o, "ts", (half == 0 ? c->begin : end_of(o, c)) - o->zero);
        fputs("}", o->f);
    }
}

bool
tl_chrome(const struct timeline *t, const char *path)
{
    struct out o = {
        .f = fopen(path, "we"), .t = t, .zero = UINT64_MAX, .first = true};
    if (o.f == NULL)
        return false;
    for (int i = 0; i < t->ncalls; i++) {
        const struct tl_call *c = &t->call[i];
        o.zero = c->begin < o.zero ? c->begin : o.zero;
        o.last = c->begin > o.last ? c->begin : o.last;
        o.last = c->end > o.last ? c->end : o.last;
    }
    fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", o.f);
    put_names(&o);
    for (int i = 0; i < t->ncalls; i++)
        put_call(&o, &t->call[i]);
    for (int i = 0; i < t->nlinks; i++)
        if (t->link[i].kind != TL_ORDER)
            put_flow(&o, i);
    fprintf(o.f, "\n],\"otherData\":{\"calls left out\":%ld}}\n",
            t->left_out);
    return fclose(o.f) == 0;
}
