/* words.c - how threads, places and waits are called in a sentence. */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <ctype.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS = 32, TEXT = 600 };

/* Texts that live for a few more calls: enough for one sentence. */
static char *
text(void)
{
    static char texts[TEXTS][TEXT];
    static int k;
    return texts[k++ % TEXTS];
}

const char *
words(const char *format, ...)
{
    char *t = text();
    va_list ap;
    va_start(ap, format);
    vsnprintf(t, TEXT, format, ap);
    va_end(ap);
    return t;
}

const char *
place_name(struct places *p, uint64_t address, size_t element, char *text,
           size_t size)
{
    size_t count;
    const struct named_place *names = place_names(p, &count);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const struct named_place *n = &names[i];
        if (address < n->address || address >= n->address + n->size)
            continue;
        uint64_t offset = address - n->address;
        if (element > 0 && n->size >= 2 * element &&
            n->size % element == 0 && offset % element == 0)
            snprintf(text, size, "`%s[%lu]`", n->name,
                     (unsigned long)(offset / element));
        else if (offset == 0 || n->size <= 16)
            snprintf(text, size, "`%s`", n->name);
        else
            snprintf(text, size, "a part of `%s`", n->name);
        break;
    }
    return text;
}

void
places_free(struct places *p)
{
    free(p->names);
}

struct table_thread *
thread_at(struct watch *w, int row)
{
    return row >= 0 && row < w->table->threads && row < THREADS
               ? &w->table->thread[row]
               : NULL;
}

struct table_object *
object_of(struct watch *w, uint64_t key)
{
    for (int i = 0; key != 0 && i < OBJECTS; i++)
        if (w->table->object[i].key == key)
            return &w->table->object[i];
    return NULL;
}

bool
own_site(const struct watch *w, uint64_t site)
{
    return site >= w->table->low && site < w->table->high;
}

bool
is_idle(const struct table_thread *t)
{
    return t->library && t->what == RUNS;
}

const char *
who(struct watch *w, const struct table_thread *t)
{
    if (t == NULL)
        return "somebody";
    if (t->number < 0)
        return words("thread %d of a library's pool", -t->number);
    if (w->table->processes == 0)
        return t->number == 0 ? "the main thread"
                              : words("thread %d", t->number);
    const char *process =
        t->process == 0 ? "the parent" : words("child %d", t->process);
    return t->number == 0 ? process
                          : words("thread %d of %s", t->number, process);
}

const char *
at_site(struct watch *w, const struct table_thread *t, uint64_t site)
{
    uint64_t low = w->table->low, high = w->table->high;
    uint64_t base = t != NULL ? t->base : 0;
    if (site >= low && site < high)
        site -= base;
    return site == 0 ? "" : place_line(&w->places, site - 1);
}

const char *
object_name(struct watch *w, uint64_t key, const char *kind)
{
    uint64_t at = key & 0xFFFFFFFFFFFF;
    const struct table_object *o = object_of(w, key);
    size_t element = o == NULL          ? 0
                     : o->kind == LOCKS ? sizeof(pthread_mutex_t)
                     : o->kind == CONDS ? sizeof(pthread_cond_t)
                                        : 32;
    char name[100];
    if (at >= w->table->low && at < w->table->high) {
        place_name(&w->places, at - w->table->thread[0].base, element, name,
                   sizeof name);
        if (name[0] != '\0')
            return words("%s", name);
    }
    return words("%s", kind);
}

const char *
Who(struct watch *w, const struct table_thread *t)
{
    char *copy = text();
    snprintf(copy, TEXT, "%s", who(w, t));
    copy[0] = (char)toupper((unsigned char)copy[0]);
    return copy;
}

static const char *
doing_lock(struct watch *w, const struct table_thread *t)
{
    const struct table_object *o = object_of(w, t->object);
    const char *name = object_name(w, t->object, "a lock");
    const char *here = at_site(w, t, t->site);
    struct table_thread *owner =
        o != NULL ? thread_at(w, o->owner - 1) : NULL;
    if (owner == NULL)
        return words("waits at %s for %s", here, name);
    return words("waits at %s for %s, which %s locked at %s", here, name,
                 owner == t ? "it" : who(w, owner),
                 at_site(w, owner, o->owner_site));
}

const char *
doing(struct watch *w, const struct table_thread *t)
{
    const char *here = at_site(w, t, t->site);
    if (t->ended)
        return "has ended";
    switch (t->what) {
    case IN_LOCK:
    case IN_READ_LOCK:
    case IN_WRITE_LOCK:
        return doing_lock(w, t);
    case IN_COND:
        return words("waits at %s for a signal of %s", here,
                     object_name(w, t->object, "a condition variable"));
    case IN_BARRIER:
        return words("waits at %s at %s", here,
                     object_name(w, t->object, "a barrier"));
    case IN_SEM:
        return words("waits at %s for %s", here,
                     object_name(w, t->object, "a semaphore"));
    case IN_JOIN:
        return words("waits at %s for the end of %s", here,
                     who(w, thread_at(w, (int)t->target)));
    case IN_WAIT:
        return words("waits at %s for the end of a child", here);
    case IN_READ:
        return words("reads a pipe at %s", here);
    case IN_WRITE:
        return words("writes to a full pipe at %s", here);
    case IN_ONCE:
        return words("is in pthread_once at %s", here);
    default:
        return "waits in a system call";
    }
}

void
list_words(char *to, size_t size, const char *word, int k, int n)
{
    size_t used = strlen(to);
    snprintf(to + used, size - used, "%s%s",
             k == 0       ? ""
             : k == n - 1 ? " and "
                          : ", ",
             word);
}
