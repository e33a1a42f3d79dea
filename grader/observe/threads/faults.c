/* faults.c - what was found, as sentences and as JSON. */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fault *
fault_add(struct faults *f, const char *verdict, const char *severity,
          const char *format, ...)
{
    static struct fault spare;
    struct fault *fault = f->n < MAX_FAULTS ? &f->list[f->n++] : &spare;
    va_list ap;
    *fault = (struct fault){.verdict = verdict, .severity = severity};
    va_start(ap, format);
    if (vasprintf(&fault->message, format, ap) < 0)
        fault->message = strdup(verdict);
    va_end(ap);
    if (fault->message != NULL) /* a sentence begins with a capital */
        fault->message[0] = (char)toupper((unsigned char)fault->message[0]);
    return fault;
}

void
fault_thread(struct fault *f, const struct table_thread *t)
{
    int number = t == NULL ? -1 : t->number != 0 ? t->number : t->process;
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

void
waits_for(struct watch *w, const struct table_thread *from,
          const struct table_thread *to)
{
    if (from == NULL || to == NULL || w->nwaits == MAX_EDGES)
        return;
    w->waits_for[w->nwaits].from = (int)(from - w->table->thread);
    w->waits_for[w->nwaits++].to = (int)(to - w->table->thread);
}
