/* explain_races.c - the lines of race/race_report.c, in words. */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct side {
    char what[16], locks[512];
    unsigned long at, born;
    int number;
};

struct record {
    struct side side[2];
    unsigned long memory;
    unsigned size;
    unsigned long long when[2];
};

static bool
parse(const char *line, struct record *r)
{
    return sscanf(line,
                  "RACE %15s %lx %d %lx %511s | %15s %lx %d %lx %511s | "
                  "%lx %u %llu %llu",
                  r->side[0].what, &r->side[0].at, &r->side[0].number,
                  &r->side[0].born, r->side[0].locks, r->side[1].what,
                  &r->side[1].at, &r->side[1].number, &r->side[1].born,
                  r->side[1].locks, &r->memory, &r->size, &r->when[0],
                  &r->when[1]) == 14;
}

static const char *
verb(const struct side *s)
{
    return strcmp(s->what, "write") == 0    ? "writes"
           : strcmp(s->what, "read") == 0   ? "reads"
           : strcmp(s->what, "atomic") == 0 ? "changes (atomically)"
                                            : "frees";
}

static void
name_side(const struct side *s, bool processes, char *text, size_t size)
{
    if (s->number == 0)
        snprintf(text, size, "%s",
                 processes ? "the parent" : "the main thread");
    else
        snprintf(text, size, "%s %d", s->number < 0 ? "child" : "thread",
                 abs(s->number));
}

/* The first lock this side holds: its name and where it was taken. */
static bool
first_lock(struct watch *w, const struct side *s, char *name, size_t size,
           const char **where)
{
    unsigned long lock, site;
    if (sscanf(s->locks, "%lx@%lx", &lock, &site) != 2)
        return false;
    place_name(&w->places, lock, sizeof(pthread_mutex_t), name, size);
    if (name[0] == '\0')
        snprintf(name, size, "a lock");
    *where = place_line(&w->places, site);
    return true;
}

static void
say_side(struct watch *w, const struct side *s, bool processes, char *text,
         size_t size)
{
    char name[64], lock[100];
    const char *where;
    name_side(s, processes, name, sizeof name);
    int n = snprintf(text, size, "%s %s it at %s ", name, verb(s),
                     place_line(&w->places, s->at));
    if (first_lock(w, s, lock, sizeof lock, &where))
        snprintf(text + n, size - (size_t)n, "holding %s (locked at %s)",
                 lock, where);
    else
        snprintf(text + n, size - (size_t)n, "with no lock held");
}

/* Which lock is missing, and where. */
static void
advise(struct watch *w, const struct record *r, char *text, size_t size)
{
    char lock[2][100];
    const char *where;
    bool has[2];
    for (int k = 0; k < 2; k++)
        has[k] =
            first_lock(w, &r->side[k], lock[k], sizeof lock[k], &where);
    if (has[0] && has[1])
        snprintf(text, size,
                 "Two different locks keep nobody apart: take the same one "
                 "at both places");
    else if (has[0] || has[1])
        snprintf(text, size, "Lock %s at %s too", lock[has[0] ? 0 : 1],
                 place_line(&w->places, r->side[has[0] ? 1 : 0].at));
    else
        snprintf(text, size,
                 "Lock one mutex at both places, make it atomic, or let "
                 "one wait for the other");
}

/* The row of a thread or process, by the number it is told by; -1: it is
 * not there any more. */
static int
row_of(const struct watch *w, int number)
{
    for (int i = 0; i < w->table->threads && i < THREADS; i++) {
        const struct table_thread *t = &w->table->thread[i];
        if (t->used &&
            (number < 0 ? t->process == -number && t->number == 0
                        : t->process == 0 && t->number == number))
            return i;
    }
    return -1;
}

/* The two accesses, for the picture. */
static void
note_touches(struct watch *w, const struct record *r)
{
    for (int k = 0; k < 2; k++) {
        const struct side *s = &r->side[k];
        struct touch *t = &w->touch[k];
        t->row = row_of(w, s->number);
        t->when = r->when[k];
        snprintf(t->what, sizeof t->what, "%s", s->what);
        snprintf(t->place, sizeof t->place, "%s",
                 place_line(&w->places, s->at));
    }
}

static void
tell(struct watch *w, const struct record *r)
{
    char memory[100], a[600], b[600], cure[400];
    place_name(&w->places, r->memory, r->size, memory, sizeof memory);
    bool processes = r->side[0].number < 0 || r->side[1].number < 0;
    say_side(w, &r->side[0], processes, a, sizeof a);
    say_side(w, &r->side[1], processes, b, sizeof b);
    advise(w, r, cure, sizeof cure);
    struct fault *f =
        fault_add(&w->faults, "RACE", "error",
                  "nothing orders two %s at %s: %s; %s. %s.",
                  processes ? "processes" : "threads",
                  memory[0] ? memory : "the same memory", a, b, cure);
    note_touches(w, r);
    for (int k = 0; k < 2; k++) {
        fault_place(f, place_line(&w->places, r->side[k].at));
        if (f->nthreads < MAX_NAMED)
            f->threads[f->nthreads++] = abs(r->side[k].number);
    }
}

/* Who holds no lock comes first, then the smaller number. */
static void
put_in_order(struct record *r)
{
    bool bare[2] = {r->side[0].locks[0] == '-', r->side[1].locks[0] == '-'};
    bool turn = bare[0] == bare[1]
                    ? abs(r->side[0].number) > abs(r->side[1].number)
                    : bare[1];
    if (turn) {
        struct side first = r->side[0];
        r->side[0] = r->side[1];
        r->side[1] = first;
        unsigned long long when = r->when[0];
        r->when[0] = r->when[1];
        r->when[1] = when;
    }
}

/* One race is told; the others are mostly its consequences.  One that names
 * a missing lock says more than one that does not. */
void
explain_races(struct watch *w, const char *records)
{
    struct record r, best;
    int best_score = -1;
    for (const char *p = records; p != NULL && *p != '\0';
         p = strchr(p, '\n'), p = p != NULL ? p + 1 : NULL) {
        if (!parse(p, &r))
            continue;
        int locks =
            (r.side[0].locks[0] != '-') + (r.side[1].locks[0] != '-');
        int score = locks == 1 ? 4 : locks == 2 ? 2 : 0;
        if (score > best_score) {
            best = r;
            best_score = score;
        }
    }
    if (best_score < 0)
        return;
    put_in_order(&best);
    tell(w, &best);
}
