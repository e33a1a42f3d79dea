/*
 * race.h - a race runtime behind the compiler's -fsanitize=thread hooks.
 *
 * Compile with -fsanitize=thread, link without it and with race.o.  The
 * compiler announces each load and store; the functions of race_calls.c
 * stand before those of the C library and announce what orders threads.
 *
 *   race_clock.c   who is ordered after whom: vector clocks
 *   race_shadow.c  the last accesses to each 8 bytes of memory
 *   race_park.c    threads held before an access, so that luck orders none
 *   race_report.c  the one line that a race is told in
 *   race_hooks.c, race_atomic.c    what the compiler calls
 *   race_calls.c, race_process.c, race_memory.c   what the program calls
 *
 * All state lies in one shared mapping: processes made by fork are rows of
 * the same table as threads, and memory that they share is checked alike.
 */
#ifndef MANY_HANDS_RACE_H
#define MANY_HANDS_RACE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAX_ROWS = 256,  /* threads and processes that are told apart */
    MAX_HELD = 12,   /* locks one thread holds at a time */
    MAX_SETS = 4096, /* different sets of held locks */
    SLOTS = 8,       /* remembered accesses to the same 8 bytes */
    PAGES = 4096,    /* pages of memory that are remembered; 256 MiB */
    WAYS = 8,
    SYNCS = 4096,   /* objects that order threads */
    SITES = 512,    /* places that are counted for parking */
    MAX_RACES = 32, /* told at most */
};

struct clock {
    uint32_t at[MAX_ROWS];
};

struct held {
    uintptr_t lock, site;
    int count;     /* of a recursive lock */
    bool for_read; /* a rwlock's */
};

struct lockset {
    int n;
    struct held held[MAX_HELD];
};

enum kind { READS = 0, WRITES = 1, ATOMIC = 2, FREES = 4 };

struct access {
    uint64_t key; /* address, with its process above bit 48 if private */
    uint32_t size;
    int kind;
    uintptr_t pc;
    int row, set;
    uint64_t when; /* nanoseconds; 0: not known */
};

enum parked { FREE_TO_GO, AT_BIRTH, AT_ACCESS };

struct row {
    /* number: 0 main, n the n-th thread, -n the n-th child */
    int used, ended, number, parked, order, filled, spins;
    int pid, tid, set, nheld;
    uint64_t events;
    uintptr_t born_at, stack_low, stack_high;
    pthread_t handle;
    struct access waits; /* what a parked thread is about to do */
    struct held held[MAX_HELD];
    struct clock now, fence_acquired, fence_released;
    uint32_t has_fence;
    struct {
        uintptr_t pc;
        uint32_t count;
    } site[SITES];
};

/* One remembered access. */
struct slot {
    uint8_t row, bytes, kind, used;
    uint16_t set, when_low; /* race_ticks; 0: not known */
    uint32_t clock;
    uint32_t pc_low;
    uint16_t pc_high;
    uint16_t when_high;
};

struct page {
    int lock;     /* the tid that holds it */
    uint64_t tag; /* 1 + number of the page of memory; 0: free */
    struct slot (*cells)[SLOTS];
};

struct sync {
    int lock;
    uint64_t key; /* 0: free */
    struct clock clock;
    int barrier_size, barrier_arrived; /* of a barrier */
};

struct race {
    int ready;
    int live; /* threads and processes that are not joined */
    int rows; /* highest row ever used + 1 */
    int spaces, births, threads, children, parked, orders, next_row;
    int lock, sets_lock, pages_lock;
    int park, newest_first;
    int64_t park_left_us;
    uint64_t began; /* nanoseconds */
    bool timed;     /* somebody will draw what happened */
    int races;
    uintptr_t reported[MAX_RACES][2];
    struct row row[MAX_ROWS];
    struct lockset set[MAX_SETS];
    int sets;
    struct page page[PAGES];
    struct sync sync[SYNCS];
};

extern struct race *race;
extern __thread struct row *race_me;
extern __thread int race_inside; /* in the runtime: nothing counts */
extern int race_space;

/* The memory reports and hooks are entered with: who calls. */
#define CALLER ((uintptr_t)__builtin_return_address(0))
#define EXPORT __attribute__((visibility("default")))

/* race_clock.c */
void race_start(void);
struct row *race_row(void); /* of this thread; NULL: not watched */
struct row *race_new_row(struct row *parent, uintptr_t site, bool child);
void race_row_begins(struct row *row);
void race_row_joined(struct row *row);
struct sync *race_sync(uint64_t key);
void race_acquire(uint64_t key);
void race_release(uint64_t key);       /* the object forgets the past */
void race_release_merge(uint64_t key); /* ... or adds to it */
void race_join_clock(struct row *me, const struct clock *other);
void race_lock(int *lock);
void race_unlock(int *lock);
void race_hold(uintptr_t lock, uintptr_t site, bool for_read);
void race_let_go(uintptr_t lock);
int race_tid(void);
uint64_t race_ns(void);

/* race_shadow.c */
uint64_t race_key(uintptr_t address);
void race_touch(uintptr_t address, size_t size, int kind, uintptr_t pc);
void race_forget(uintptr_t address, size_t size);
/* `key` is the same in every process that sees this memory. */
void race_map_shared(uintptr_t address, size_t size, uint64_t key);
/* False: it was not shared. */
bool race_unmap_shared(uintptr_t address);

/* race_park.c */
void race_meet(struct row *me, const struct access *a);
void race_park(struct row *me, const struct access *a);
void race_hold_at_birth(struct row *me);

/* race_report.c */
void race_report(const struct access *now, const struct access *before,
                 uintptr_t address);
void race_process_ends(void);
bool race_found(void);

#endif
