/*
 * explain.c - why nothing can move: who waits for whom.
 *
 * Most waits are for one other thread: the owner of a mutex, the thread
 * that is joined.  Following them leads into a cycle or to a thread that
 * waits for something nobody in particular has to do: a signal, a barrier,
 * a semaphore.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONG = 2000 };

static bool
waits(const struct table_thread *t)
{
    return t != NULL && t->used && !t->ended && t->what != RUNS &&
           !t->timed;
}

static bool
waits_for_lock(const struct table_thread *t)
{
    return waits(t) && (t->what == IN_LOCK || t->what == IN_READ_LOCK ||
                        t->what == IN_WRITE_LOCK);
}

static bool
holds(const struct table_thread *t, uint64_t key)
{
    for (int i = 0; i < t->nheld; i++)
        if (t->held[i].lock == key)
            return true;
    return false;
}

/* The one thread whose next step this one waits for; NULL: not one. */
static struct table_thread *
next(struct watch *w, const struct table_thread *t)
{
    const struct table_object *o;
    if (!waits(t))
        return NULL;
    if (t->what == IN_JOIN)
        return thread_at(w, (int)t->target);
    if (t->what == IN_WAIT) {
        for (int i = 0; i < w->table->threads; i++)
            if (w->table->thread[i].pid == (int)t->target &&
                w->table->thread[i].number == 0)
                return &w->table->thread[i];
        return NULL;
    }
    if (!waits_for_lock(t) || (o = object_of(w, t->object)) == NULL)
        return NULL;
    if (o->owner != 0)
        return thread_at(w, o->owner - 1);
    /* readers: any that holds it and is stuck itself */
    for (int i = 0; i < w->table->threads; i++)
        if (waits(&w->table->thread[i]) &&
            holds(&w->table->thread[i], t->object))
            return &w->table->thread[i];
    return NULL;
}

static struct fault *
deadlock(struct watch *w, const char *format, ...)
{
    char message[LONG];
    va_list ap;
    va_start(ap, format);
    vsnprintf(message, sizeof message, format, ap);
    va_end(ap);
    return fault_add(&w->faults, "DEADLOCK", "error", "%s", message);
}

static void
involve(struct watch *w, struct fault *f, const struct table_thread *t)
{
    const struct table_object *o = object_of(w, t->object);
    fault_thread(f, t);
    fault_place(f, at_site(w, t, t->site));
    if (waits_for_lock(t) && o != NULL && o->owner != 0)
        fault_place(f,
                    at_site(w, thread_at(w, o->owner - 1), o->owner_site));
}

/* --- one mutex ---------------------------------------------------------
 */

static bool
explain_self(struct watch *w, const struct table_thread *t)
{
    const struct table_object *o = object_of(w, t->object);
    bool owner = o != NULL && thread_at(w, o->owner - 1) == t;
    if (!waits_for_lock(t) || (!owner && !holds(t, t->object)))
        return false;
    const char *first = "";
    for (int i = 0; i < t->nheld; i++)
        if (t->held[i].lock == t->object)
            first = at_site(w, t, t->held[i].site);
    struct fault *f = deadlock(
        w,
        "%s waits at %s for %s, which it locked itself at %s and has not "
        "unlocked. Nobody else can unlock it. Unlock it on every way out, "
        "or leave the second lock out.",
        who(w, t), at_site(w, t, t->site),
        object_name(w, t->object, "a lock"), first);
    involve(w, f, t);
    fault_place(f, first);
    return true;
}

static bool
explain_dead_owner(struct watch *w, const struct table_thread *t)
{
    const struct table_object *o = object_of(w, t->object);
    struct table_thread *owner =
        waits_for_lock(t) && o != NULL ? thread_at(w, o->owner - 1) : NULL;
    if (owner == NULL)
        return false;
    const char *name = object_name(w, t->object, "a lock");
    const char *taken = at_site(w, owner, o->owner_site);
    struct fault *f;
    if (owner->process != t->process && t->object >> 48 != 0xFFFF)
        f = deadlock(
            w,
            "%s waits at %s for %s, which %s held (locked at %s) at the "
            "moment of fork. Only the thread that calls fork exists in the "
            "child, so nobody there can unlock it. Fork before you make "
            "threads, or call exec at once.",
            who(w, t), at_site(w, t, t->site), name, who(w, owner), taken);
    else if (owner->ended)
        f = deadlock(
            w,
            "%s waits at %s for %s, which %s still held when it ended "
            "(locked at %s). Nobody can unlock it any more. Unlock it on "
            "every way out, also on an early return.",
            who(w, t), at_site(w, t, t->site), name, who(w, owner), taken);
    else
        return false;
    involve(w, f, t);
    fault_thread(f, owner);
    return true;
}

/* --- cycles ------------------------------------------------------------
 */

static const char *
step(struct watch *w, const struct table_thread *t)
{
    static char text[LONG];
    const struct table_object *o = object_of(w, t->object);
    if (!waits_for_lock(t) || o == NULL || o->owner == 0) {
        snprintf(text, sizeof text, "%s %s", who(w, t), doing(w, t));
        return text;
    }
    struct table_thread *owner = thread_at(w, o->owner - 1);
    snprintf(text, sizeof text, "%s wants %s (%s), which %s holds (%s)",
             who(w, t), object_name(w, t->object, "a lock"),
             at_site(w, t, t->site), who(w, owner),
             at_site(w, owner, o->owner_site));
    return text;
}

static void
tell_cycle(struct watch *w, struct table_thread **cycle, int n)
{
    char names[LONG / 4] = "", steps[LONG] = "";
    bool locks = true, processes = false, threads = true;
    for (int i = 0; i < n; i++) {
        const char *name = who(w, cycle[i]);
        threads = threads && strncmp(name, "thread ", 7) == 0;
        locks = locks && waits_for_lock(cycle[i]);
        processes = processes || cycle[i]->what == IN_WAIT;
    }
    for (int i = 0; i < n; i++) {
        const char *name = who(w, cycle[i]);
        list_words(names, sizeof names, threads ? name + 7 : name, i, n);
        size_t used = strlen(steps);
        snprintf(steps + used, sizeof steps - used, "%s%s",
                 i > 0 ? "; " : "", step(w, cycle[i]));
    }
    const char *advice =
        locks       ? "Nobody can unlock. Take the locks in the same order "
                      "everywhere."
        : processes ? "Neither can end first. Let the child end without "
                      "its parent."
                    : "Neither can go on. Unlock before you wait for a "
                      "thread that needs the lock.";
    struct fault *f =
        deadlock(w, "%s%s wait for each other: %s. %s",
                 threads ? "threads " : "", names, steps, advice);
    for (int i = 0; i < n; i++)
        involve(w, f, cycle[i]);
}

/* Is there a cycle of waits that can never end?  It needs no look at the
 * other threads: whatever they do, these will not move. */
bool
explain_cycle(struct watch *w, bool certain)
{
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *t = &w->table->thread[i], *cycle[THREADS];
        int n = 0;
        uint64_t calls = 1;
        for (struct table_thread *k = t; k != NULL && n < THREADS;
             k = next(w, k)) {
            if (n > 0 && k == t)
                break;
            cycle[n++] = k;
            calls = calls * 31 + k->calls;
        }
        if (n == 0 || next(w, cycle[n - 1]) != t)
            continue;
        if (!certain && w->cycle != calls) {
            w->cycle = calls; /* again next time: then nothing moved */
            return false;
        }
        if (n == 1 ? !explain_self(w, t) : (tell_cycle(w, cycle, n), false))
            continue;
        return true;
    }
    return false;
}

/* --- what nobody in particular has to do -------------------------------
 */

static bool
explain_barrier(struct watch *w, const struct table_thread *t)
{
    if (!waits(t) || t->what != IN_BARRIER)
        return false;
    const struct table_object *o = object_of(w, t->object);
    char inside[LONG / 4] = "", others[LONG] = "";
    int n = 0, k = 0, missing = 0;
    for (int i = 0; i < w->table->threads; i++)
        n += w->table->thread[i].what == IN_BARRIER &&
             w->table->thread[i].object == t->object;
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *s = &w->table->thread[i];
        if (s->what == IN_BARRIER && s->object == t->object)
            list_words(inside, sizeof inside, who(w, s), k++, n);
        else if (missing < 4 && !s->joined && !is_idle(s) &&
                 (s->number != 0 || s->process > 0 || !s->ended)) {
            size_t used = strlen(others);
            snprintf(others + used, sizeof others - used, "%s%s %s",
                     missing++ > 0 ? ", " : "", who(w, s), doing(w, s));
        }
    }
    char of[32] = "";
    if (o != NULL && o->size > 0)
        snprintf(of, sizeof of, "%d of %d", n, o->size);
    struct fault *f = deadlock(
        w,
        "only %s have come to %s (%s): %s. Nobody else will come%s%s. Make "
        "the barrier for as many as really pass it, each time.",
        of[0] ? of : "some", object_name(w, t->object, "the barrier"),
        at_site(w, t, t->site), inside, missing ? ": " : "", others);
    for (int i = 0; i < w->table->threads; i++)
        if (waits(&w->table->thread[i]) &&
            w->table->thread[i].what != IN_JOIN)
            involve(w, f, &w->table->thread[i]);
    return true;
}

static void
tell_cond(struct watch *w, const struct table_thread *t,
          const struct table_object *o, int waiting)
{
    const char *name = object_name(w, t->object, "the condition variable");
    const char *here = at_site(w, t, t->site);
    struct table_thread *by = thread_at(w, o->given_by);
    const char *there = at_site(w, by, o->given_site);
    struct fault *f;
    if (o->given == 0)
        f = deadlock(w,
                     "%s waits at %s for a signal of %s, which nobody has "
                     "ever sent, and nobody is left to send one. Who makes "
                     "the condition true has to signal it.",
                     who(w, t), here, name);
    else if (o->last_given < t->began)
        f = deadlock(
            w,
            "%s waits at %s for a signal of %s; the last one came before "
            "it began to wait (%s, %s) and is lost. Nobody is left to send "
            "another. Test the condition under the lock, in a while loop, "
            "before you wait.",
            who(w, t), here, name, who(w, by), there);
    else
        f = deadlock(
            w,
            "%d thread%s still wait%s at %s for a signal of %s; the last "
            "one (%s, %s) woke %s. Nobody is left to send another. Wake "
            "all of them with a broadcast, and let each test its condition "
            "again.",
            waiting, waiting == 1 ? "" : "s", waiting == 1 ? "s" : "", here,
            name, who(w, by), there,
            o->broadcast ? "them too early" : "only one");
    involve(w, f, t);
    if (o->given > 0)
        fault_place(f, there);
}

static bool
explain_cond(struct watch *w, const struct table_thread *t)
{
    const struct table_object *o = object_of(w, t->object);
    if (!waits(t) || t->what != IN_COND || o == NULL)
        return false;
    /* Who wants a lock that this one holds would have to wake it. */
    for (int i = 0; i < w->table->threads; i++) {
        struct table_thread *s = &w->table->thread[i];
        if (waits_for_lock(s) && next(w, s) == t) {
            struct fault *f = deadlock(
                w,
                "%s waits at %s for a signal of %s and still holds %s; %s. "
                "Waiting gives only its own mutex back. Unlock the other "
                "one first.",
                who(w, t), at_site(w, t, t->site),
                object_name(w, t->object, "a condition variable"),
                object_name(w, s->object, "another lock"), step(w, s));
            involve(w, f, t);
            involve(w, f, s);
            return true;
        }
    }
    int waiting = 0;
    for (int i = 0; i < w->table->threads; i++)
        waiting += waits(&w->table->thread[i]) &&
                   w->table->thread[i].object == t->object;
    tell_cond(w, t, o, waiting);
    return true;
}

static bool
explain_sem(struct watch *w, const struct table_thread *t)
{
    const struct table_object *o = object_of(w, t->object);
    if (!waits(t) || t->what != IN_SEM || o == NULL)
        return false;
    const char *name = object_name(w, t->object, "the semaphore");
    char others[LONG] = "";
    struct table_thread *wants = NULL;
    for (int i = 0; i < w->table->threads && wants == NULL; i++)
        if (waits_for_lock(&w->table->thread[i]) &&
            next(w, &w->table->thread[i]) == t)
            wants = &w->table->thread[i];
    if (wants != NULL)
        snprintf(others, sizeof others,
                 " It holds a lock meanwhile: %s. Unlock before you wait "
                 "for the semaphore.",
                 step(w, wants));
    else
        snprintf(others, sizeof others,
                 " It was posted %lu times and taken %lu times, and nobody "
                 "is left to post it. Each wait needs a post.",
                 (unsigned long)o->given, (unsigned long)o->taken);
    struct fault *f = deadlock(w, "%s waits at %s for %s.%s", who(w, t),
                               at_site(w, t, t->site), name, others);
    involve(w, f, t);
    if (wants != NULL)
        involve(w, f, wants);
    return true;
}

/* What each of them does, without an explanation. */
static void
tell_all(struct watch *w)
{
    char text[LONG] = "";
    struct fault *f;
    int n = 0;
    for (int i = 0; i < w->table->threads && n < 6; i++) {
        struct table_thread *t = &w->table->thread[i];
        size_t used = strlen(text);
        if (!t->ended && !is_idle(t))
            snprintf(text + used, sizeof text - used, "%s%s %s",
                     n++ > 0 ? "; " : "", who(w, t), doing(w, t));
    }
    f = deadlock(w, "nothing can move any more: %s.", text);
    for (int i = 0; i < w->table->threads; i++)
        if (waits(&w->table->thread[i]))
            involve(w, f, &w->table->thread[i]);
}

/* Most certain first. */
void
explain_hang(struct watch *w)
{
    static bool (*const ways[])(struct watch *,
                                const struct table_thread *) = {
        explain_self,    explain_dead_owner, NULL,
        explain_barrier, explain_cond,       explain_sem,
    };
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        if (ways[k] == NULL) {
            if (explain_cycle(w, true) || explain_pipe(w))
                return;
            continue;
        }
        for (int i = 0; i < w->table->threads; i++)
            if (ways[k](w, &w->table->thread[i]))
                return;
    }
    tell_all(w);
}

/* For the picture: who waits for whom in the end. */
void
explain_waits(struct watch *w)
{
    for (int i = 0; i < w->table->threads; i++)
        waits_for(w, &w->table->thread[i], next(w, &w->table->thread[i]));
}
