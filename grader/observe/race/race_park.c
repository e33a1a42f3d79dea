/*
 * race_park.c - threads held before an access, so that luck orders none.
 *
 * A lock that two threads happen to take one after the other hides a race
 * beside it: in this run they were ordered.  So the first times that a
 * thread comes to an access, it waits there until no other thread can move
 * any more.  Whoever comes to the same memory meanwhile, both of them about
 * to act and one to write, races with it: nothing kept them apart.  Nothing
 * is forbidden that the threads could not have done by themselves; a right
 * program cannot tell.
 *
 * New threads are held in the same way, until the one that makes them has
 * to wait.  Of the threads that are held, those at birth go on first.
 */
#define _GNU_SOURCE
#include "race.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    NAP_US = 150,
    MOST_MS = 1000,
    MANY_EVENTS = 30000, /* accesses of the others, without a meeting */
    MOST_TIMES = 64,     /* at one place */
};

/* A probe's harness looks who can move as well: threads held here are not
 * to count there. */
struct calm {
    int samples, looks;
    unsigned long moves;
};
extern void __wrap_probe_calm_begin(struct calm *c) __attribute__((weak));
extern void __wrap_probe_calm_end(void) __attribute__((weak));

static bool
overlap(const struct access *a, const struct access *b)
{
    return a->key < b->key + b->size && b->key < a->key + a->size;
}

/* Is another thread about to do what must not happen together with this? */
void
race_meet(struct row *me, const struct access *a)
{
    for (int i = 0; i < race->rows; i++) {
        struct row *r = &race->row[i];
        if (r == me ||
            __atomic_load_n(&r->parked, __ATOMIC_ACQUIRE) != AT_ACCESS)
            continue;
        struct access b = r->waits;
        b.when = race_ns(); /* it is about to */
        if (!overlap(a, &b) || !((a->kind | b.kind) & (WRITES | FREES)))
            continue;
        uint64_t at = a->key > b.key ? a->key : b.key;
        if (!(a->kind & b.kind & ATOMIC) &&
            __atomic_load_n(&r->parked, __ATOMIC_ACQUIRE) == AT_ACCESS)
            race_report(a, &b, (uintptr_t)(at << 16) >> 16);
    }
}

/* --- can anybody else move? --------------------------------------------
 */

/* One look at all other threads.  False if one of them can run; *moves
 * changes whenever any of them was scheduled. */
static bool
all_asleep(struct row *me, uint64_t *moves)
{
    *moves = (uint64_t)race->births;
    for (int i = 0; i < race->rows; i++) {
        struct row *r = &race->row[i];
        if (!r->used || r->ended || r == me || r->parked ||
            __atomic_load_n(&r->spins, __ATOMIC_ACQUIRE))
            continue;
        char path[64], text[2048];
        if (__atomic_load_n(&r->tid, __ATOMIC_ACQUIRE) == 0)
            return false; /* being born */
        snprintf(path, sizeof path, "/proc/%d/task/%d/status", r->pid,
                 r->tid);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
        if (fd >= 0)
            close(fd);
        text[n > 0 ? n : 0] = '\0';
        const char *state = strstr(text, "State:\t");
        if (state != NULL && (state[7] == 'R' || state[7] == 'D'))
            return false;
        for (char *p = text; (p = strstr(p, "ctxt_switches:")); p++)
            *moves += strtoull(p + 14, NULL, 10);
    }
    return true;
}

/* Of all that are held, is it this one's turn?  Births come first, so that
 * everybody is there; then who has waited longest. */
static bool
my_turn(struct row *me)
{
    for (int i = 0; i < race->rows; i++) {
        struct row *r = &race->row[i];
        int how = __atomic_load_n(&r->parked, __ATOMIC_ACQUIRE);
        if (r == me || !r->used || r->ended || how == FREE_TO_GO)
            continue;
        if (how != me->parked) {
            if (how == AT_BIRTH)
                return false;
            continue;
        }
        bool newest = how == AT_BIRTH && race->newest_first;
        if ((r->order < me->order) != newest)
            return false;
    }
    return true;
}

static uint64_t
events_of_others(struct row *me)
{
    uint64_t sum = 0;
    for (int i = 0; i < race->rows; i++)
        if (&race->row[i] != me)
            sum += race->row[i].events;
    return sum;
}

static int64_t
microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void
wait_until_nobody_moves(struct row *me, int how)
{
    uint64_t last = 0, moves, events = events_of_others(me);
    struct calm calm;
    int64_t begun = microseconds(), spent = 0;
    bool was_asleep = false;
    me->order = __atomic_add_fetch(&race->orders, 1, __ATOMIC_RELAXED);
    __atomic_store_n(&me->parked, how, __ATOMIC_RELEASE);
    __atomic_add_fetch(&race->parked, 1, __ATOMIC_SEQ_CST);
    if (__wrap_probe_calm_begin)
        __wrap_probe_calm_begin(&calm);
    while (spent < MOST_MS * 1000) {
        nanosleep(&(struct timespec){.tv_nsec = NAP_US * 1000}, NULL);
        bool asleep = all_asleep(me, &moves);
        spent = microseconds() - begun;
        if (asleep && was_asleep && moves == last && my_turn(me))
            break;
        if (events_of_others(me) - events > MANY_EVENTS)
            break;
        was_asleep = asleep;
        last = moves;
    }
    if (__wrap_probe_calm_end)
        __wrap_probe_calm_end();
    __atomic_store_n(&me->parked, FREE_TO_GO, __ATOMIC_RELEASE);
    __atomic_sub_fetch(&race->parked, 1, __ATOMIC_SEQ_CST);
    __atomic_sub_fetch(&race->park_left_us, spent, __ATOMIC_RELAXED);
}

static bool
parks(void)
{
    return race->park &&
           __atomic_load_n(&race->park_left_us, __ATOMIC_RELAXED) > 0;
}

/* Held the 1st, 2nd, 4th, 8th ... time at each place of the program. */
void
race_park(struct row *me, const struct access *a)
{
    unsigned h = (unsigned)(a->pc * 2654435761u) % SITES;
    while (me->site[h].pc != a->pc && me->site[h].pc != 0)
        h = (h + 1) % SITES;
    if (me->site[h].pc == 0) {
        if (me->filled == SITES / 2)
            return;
        me->filled++;
        me->site[h].pc = a->pc;
    }
    uint32_t n = ++me->site[h].count;
    bool only_looks = a->kind & ATOMIC && !(a->kind & WRITES);
    if ((n & (n - 1)) != 0 || n > MOST_TIMES || only_looks || !parks())
        return;
    me->waits = *a;
    wait_until_nobody_moves(me, AT_ACCESS);
}

void
race_hold_at_birth(struct row *me)
{
    if (!parks())
        return;
    race_inside++;
    wait_until_nobody_moves(me, AT_BIRTH);
    race_inside--;
}
