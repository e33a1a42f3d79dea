/*
 * preload_events.c - what each thread has done and waits for, as it
 * happens.
 *
 * A wait is written into the thread's row, where the observer looks for
 * hangs, and like all that a picture shows into the table's events: the
 * first ones and the last ones, however long the program runs.
 */
#define _GNU_SOURCE
#include "preload.h"

#include <time.h>

/* The child has a copy of these; the parent's row may be further by then. */
static __thread uint64_t fork_time, fork_site;

static uint64_t
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void
preload_event(int what, uint64_t object, uint64_t site, int other,
              bool ended)
{
    if (!table->draws) /* what nobody looks at costs nothing */
        return;
    uint64_t number =
        __atomic_fetch_add(&table->events, 1, __ATOMIC_RELAXED);
    struct table_event *e = table_event_at(table, number);
    uint64_t begin = what == DID_FORK && fork_time != 0 ? fork_time : now();
    e->what = 0; /* whoever reads it now sees that it is not whole */
    e->begin = begin;
    e->end = ended ? begin : 0;
    e->object = object;
    e->site = site;
    e->thread = (int)(me - table->thread);
    e->other = other;
    e->result = 0;
    __atomic_store_n(&e->what, what, __ATOMIC_RELEASE);
    if (!ended)
        me->event = number + 1;
}

/* A child writes down its own birth, maybe long after it. */
void
preload_event_forks(uint64_t site)
{
    fork_time = now();
    fork_site = site;
}

uint64_t
preload_fork_site(void)
{
    return fork_site;
}

void
preload_event_ends(int result)
{
    uint64_t number = me->event - 1;
    struct table_event *e = table_event_at(table, number);
    /* later ones may have taken its place meanwhile */
    if (me->event == 0 || e->thread != (int)(me - table->thread) ||
        e->end != 0)
        return;
    e->result = result;
    e->end = now();
}

void
wait_begins(int what, uint64_t object, uint64_t site)
{
    me->object = object;
    me->site = site;
    me->began = preload_next();
    me->timed = 0;
    me->calls++;
    /* A library's thread that waits in its library waits for work. */
    if (me->library && !preload_own(site))
        return;
    preload_event(what, object, site, (int)me->target, false);
    __atomic_store_n(&me->what, what, __ATOMIC_RELEASE);
}

void
wait_timed(int what, uint64_t object, uint64_t site)
{
    wait_begins(what, object, site);
    me->timed = 1;
}

void
wait_ends(void)
{
    wait_ends_with(0);
}

void
wait_ends_with(int result)
{
    me->calls++;
    preload_event_ends(result);
    __atomic_store_n(&me->what, RUNS, __ATOMIC_RELEASE);
}
