/*
 * race_shadow.c - the last accesses to each 8 bytes of memory.
 *
 * Two accesses race when they are of different rows, touch a common byte,
 * one of them writes, not both are atomic, and neither is ordered after the
 * other.  A page of memory has a page of slots; when all of them are in use
 * the oldest is forgotten, which loses reports and never invents one.
 */
#define _GNU_SOURCE
#include "race.h"

#include <string.h>

enum { MAX_SHARED = 64, PAGE_BITS = 12 };

/* Mappings that processes share; a child inherits the list. */
static struct {
    uintptr_t low, high;
    uint64_t key;
} shared[MAX_SHARED];
static int nshared;

void
race_map_shared(uintptr_t address, size_t size, uint64_t key)
{
    if (nshared < MAX_SHARED) {
        shared[nshared].key = key;
        shared[nshared].low = address;
        shared[nshared].high = address + size;
        nshared++;
    }
}

/* The newest mapping that has the address, or -1. */
static int
mapping_of(uintptr_t address)
{
    for (int i = nshared - 1; i >= 0; i--)
        if (address >= shared[i].low && address < shared[i].high)
            return i;
    return -1;
}

bool
race_unmap_shared(uintptr_t address)
{
    int i = mapping_of(address);
    if (i >= 0)
        shared[i] = shared[--nshared];
    return i >= 0;
}

/* The same address in two processes is the same memory only if they share
 * it. */
uint64_t
race_key(uintptr_t address)
{
    int i = nshared > 0 ? mapping_of(address) : -1;
    return i >= 0 ? shared[i].key + (address - shared[i].low)
                  : (uint64_t)address | (uint64_t)race_space << 48;
}

/* The page's slots, locked; NULL if absent and not to be made. */
static struct page *
page_of(uint64_t key, bool make)
{
    uint64_t tag = (key >> PAGE_BITS) + 1;
    uint64_t h = tag * 0x9E3779B97F4A7C15u >> 44;
    for (int i = 0; i < WAYS; i++) {
        struct page *p = &race->page[(h + (uint64_t)i) % PAGES];
        if (__atomic_load_n(&p->tag, __ATOMIC_ACQUIRE) != tag)
            continue;
        race_lock(&p->lock);
        if (p->tag == tag)
            return p;
        race_unlock(&p->lock);
    }
    if (!make)
        return NULL;
    race_lock(&race->pages_lock);
    struct page *found = NULL;
    for (int i = 0; i < WAYS && found == NULL; i++) {
        struct page *p = &race->page[(h + (uint64_t)i) % PAGES];
        if (p->tag == 0 || p->tag == tag)
            found = p;
    }
    if (found == NULL)
        found = &race->page[(h + tag % WAYS) % PAGES];
    race_lock(&found->lock);
    if (found->tag != tag) {
        if (found->tag != 0)
            memset(found->cells, 0, sizeof *found->cells << 9);
        __atomic_store_n(&found->tag, tag, __ATOMIC_RELEASE);
    }
    race_unlock(&race->pages_lock);
    return found;
}

static uintptr_t
pc_of(const struct slot *s)
{
    return (uintptr_t)s->pc_high << 32 | s->pc_low;
}

/* Times are kept in steps of 64 ns: 32 bits of them are four minutes. */
enum { STEP_BITS = 6 };

static uint32_t
steps_now(void)
{
    uint64_t steps =
        !race->timed ? 0 : (race_ns() - race->began) >> STEP_BITS;
    return steps < UINT32_MAX && race->timed ? (uint32_t)steps + 1 : 0;
}

static uint64_t
when_of(const struct slot *s)
{
    uint64_t steps = (uint64_t)s->when_high << 16 | s->when_low;
    return steps == 0 ? 0 : race->began + (steps << STEP_BITS);
}

static void
tell(const struct access *a, const struct slot *s)
{
    struct access before = {a->key, 1,      s->kind,   pc_of(s),
                            s->row, s->set, when_of(s)};
    race_report(a, &before, (uintptr_t)(a->key << 16) >> 16);
}

/* Compares one access with what is remembered of these 8 bytes, and
 * remembers it. */
static void
check(struct slot *cell, struct row *me, const struct access *a,
      uint8_t bytes)
{
    uint32_t now = me->now.at[a->row];
    struct slot *place = NULL, *unused = NULL, *ordered = NULL;
    for (int i = 0; i < SLOTS; i++) {
        struct slot *s = &cell[i];
        if (!s->used) {
            unused = s;
            continue;
        }
        bool writes = a->kind & (WRITES | FREES);
        bool covers = (s->bytes & ~bytes) == 0;
        if (s->row == a->row) {
            bool same = covers && s->kind == a->kind;
            if (same && s->clock == now && s->bytes == bytes &&
                s->set == a->set)
                return; /* nothing new: compared the first time */
            if (same)
                place = s;
            continue;
        }
        bool past = s->clock <= me->now.at[s->row];
        if (past && covers && writes)
            ordered = s; /* who races with it races with this one too */
        if (past || (s->bytes & bytes) == 0 ||
            !((s->kind | a->kind) & (WRITES | FREES)) ||
            (s->kind & a->kind & ATOMIC))
            continue;
        tell(a, s);
    }
    if (place == NULL)
        place = unused ? unused : ordered;
    if (place == NULL)
        place = &cell[(now + (uint32_t)a->row) % SLOTS];
    uint32_t steps = steps_now();
    *place = (struct slot){
        .when_low = (uint16_t)steps,
        .when_high = (uint16_t)(steps >> 16),
        .row = (uint8_t)a->row,
        .bytes = bytes,
        .kind = (uint8_t)a->kind,
        .used = 1,
        .set = (uint16_t)a->set,
        .clock = now,
        .pc_low = (uint32_t)a->pc,
        .pc_high = (uint16_t)(a->pc >> 32),
    };
}

static void
check_all(struct row *me, const struct access *a)
{
    uint64_t at = a->key, end = a->key + a->size;
    while (at < end) {
        struct page *p = page_of(at, true);
        uint64_t stop = (at | 0xFFF) + 1;
        if (stop > end)
            stop = end;
        for (; at < stop; at = (at | 7) + 1) {
            uint64_t last = (at | 7) + 1 < end ? (at | 7) + 1 : end;
            unsigned from = at & 7, n = (unsigned)(last - at);
            check(p->cells[(at & 0xFFF) >> 3], me, a,
                  (uint8_t)(((1u << n) - 1) << from));
        }
        race_unlock(&p->lock);
    }
}

void
race_touch(uintptr_t address, size_t size, int kind, uintptr_t pc)
{
    struct row *me = race_row();
    if (me == NULL || race->live < 2 || size == 0)
        return;
    race_inside++;
    me->events += kind & ATOMIC ? 10 : 1; /* who spins, spins on these */
    if (size > 1 << 20)
        size = 1 << 20;
    struct access a = {.key = race_key(address),
                       .size = (uint32_t)size,
                       .kind = kind,
                       .pc = pc,
                       .row = (int)(me - race->row),
                       .set = me->set};
    if (__atomic_load_n(&race->parked, __ATOMIC_RELAXED) > 0)
        race_meet(me, &a);
    if (address < me->stack_low || address >= me->stack_high)
        race_park(me, &a);
    check_all(me, &a);
    race_inside--;
}

/* New memory at an old address: its past is another's. */
void
race_forget(uintptr_t address, size_t size)
{
    if (race_row() == NULL || size == 0)
        return;
    race_inside++;
    uint64_t at = race_key(address), end = at + size;
    while (at < end) {
        uint64_t stop = (at | 0xFFF) + 1;
        if (stop > end)
            stop = end;
        struct page *p = page_of(at, false);
        if (p != NULL) {
            uint64_t first = (at & 0xFFF) >> 3;
            uint64_t cells = ((stop - 1) & 0xFFF) / 8 - first + 1;
            memset(p->cells[first], 0, cells * sizeof *p->cells);
            race_unlock(&p->lock);
        }
        at = stop;
    }
    race_inside--;
}
