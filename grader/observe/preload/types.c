/*
 * types.c - datatypes as sequences of basic types, to be compared between
 * sender and receiver.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 512, DEEPEST = 8, MOST_PARTS = 64 };

struct entry {
    struct type type;
    struct entry *next;
};
static struct entry *buckets[BUCKETS];

enum { MOST_FREED = 64 };
static MPI_Datatype freed[MOST_FREED];
static unsigned nfreed;

/* Types of one size and meaning have one number: a C program cannot tell
 * int32_t from int. */
struct basic {
    MPI_Datatype type;
    int number;
    const char *name;
};

static struct entry **
bucket(MPI_Datatype handle)
{
    uint64_t h = AS_NUMBER(handle) * 0x9E3779B97F4A7C15u;
    return &buckets[h >> 55];
}

struct type *
find_type(MPI_Datatype handle)
{
    for (struct entry *e = *bucket(handle); e != NULL; e = e->next)
        if (e->type.handle == handle)
            return &e->type;
    return NULL;
}

static struct type *
new_entry(MPI_Datatype handle)
{
    struct entry *e = calloc(1, sizeof *e);
    MPI_Aint lb = 0, extent = 0;
    int size = 0;
    PMPI_Type_get_extent(handle, &lb, &extent);
    PMPI_Type_size(handle, &size);
    e->type = (struct type){.handle = handle,
                            .row = -1,
                            .size = size,
                            .extent = extent,
                            .lb = lb,
                            .used = true};
    e->type.dense = lb == 0 && extent == size;
    e->next = *bucket(handle);
    *bucket(handle) = e;
    return &e->type;
}

static void
add_basic(MPI_Datatype handle, int number, const char *name)
{
    if (handle == MPI_DATATYPE_NULL)
        return;
    for (struct entry *e = *bucket(handle); e != NULL; e = e->next)
        if (e->type.handle == handle)
            return;
    struct type *t = new_entry(handle);
    t->committed = t->predefined = true;
    if (row->ntypes >= MOST_TYPES)
        return;
    t->row = (int32_t)row->ntypes;
    struct type_row *w = &row->types[row->ntypes++];
    w->nruns = 1;
    w->size = (int32_t)t->size;
    w->elements = 1;
    w->run[0].basic = number;
    w->run[0].times = 1;
    snprintf(w->name, sizeof w->name, "%s", name);
}

void
types_start(void)
{
    /* clang-format off */
#define B(number, name) {name, number, #name}
    const struct basic basics[] = {
        B(1, MPI_CHAR), B(2, MPI_SIGNED_CHAR), B(3, MPI_UNSIGNED_CHAR),
        B(4, MPI_SHORT), B(5, MPI_UNSIGNED_SHORT), B(6, MPI_INT),
        B(7, MPI_UNSIGNED), B(8, MPI_LONG), B(9, MPI_UNSIGNED_LONG),
        B(8, MPI_LONG_LONG_INT), B(9, MPI_UNSIGNED_LONG_LONG),
        B(12, MPI_FLOAT), B(13, MPI_DOUBLE), B(14, MPI_LONG_DOUBLE),
        B(15, MPI_WCHAR), B(16, MPI_C_BOOL), B(2, MPI_INT8_T),
        B(4, MPI_INT16_T), B(6, MPI_INT32_T), B(8, MPI_INT64_T),
        B(3, MPI_UINT8_T), B(5, MPI_UINT16_T), B(7, MPI_UINT32_T),
        B(9, MPI_UINT64_T), B(17, MPI_C_FLOAT_COMPLEX),
        B(18, MPI_C_DOUBLE_COMPLEX), B(19, MPI_C_LONG_DOUBLE_COMPLEX),
        B(20, MPI_AINT), B(21, MPI_OFFSET), B(22, MPI_COUNT),
        B(30, MPI_BYTE), B(31, MPI_PACKED), B(40, MPI_FLOAT_INT),
        B(41, MPI_DOUBLE_INT), B(42, MPI_LONG_INT), B(43, MPI_2INT),
        B(44, MPI_SHORT_INT), B(45, MPI_LONG_DOUBLE_INT),
    };
#undef B
    /* clang-format on */
    for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
        add_basic(basics[i].type, basics[i].number, basics[i].name);
}

/* --- flattening --------------------------------------------------------
 */

/* Appends `times` elements of one basic type; false if there is no room. */
static bool
add_run(struct type_row *w, int basic, int64_t times)
{
    if (times == 0)
        return true;
    if (w->nruns > 0 && w->run[w->nruns - 1].basic == basic) {
        w->run[w->nruns - 1].times += (int32_t)times;
        return true;
    }
    if (w->nruns == MOST_RUNS || times > INT32_MAX)
        return false;
    w->run[w->nruns].basic = basic;
    w->run[w->nruns++].times = (int32_t)times;
    return true;
}

static bool
add_row(struct type_row *w, const struct type_row *of, int64_t times)
{
    if (of->nruns == 1)
        return add_run(w, of->run[0].basic, of->run[0].times * times);
    for (int64_t k = 0; k < times; k++)
        for (int i = 0; i < of->nruns; i++)
            if (!add_run(w, of->run[i].basic, of->run[i].times))
                return false;
    return of->nruns > 0;
}

static bool flatten(MPI_Datatype handle, struct type_row *w, int depth);

static bool
add_part(MPI_Datatype part, struct type_row *w, int64_t times, int depth)
{
    struct type_row one = {0};
    return times == 0 ||
           (flatten(part, &one, depth + 1) && add_row(w, &one, times));
}

/* How often the one old type of this constructor stands in the new one. */
static int64_t
repetitions(int combiner, const int *ints)
{
    int64_t sum = 0;
    switch (combiner) {
    case MPI_COMBINER_DUP:
    case MPI_COMBINER_RESIZED:
        return 1;
    case MPI_COMBINER_CONTIGUOUS:
        return ints[0];
    case MPI_COMBINER_VECTOR:
    case MPI_COMBINER_HVECTOR:
    case MPI_COMBINER_INDEXED_BLOCK:
    case MPI_COMBINER_HINDEXED_BLOCK:
        return (int64_t)ints[0] * ints[1];
    case MPI_COMBINER_INDEXED:
    case MPI_COMBINER_HINDEXED:
        for (int i = 1; i <= ints[0]; i++)
            sum += ints[i];
        return sum;
    case MPI_COMBINER_SUBARRAY:
        sum = 1;
        for (int i = 0; i < ints[0]; i++)
            sum *= ints[1 + ints[0] + i];
        return sum;
    default:
        return -1;
    }
}

static void
free_parts(MPI_Datatype *parts, int n)
{
    int ni, na, nd, combiner;
    for (int i = 0; i < n; i++) {
        PMPI_Type_get_envelope(parts[i], &ni, &na, &nd, &combiner);
        if (combiner != MPI_COMBINER_NAMED)
            PMPI_Type_free(&parts[i]);
    }
}

static bool
flatten(MPI_Datatype handle, struct type_row *w, int depth)
{
    const struct type *t = find_type(handle);
    if (t != NULL && t->predefined) {
        if (t->row < 0)
            return false;
        return add_row(w, &row->types[t->row], 1);
    }
    int ni, na, nd, combiner;
    PMPI_Type_get_envelope(handle, &ni, &na, &nd, &combiner);
    if (depth > DEEPEST || nd > MOST_PARTS || ni > 4096 || nd < 1)
        return false;
    MPI_Datatype parts[MOST_PARTS];
    int *ints = calloc((size_t)ni + 1, sizeof *ints);
    MPI_Aint *places = calloc((size_t)na + 1, sizeof *places);
    PMPI_Type_get_contents(handle, ni, na, nd, ints, places, parts);
    bool good = true;
    if (combiner == MPI_COMBINER_STRUCT) {
        for (int i = 0; i < nd && good; i++)
            good = add_part(parts[i], w, ints[1 + i], depth);
    } else {
        int64_t times = repetitions(combiner, ints);
        good = times >= 0 && add_part(parts[0], w, times, depth);
    }
    free_parts(parts, nd);
    free(ints);
    free(places);
    return good;
}

static int32_t
row_of(const struct type_row *w)
{
    for (uint32_t i = 0; i < row->ntypes; i++)
        if (row->types[i].nruns == w->nruns &&
            row->types[i].size == w->size && w->name[0] == '\0' &&
            row->types[i].name[0] == '\0' &&
            memcmp(row->types[i].run, w->run, sizeof w->run) == 0)
            return (int32_t)i;
    if (row->ntypes == MOST_TYPES)
        return -1;
    row->types[row->ntypes] = *w;
    return (int32_t)row->ntypes++;
}

void
add_type(MPI_Datatype handle, const void *site)
{
    if (row == NULL || handle == MPI_DATATYPE_NULL)
        return;
    drop_type(handle);
    for (int i = 0; i < MOST_FREED; i++)
        if (freed[i] == handle)
            freed[i] = MPI_DATATYPE_NULL;
    struct type *t = new_entry(handle);
    struct type_row w = {0};
    t->site = site;
    if (!flatten(handle, &w, 0))
        memset(&w, 0, sizeof w);
    w.size = (int32_t)t->size;
    for (int i = 0; i < w.nruns; i++)
        w.elements += w.run[i].times;
    t->row = row_of(&w);
}

void
commit_type(MPI_Datatype handle)
{
    struct type *t = row ? find_type(handle) : NULL;
    if (t != NULL)
        t->committed = true;
}

bool
type_freed(MPI_Datatype handle)
{
    for (int i = 0; i < MOST_FREED; i++)
        if (freed[i] == handle && AS_NUMBER(handle) != 0)
            return true;
    return false;
}

void
drop_type(MPI_Datatype handle)
{
    for (struct entry **e = bucket(handle); *e != NULL; e = &(*e)->next)
        if ((*e)->type.handle == handle && !(*e)->type.predefined) {
            struct entry *gone = *e;
            *e = gone->next;
            freed[nfreed++ % MOST_FREED] = handle;
            free(gone);
            return;
        }
}

void
each_live_type(void (*f)(const struct type *))
{
    for (int i = 0; i < BUCKETS; i++)
        for (struct entry *e = buckets[i]; e != NULL; e = e->next)
            if (!e->type.predefined)
                f(&e->type);
}
