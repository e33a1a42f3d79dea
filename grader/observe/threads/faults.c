/* faults.c - what was found, as sentences and as JSON. */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fault *
fault_add(struct faults *f, const char *class, const char *severity,
          const char *format, ...)
{
    static struct fault spare;
    struct fault *fault = f->n < MAX_FAULTS ? &f->list[f->n++] : &spare;
    va_list ap;
    *fault = (struct fault){.class = class, .severity = severity};
    va_start(ap, format);
    if (vasprintf(&fault->message, format, ap) < 0)
        fault->message = strdup(class);
    va_end(ap);
    if (fault->message != NULL) /* a sentence begins with a capital */
        fault->message[0] =
            (char)toupper((unsigned char)fault->message[0]);
    return fault;
}

void
fault_thread(struct fault *f, const struct table_thread *t)
{
    int number = t == NULL ? -1 : t->number > 0 ? t->number : t->process;
    for (int i = 0; i < f->nthreads; i++)
        if (f->threads[i] == number)
            return;
    if (number >= 0 && f->nthreads < MAX_NAMED)
        f->threads[f->nthreads++] = number;
}

void
fault_place(struct fault *f, const char *place)
{
    for (int i = 0; i < f->nplaces; i++)
        if (strcmp(f->places[i], place) == 0)
            return;
    if (f->nplaces < MAX_PLACES && place[0] != '\0')
        f->places[f->nplaces++] = strdup(place);
}

json_t *
faults_json(const struct faults *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n; i++) {
        const struct fault *a = &f->list[i];
        json_t *threads = json_array(), *places = json_array();
        for (int k = 0; k < a->nthreads; k++)
            json_array_append_new(threads, json_integer(a->threads[k]));
        for (int k = 0; k < a->nplaces; k++)
            json_array_append_new(places, json_string(a->places[k]));
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:o,s:o,s:s}", "class", a->class,
                            "severity", a->severity, "ranks", threads,
                            "places", places, "message", a->message));
    }
    return json_pack("{s:o}", "faults", list);
}

void
faults_free(struct faults *f)
{
    for (int i = 0; i < f->n; i++) {
        for (int k = 0; k < f->list[i].nplaces; k++)
            free(f->list[i].places[k]);
        free(f->list[i].message);
    }
    f->n = 0;
}
