/*
 * explain_leaks.c - what the program has not given back when it ends:
 * threads, children, descriptors, mappings, names of shared memory.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <stdio.h>
#include <string.h>

/* Threads that nobody waited for. */
static void
explain_threads(struct watch *w)
{
    for (int i = 0; i < w->table->threads; i++) {
        const struct table_thread *t = &w->table->thread[i];
        const char *made;
        struct fault *f;
        if (t->number == 0 || t->library || t->process != 0 || t->joined ||
            (t->detached && t->ended == 1))
            continue;
        made = at_site(w, t, t->born_at);
        if (t->ended == 1)
            f = fault_add(&w->faults, "LEAK", "error",
                          "%s, made at %s, has ended and was never joined; "
                          "what the system keeps for it is lost. Join it, "
                          "or detach it.",
                          who(w, t), made);
        else
            f = fault_add(&w->faults, "ORPHAN", "error",
                          "the program ended while %s, made at %s, was "
                          "still running; what it had left to do was not "
                          "done. Join it before main returns.",
                          who(w, t), made);
        fault_thread(f, t);
        fault_place(f, made);
        return;
    }
}

/* A child that nobody waited for: it has ended, or it still runs. */
static void
explain_children(struct watch *w)
{
    for (int i = 0; i < w->table->things; i++) {
        const struct table_thing *t = &w->table->thing[i];
        int k = 0, more = 0;
        while (k < w->nleft && w->left[k].pid != (pid_t)t->id)
            k++;
        if (t->kind != A_CHILD || k == w->nleft)
            continue;
        for (int j = i + 1; j < w->table->things; j++)
            more += w->table->thing[j].kind == A_CHILD &&
                    w->table->thing[j].site == t->site;
        const char *made = at_site(w, thread_at(w, 0), t->site);
        char times[64] = "";
        if (more > 0)
            snprintf(times, sizeof times, " (and %d more from there)",
                     more);
        struct fault *f =
            w->left[k].alive
                ? fault_add(&w->faults, "ORPHAN", "error",
                            "the program ended while the child made at "
                            "%s%s was still running. Wait for each child.",
                            made, times)
                : fault_add(&w->faults, "ZOMBIE", "error",
                            "nobody waited for the child made at %s%s. It "
                            "stays behind as a zombie, and how it ended is "
                            "not known. Call waitpid for each child.",
                            made, times);
        fault_place(f, made);
        return;
    }
}

/* The first of a kind, and how many more were made at the same place. */
static void
explain_kind(struct watch *w, int kind)
{
    const struct table_thing *first = NULL;
    struct fault *f;
    int n = 0;
    for (int i = 0; i < w->table->things; i++) {
        const struct table_thing *t = &w->table->thing[i];
        if (t->kind != kind || !own_site(w, t->site) ||
            (t->process != 0 && kind != A_NAME))
            continue;
        if (first == NULL)
            first = t;
        n += t->site == first->site;
    }
    if (first == NULL)
        return;
    const char *made = at_site(w, thread_at(w, 0), first->site);
    char times[64] = "";
    if (n > 1)
        snprintf(times, sizeof times, " (and %d more from there)", n - 1);
    if (kind == A_NAME)
        f = fault_add(&w->faults, "LEAK", "error",
                      "the name %s, made at %s, is still there after the "
                      "program has ended; the next run finds it. Unlink "
                      "it.",
                      first->name, made);
    else if (kind == A_MAPPING)
        f = fault_add(&w->faults, "LEAK", "error",
                      "%lu bytes mapped at %s%s were never unmapped.",
                      (unsigned long)first->size, made, times);
    else
        f = fault_add(&w->faults, "LEAK", "error",
                      "descriptor %lu (%s), opened at %s%s, was never "
                      "closed.",
                      (unsigned long)first->id, first->name, made, times);
    fault_place(f, made);
}

void
explain_leaks(struct watch *w)
{
    static const int kinds[] = {A_NAME, A_DESCRIPTOR, A_MAPPING};
    int before = w->faults.n;
    if (w->table->full)
        return;
    explain_threads(w);
    if (w->faults.n == before)
        explain_children(w);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (w->faults.n == before)
            explain_kind(w, kinds[i]);
}
