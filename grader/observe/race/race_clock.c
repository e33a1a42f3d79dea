/*
 * race_clock.c - vector clocks: who is ordered after whom.
 *
 * A row is a thread, or the first thread of a process.  What it did at
 * time t of its own clock is ordered before all that row r does once
 * r.now.at[row] >= t.  Releasing leaves a copy of the clock in the object;
 * acquiring takes it over.
 */
#define _GNU_SOURCE
#include "race.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct race *race;
__thread struct row *race_me;
__thread int race_inside;
static __thread int my_tid;
int race_space;

static const size_t cells_per_page = 512;

int
race_tid(void)
{
    if (my_tid == 0)
        my_tid = (int)syscall(SYS_gettid);
    return my_tid;
}

/* A lock that survives its holder: a process may be killed inside. */
void
race_lock(int *lock)
{
    int me = race_tid();
    for (int tries = 0;; tries++) {
        int holder = 0;
        if (__atomic_compare_exchange_n(lock, &holder, me, 0,
                                        __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return;
        if (tries > 50)
            sched_yield();
        if (tries % 20000 == 19999 && kill(holder, 0) == -1)
            __atomic_compare_exchange_n(lock, &holder, 0, 0,
                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    }
}

void
race_unlock(int *lock)
{
    __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

/* What the child is ordered after: its creator may be further on when the
 * child first runs. */
static __thread struct clock at_fork;

static void
before_fork(void)
{
    struct row *me = race_me;
    if (race == NULL || me == NULL)
        return;
    at_fork = me->now;
    me->now.at[me - race->row]++;
}

static void
in_child(void)
{
    struct row *parent = race_me;
    my_tid = 0;
    if (race == NULL || parent == NULL)
        return;
    race_inside++;
    race_space = __atomic_add_fetch(&race->spaces, 1, __ATOMIC_RELAXED);
    struct row *row = race_new_row(parent, parent->born_at, true);
    race_me = row;
    if (row != NULL) {
        /* its locks are the child's too */
        memcpy(row->held, parent->held, sizeof row->held);
        row->nheld = parent->nheld;
        row->set = parent->set;
        row->stack_low = parent->stack_low;
        row->stack_high = parent->stack_high;
        race_row_begins(row);
    }
    race_inside--;
}

static bool
wants(const char *name, bool otherwise)
{
    const char *value = getenv(name);
    return value == NULL ? otherwise : strcmp(value, "0") != 0;
}

/* Called by the first hook of all, long before main. */
uint64_t
race_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void
race_start(void)
{
    if (race != NULL || race_inside > 0)
        return;
    race_inside++;
    struct race *r =
        mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    size_t bytes = cells_per_page * SLOTS * sizeof(struct slot);
    char *cells = mmap(NULL, bytes * PAGES, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (r == MAP_FAILED || cells == MAP_FAILED) {
        static const char text[] = "race: no memory to watch with\n";
        if (write(2, text, sizeof text - 1) < 0)
            _exit(121);
        _exit(120);
    }
    for (int i = 0; i < PAGES; i++)
        r->page[i].cells = (void *)(cells + (size_t)i * bytes);
    r->sets = 1;
    r->park = wants("RACE_PARK", true);
    r->newest_first = wants("RACE_NEWEST_FIRST", false);
    r->park_left_us = 8000000; /* of all together */
    r->began = race_ns();
    r->timed = getenv("RACE_REPORT") != NULL;
    race = r;
    race_me = race_new_row(NULL, 0, false);
    race_me->number = 0;
    race_row_begins(race_me);
    pthread_atfork(before_fork, NULL, in_child);
    r->ready = 1;
    race_inside--;
}

struct row *
race_row(void)
{
    return race_inside == 0 && race != NULL && race->ready ? race_me : NULL;
}

/* --- rows --------------------------------------------------------------
 */

/* Rows are used again as late as possible: what an earlier thread of the
 * row did would be taken for its successor's. */
struct row *
race_new_row(struct row *parent, uintptr_t site, bool child)
{
    struct row *row = NULL;
    race_lock(&race->lock);
    for (int i = 0; i < MAX_ROWS && row == NULL; i++) {
        int k = (race->next_row + i) % MAX_ROWS;
        if (!race->row[k].used) {
            row = &race->row[k];
            race->next_row = k + 1;
            if (k >= race->rows)
                race->rows = k + 1;
        }
    }
    if (row != NULL) {
        uint32_t clock = row->now.at[row - race->row];
        memset(row, 0, sizeof *row);
        if (parent != NULL)
            row->now = child ? at_fork : parent->now;
        row->now.at[row - race->row] = clock + 1;
        row->used = 1;
        row->born_at = site;
        race->births++;
        row->number = parent == NULL ? 0
                      : child        ? -++race->children
                                     : ++race->threads;
        race->live++;
    }
    race_unlock(&race->lock);
    if (parent != NULL && !child)
        parent->now.at[parent - race->row]++;
    return row;
}

/* In the new thread itself. */
void
race_row_begins(struct row *row)
{
    row->pid = (int)getpid();
    __atomic_store_n(&row->tid, race_tid(), __ATOMIC_RELEASE);
}

/* Everything the row did is now ordered before the caller. */
void
race_row_joined(struct row *row)
{
    struct row *me = race_me;
    if (me == NULL || me == row)
        return;
    race_join_clock(me, &row->now);
    race_lock(&race->lock);
    if (row->used) {
        row->used = 0;
        race->live--;
        if (row->parked) /* it was killed while it was held */
            __atomic_sub_fetch(&race->parked, 1, __ATOMIC_SEQ_CST);
        row->parked = FREE_TO_GO;
    }
    race_unlock(&race->lock);
}

void
race_join_clock(struct row *me, const struct clock *other)
{
    for (int i = 0; i < MAX_ROWS; i++)
        if (other->at[i] > me->now.at[i])
            me->now.at[i] = other->at[i];
}

/* --- objects that order ------------------------------------------------
 */

/* The object's entry, locked.  When the table is full, objects share one:
 * then a race may be missed, and none is invented. */
struct sync *
race_sync(uint64_t key)
{
    uint64_t h = (key ^ key >> 21) * 0x9E3779B97F4A7C15u >> 40;
    struct sync *s = NULL;
    for (int i = 0; i < 64; i++) {
        s = &race->sync[(h + (uint64_t)i) % SYNCS];
        uint64_t found = __atomic_load_n(&s->key, __ATOMIC_ACQUIRE);
        if (found == 0 &&
            __atomic_compare_exchange_n(&s->key, &found, key, 0,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
            found = key;
        if (found == key)
            break;
    }
    race_lock(&s->lock);
    return s;
}

void
race_acquire(uint64_t key)
{
    struct row *me = race_me;
    if (me == NULL)
        return;
    struct sync *s = race_sync(key);
    race_join_clock(me, &s->clock);
    race_unlock(&s->lock);
}

static void
release(uint64_t key, bool merge)
{
    struct row *me = race_me;
    if (me == NULL)
        return;
    struct sync *s = race_sync(key);
    merge = merge || s->key != key;
    for (int i = 0; i < MAX_ROWS; i++)
        if (!merge || me->now.at[i] > s->clock.at[i])
            s->clock.at[i] = me->now.at[i];
    race_unlock(&s->lock);
    me->now.at[me - race->row]++;
}

void
race_release(uint64_t key)
{
    release(key, false);
}

void
race_release_merge(uint64_t key)
{
    release(key, true);
}

/* --- locks held --------------------------------------------------------
 */

static bool
same_set(const struct lockset *a, const struct held *held, int n)
{
    if (a->n != n)
        return false;
    for (int i = 0; i < n; i++)
        if (a->held[i].lock != held[i].lock ||
            a->held[i].site != held[i].site)
            return false;
    return true;
}

/* The number of the set of locks this row holds; 0: none.  A table that is
 * full leaves the sets unnamed, which changes no verdict. */
static int
set_of(struct row *me)
{
    if (me->nheld == 0)
        return 0;
    race_lock(&race->sets_lock);
    int k = 1;
    while (k < race->sets && !same_set(&race->set[k], me->held, me->nheld))
        k++;
    if (k == race->sets && k < MAX_SETS) {
        race->set[k].n = me->nheld;
        memcpy(race->set[k].held, me->held, sizeof me->held);
        race->sets++;
    }
    race_unlock(&race->sets_lock);
    return k < MAX_SETS ? k : 0;
}

void
race_hold(uintptr_t lock, uintptr_t site, bool for_read)
{
    struct row *me = race_me;
    if (me == NULL)
        return;
    for (int i = 0; i < me->nheld; i++)
        if (me->held[i].lock == lock) {
            me->held[i].count++;
            return;
        }
    if (me->nheld < MAX_HELD)
        me->held[me->nheld++] = (struct held){lock, site, 1, for_read};
    me->set = set_of(me);
}

void
race_let_go(uintptr_t lock)
{
    struct row *me = race_me;
    if (me == NULL)
        return;
    for (int i = 0; i < me->nheld; i++) {
        if (me->held[i].lock != lock)
            continue;
        if (--me->held[i].count == 0) {
            memmove(&me->held[i], &me->held[i + 1],
                    (size_t)(me->nheld - i - 1) * sizeof *me->held);
            me->nheld--;
        }
        break;
    }
    me->set = set_of(me);
}
