/*
 * explain_order.c - locks that were taken in different orders and did not
 * hang this time; locks given back by the wrong thread or not at all.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 6, LONG = 2000 };

/* Could these two have happened at the same time?  Not if create, join or a
 * barrier stands between them, nor if both hold a third lock. */
static bool
together(struct watch *w, const struct table_order *a,
         const struct table_order *b)
{
    const struct table_thread *s = thread_at(w, a->thread),
                              *t = thread_at(w, b->thread);
    if (s == t)
        return false;
    if ((s->joined && s->gone < t->born) ||
        (t->joined && t->gone < s->born))
        return false;
    if ((thread_at(w, t->parent) == s && a->when < t->born) ||
        (thread_at(w, s->parent) == t && b->when < s->born))
        return false;
    if ((t->joined && thread_at(w, t->joined_by) == s &&
         a->when > t->gone) ||
        (s->joined && thread_at(w, s->joined_by) == t && b->when > s->gone))
        return false;
    if (a->barriers != b->barriers && s->barriers > 0 && t->barriers > 0)
        return false;
    for (int i = 0; i < a->others; i++)
        for (int k = 0; k < b->others; k++)
            if (a->other[i] == b->other[k])
                return false;
    return true;
}

static void
tell_cycle(struct watch *w, const struct table_order **cycle, int n)
{
    char names[LONG / 4] = "", steps[LONG] = "";
    for (int i = 0; i < n; i++) {
        const struct table_order *o = cycle[i];
        const struct table_thread *t = thread_at(w, o->thread);
        list_words(names, sizeof names, who(w, t), i, n);
        size_t used = strlen(steps);
        snprintf(steps + used, sizeof steps - used,
                 "%s%s locks %s (%s) and then %s (%s)", i > 0 ? "; " : "",
                 who(w, t), object_name(w, o->first, "a lock"),
                 at_site(w, t, o->first_site),
                 object_name(w, o->second, "another lock"),
                 at_site(w, t, o->second_site));
    }
    struct fault *f = fault_add(
        &w->faults, "DEADLOCK", "potential",
        "%s can come to wait for each other; this run was lucky: %s. Take "
        "the locks in the same order everywhere.",
        names, steps);
    for (int i = 0; i < n; i++) {
        const struct table_thread *t = thread_at(w, cycle[i]->thread);
        fault_thread(f, t);
        fault_place(f, at_site(w, t, cycle[i]->first_site));
        fault_place(f, at_site(w, t, cycle[i]->second_site));
    }
}

/* Looks for a cycle that goes on from the last of `cycle`. */
static bool
extend(struct watch *w, const struct table_order **cycle, int n)
{
    if (n > 1 && cycle[n - 1]->second == cycle[0]->first) {
        tell_cycle(w, cycle, n);
        return true;
    }
    for (int i = 0; i < w->table->orders && n < LONGEST; i++) {
        const struct table_order *o = &w->table->order[i];
        bool fits = o->first != 0 && o->first == cycle[n - 1]->second;
        for (int k = 0; k < n && fits; k++)
            fits = together(w, cycle[k], o) &&
                   (k == 0 || o->second != cycle[k]->first);
        cycle[n] = o;
        if (fits && extend(w, cycle, n + 1))
            return true;
    }
    return false;
}

void
explain_order(struct watch *w)
{
    const struct table_order *cycle[LONGEST + 1];
    for (int i = 0; i < w->table->orders; i++) {
        cycle[0] = &w->table->order[i];
        if (cycle[0]->first != 0 && extend(w, cycle, 1))
            return;
    }
}

/* --- what was seen as it happened --------------------------------------
 */

void
explain_notes(struct watch *w)
{
    for (int i = 0; i < w->table->notes && i < NOTES; i++) {
        const struct table_note *n = &w->table->note[i];
        const struct table_thread *t = thread_at(w, n->thread),
                                  *o = thread_at(w, n->other);
        const char *name = object_name(w, n->object, "a mutex");
        const char *here = at_site(w, t, n->site);
        const char *there = at_site(w, o != NULL ? o : t, n->other_site);
        struct fault *f;
        if (n->kind == NOT_THE_OWNER)
            f = fault_add(&w->faults, "MISUSE", "error",
                          "%s unlocks %s at %s, but %s holds it (locked at "
                          "%s). Only the thread that locked a mutex may "
                          "unlock it; to wake another one use a semaphore "
                          "or a condition variable.",
                          who(w, t), name, here, who(w, o), there);
        else
            f = fault_add(
                &w->faults, "DEADLOCK", "potential",
                "%s ended while it held %s (locked at %s). Nobody "
                "can unlock it any more: the next one to lock it "
                "waits for ever. Unlock it on every way out.",
                who(w, t), name, here);
        fault_thread(f, t);
        fault_place(f, here);
        if (o != NULL) {
            fault_thread(f, o);
            fault_place(f, there);
        }
        return; /* the first is the cause */
    }
}
