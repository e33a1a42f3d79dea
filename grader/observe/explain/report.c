/* report.c - the faults found, causes first: sentences and JSON. */
#define _GNU_SOURCE
#include "explain.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 128 };

static struct fault *faults[MOST];
static int nfaults;

struct fault *
new_fault(enum order order, const char *class)
{
    static struct fault spare;
    struct fault *f = nfaults < MOST ? calloc(1, sizeof *f) : &spare;
    if (nfaults < MOST)
        faults[nfaults++] = f;
    f->order = order;
    f->number = nfaults;
    f->when = UINT64_MAX;
    snprintf(f->class, sizeof f->class, "%s", class);
    return f;
}

void
forget_faults(int from)
{
    while (nfaults > from)
        free(faults[--nfaults]);
}

void
set_aside(const struct fault *cause, const char *class)
{
    for (int i = 0; i < nfaults; i++)
        if (strcmp(faults[i]->class, class) == 0 &&
            strcmp(faults[i]->places[0], cause->places[0]) == 0)
            faults[i]->order = BY_CHANCE;
}

int
fault_count(void)
{
    return nfaults;
}

void
say(struct fault *f, const char *format, ...)
{
    size_t n = strlen(f->message);
    va_list args;
    va_start(args, format);
    vsnprintf(f->message + n, sizeof f->message - n, format, args);
    va_end(args);
}

void
blame(struct fault *f, int rank)
{
    if (rank >= 0 && rank < MOST_RANKS)
        f->ranks |= (uint64_t)1 << rank;
}

const char *
cite(struct fault *f, struct trace *t, int rank, uint64_t site)
{
    const char *text = where(t->rank[rank].row, site);
    blame(f, rank);
    for (int i = 0; i < f->nplaces; i++)
        if (strcmp(f->places[i], text) == 0)
            return text;
    if (f->nplaces < MOST_PLACES && strcmp(text, "line unknown") != 0)
        snprintf(f->places[f->nplaces++], sizeof f->places[0], "%s", text);
    return text;
}

const char *
ranks_text(uint64_t ranks)
{
    static char buffers[4][400];
    static int turn;
    char *text = buffers[turn++ % 4];
    int left = __builtin_popcountll(ranks);
    size_t n = (size_t)sprintf(text, left == 1 ? "rank" : "ranks");
    for (int i = 0, shown = 0; i < MOST_RANKS; i++) {
        if (!(ranks >> i & 1))
            continue;
        const char *before = shown == 0 ? " " : left == 1 ? " and " : ", ";
        n += (size_t)sprintf(text + n, "%s%d", before, i);
        shown++;
        left--;
    }
    return text;
}

const char *
type_text(const struct trace *t, int rank, int32_t type)
{
    static char buffers[4][64];
    static int turn;
    if (type < 0 || type >= MOST_TYPES)
        return "elements";
    const struct type_row *w = &t->rank[rank].row->types[type];
    if (w->name[0] != '\0')
        return w->name;
    char *text = buffers[turn++ % 4];
    snprintf(text, sizeof buffers[0], "of a type of %d bytes", w->size);
    return text;
}

/* --- choosing
 * ------------------------------------------------------------- */

/* Does the lowest rank that only one of them names belong to x? */
static bool
names_lower(const struct fault *x, const struct fault *y)
{
    uint64_t differ = x->ranks ^ y->ranks;
    return (x->ranks & differ & -differ) != 0;
}

/* What was left behind goes by ranks: when each rank came to its end is
 * chance. */
static int
by_cause(const void *a, const void *b)
{
    const struct fault *x = *(struct fault *const *)a;
    const struct fault *y = *(struct fault *const *)b;
    if (x->potential != y->potential)
        return x->potential - y->potential;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    if (x->order >= BY_LOST && x->order <= BY_LEAK && x->ranks != y->ranks)
        return names_lower(x, y) ? -1 : 1;
    if (x->when != y->when)
        return x->when < y->when ? -1 : 1;
    return x->number - y->number;
}

/* One cause has many symptoms.  What is printed is the first fault, and
 * others only where they are as much a cause: leaks of other kinds. */
static bool
worth_telling(const struct fault *f, const struct fault *first)
{
    if (f == first)
        return true;
    return first->order >= BY_REQUEST && first->order <= BY_LEAK &&
           f->order >= BY_REQUEST && f->order <= BY_LEAK &&
           f->potential == first->potential;
}

static void
add_place(struct fault *f, const char *place)
{
    for (int i = 0; i < f->nplaces; i++)
        if (strcmp(f->places[i], place) == 0)
            return;
    if (f->nplaces < MOST_PLACES)
        strcpy(f->places[f->nplaces++], place);
}

/* The same fault of two ranks?  Of what is left behind, g may hold more
 * than one place already. */
static bool
same_place(const struct fault *f, const struct fault *g)
{
    int all =
        f->order >= BY_REQUEST && f->order <= BY_LEAK ? g->nplaces : 1;
    for (int i = 0; i < all; i++)
        if (f->nplaces == 0 || g->nplaces == 0 ||
            strcmp(g->places[i], f->places[0]) == 0)
            return true;
    return f->nplaces == 0;
}

/* The lower rank is named, whichever was there first. */
static void
take_over(struct fault *g, const struct fault *f)
{
    memcpy(g->message, f->message, sizeof g->message);
    memcpy(g->places, f->places, sizeof g->places);
    g->nplaces = f->nplaces;
}

/* Of one class there is one report: a fault at the same place is the same
 * fault of another rank, and what was left behind elsewhere is added. */
static bool
is_double(const struct fault *f, int before)
{
    for (int i = 0; i < before; i++) {
        struct fault *g = faults[i];
        if (strcmp(g->class, f->class) != 0)
            continue;
        if (!same_place(f, g)) {
            say(g, " %s", f->message);
            for (int k = 0; k < f->nplaces; k++)
                add_place(g, f->places[k]);
        } else if (f->order < BY_LOST && names_lower(f, g)) {
            take_over(g, f);
        }
        g->ranks |= f->ranks;
        return true;
    }
    return false;
}

static json_t *
fault_json(const struct fault *f)
{
    json_t *ranks = json_array(), *places = json_array();
    for (int i = 0; i < MOST_RANKS; i++)
        if (f->ranks >> i & 1)
            json_array_append_new(ranks, json_integer(i));
    for (int i = 0; i < f->nplaces; i++)
        json_array_append_new(places, json_string(f->places[i]));
    return json_pack("{s:s, s:s, s:o, s:o, s:s}", "class", f->class,
                     "severity", f->potential ? "potential" : "error",
                     "ranks", ranks, "places", places, "message",
                     f->message);
}

/* "With 5 ranks and seed 1: " before what was found then. */
static void
say_way(struct fault *f, const struct way *way)
{
    char rest[sizeof f->message], seed[40];
    if (way->ranks == 0)
        return;
    f->potential = f->potential || way->synchronous;
    memcpy(rest, f->message, sizeof rest);
    f->message[0] = '\0';
    snprintf(seed, sizeof seed, " and seed %llu",
             (unsigned long long)way->seed);
    say(f, "With %d rank%s%s: %s", way->ranks, way->ranks > 1 ? "s" : "",
        way->synchronous ? " and synchronous sends"
        : way->shuffle   ? seed
                         : "",
        rest);
}

static json_t *
way_json(const struct way *way)
{
    json_t *j = json_pack("{s:i, s:b}", "ranks", way->ranks, "synchronous",
                          way->synchronous);
    if (way->shuffle)
        json_object_set_new(j, "seed", json_integer((json_int_t)way->seed));
    return j;
}

/* Returns how many faults there are. */
int
report(FILE *to, const char *json, const struct way *way)
{
    json_t *all = json_array();
    int told = 0;
    qsort(faults, (size_t)nfaults, sizeof *faults, by_cause);
    bool *tell = calloc((size_t)nfaults + 1, sizeof *tell);
    for (int i = 0; i < nfaults; i++)
        tell[i] =
            !is_double(faults[i], i) && worth_telling(faults[i], faults[0]);
    for (int i = 0; i < nfaults; i++) {
        if (!tell[i])
            continue;
        if (told == 0)
            say_way(faults[i], way);
        fprintf(to, "observe: %s\n", faults[i]->message);
        json_array_append_new(all, fault_json(faults[i]));
        told++;
    }
    if (json != NULL) {
        json_t *root = json_pack("{s:o}", "faults", all);
        if (way->ranks > 0)
            json_object_set_new(root, "sweep", way_json(way));
        if (json_dump_file(root, json, JSON_INDENT(1)) != 0)
            fprintf(to, "observe: cannot write %s\n", json);
        json_decref(root);
    } else {
        json_decref(all);
    }
    free(tell);
    return told;
}

bool
fault_is_hang(void)
{
    return nfaults > 0 && faults[0]->order == BY_HANG;
}

bool
fault_names(int rank, const char *place)
{
    const struct fault *f = nfaults > 0 ? faults[0] : NULL;
    if (f == NULL || rank < 0 || rank >= MOST_RANKS ||
        !(f->ranks >> rank & 1))
        return false;
    for (int i = 0; i < f->nplaces; i++)
        if (strcmp(f->places[i], place) == 0)
            return true;
    return false;
}
