/*
 * table.h - what every thread of a watched program is doing.
 *
 * The table is a file of fixed size, mapped by the program's processes
 * (which write it, see preload.c) and by the observer (which reads it).
 * It explains; it decides nothing: the program could write anything here.
 */
#ifndef MANY_HANDS_TABLE_H
#define MANY_HANDS_TABLE_H

#include <stdint.h>

enum {
    THREADS = 256,
    HELD = 12,
    OBJECTS = 2048,
    ORDERS = 512,
    THINGS = 2048,
    NOTES = 16,
    PIPES_KEPT = 256,
    EVENTS = 4096 /* half of it for the first ones, half for the last */
};

/* What a thread is inside of. */
enum what {
    RUNS,
    IN_LOCK,
    IN_READ_LOCK,
    IN_WRITE_LOCK,
    IN_COND,
    IN_BARRIER,
    IN_SEM,
    IN_JOIN,
    IN_WAIT, /* for a child */
    IN_READ,
    IN_WRITE,
    IN_ONCE,
    /* not waits, but parts of a picture */
    DID_LOCK,
    DID_UNLOCK,
    DID_CREATE, /* a thread; `other` is its row */
    DID_FORK,   /* a child; the same */
    DID_SIGNAL,
    DID_BROADCAST,
    DID_POST,
    DID_TAKE, /* a semaphore, at once */
    DID_END,
    DID_TOUCH /* memory: one of the accesses of a race; never in the table
               */
};

/* One call of one thread, for the picture. */
struct table_event {
    uint64_t begin, end; /* nanoseconds; end 0: it is still inside */
    uint64_t object, site;
    int32_t what, thread;
    int32_t other;  /* a row; a pid for IN_WAIT */
    int32_t result; /* bytes of a read or write; of a wait, the pid */
};

struct table_held {
    uint64_t lock, site; /* lock: the object's key */
};

struct table_thread {
    int32_t used, ended, joined, joined_by, detached;
    int32_t number;  /* 0: main; negative: made by a library */
    int32_t process; /* 0: the first one; n: its n-th descendant */
    int32_t library; /* made by code outside the program: of its pool */
    int32_t parent;  /* a row: who made it */
    int32_t pid, tid;
    int32_t what, fd, timed;
    uint64_t object, second; /* keys; the mutex of a condition variable */
    int64_t target;          /* row of a joined thread, pid of a child */
    uint64_t site, born_at, base;
    uint64_t calls, began; /* began: sequence number of the wait */
    uint64_t born, gone;   /* sequence numbers */
    uint64_t handle;
    uint32_t barriers; /* how many it has passed */
    int32_t nheld;
    uint64_t event; /* the number of its last event, plus one */
    struct table_held held[HELD];
    uint64_t stack_low, stack_high; /* 0: not known, or the program's */
    uint64_t result_site; /* of the join that took an address within */
    /* of a process: its main thread has them */
    uint64_t frame;             /* of the function that forked it */
    uint64_t again_site;        /* of a fork of its own, there too */
    uint64_t lost_site;         /* a wait for a child that it has not */
    uint64_t exec_site;         /* an exec that failed */
    uint64_t wrote_at;          /* when it wrote its output out last */
    int32_t lost_waits;         /* waits that failed */
    int32_t exec_error, killed; /* errno; a signal */
    int32_t copied, wrote;      /* bytes printed before fork; by it too */
    int32_t exited;             /* by exit, which writes out */
};

enum object_kind { ANY_OBJECT, LOCKS, CONDS, BARRIERS, SEMS, PIPES };

struct table_object {
    uint64_t key; /* 0: free; address, with its process above bit 48 */
    int32_t kind, owner; /* row + 1 of who holds it for itself */
    int32_t readers, size, inside;
    int32_t robust; /* may be left locked by who ends */
    uint64_t owner_site;
    uint64_t made_at;
    /* of a condition variable or semaphore */
    uint64_t given, taken, last_given, given_site;
    int32_t given_by, given_to, broadcast;
};

/* Lock `second` was taken by `thread` while it held `first`. */
struct table_order {
    uint64_t first, second, first_site, second_site, when;
    int32_t thread, others;
    uint32_t barriers;
    uint64_t other[4]; /* held as well */
};

/* What has to be given back. */
enum thing_kind { A_DESCRIPTOR = 1, A_MAPPING, A_NAME, A_CHILD, A_PIPE };

struct table_thing {
    int32_t kind, process;
    uint64_t id, size, site; /* descriptor, address, pid, inode */
    char name[48];
};

/* A pipe that the program has made. */
struct table_pipe {
    uint64_t inode, site;
    uint64_t written, taken;       /* bytes, from its beginning */
    uint64_t from, put;            /* the last write: where, how many */
    uint64_t asked, got, got_site; /* the last read, if it was short */
    uint64_t until;                /* where it would have ended */
    int32_t reader, reads;
    /* the last who closed a read end, and another process before */
    int32_t closer[2];
    uint64_t closed_at[2];
};

/* A fault that was seen as it happened. */
struct table_note {
    int32_t kind, thread, other;
    uint64_t object, site, other_site;
};
enum note_kind { NO_NOTE, NOT_THE_OWNER, ENDED_HOLDING, NOT_LOCKED };

struct table {
    uint32_t ready;
    int32_t lock, threads, processes, births, pooled, orders, things, notes;
    int32_t alive; /* threads not yet ended */
    int32_t pipes;
    int32_t full; /* something did not fit: say nothing about it */
    uint64_t sequence;
    int32_t draws;   /* events are asked for */
    uint64_t events; /* written; of the later ones only the last remain */
    uint64_t low, high; /* of the program in its processes */
    struct table_thread thread[THREADS];
    struct table_object object[OBJECTS];
    struct table_order order[ORDERS];
    struct table_thing thing[THINGS];
    struct table_note note[NOTES];
    struct table_pipe pipe[PIPES_KEPT];
    struct table_event event[EVENTS];
};

static inline struct table_event *
table_event_at(struct table *t, uint64_t number)
{
    return &t->event[number < EVENTS / 2
                         ? number
                         : EVENTS / 2 + number % (EVENTS / 2)];
}

#define TABLE_VARIABLE "OBSERVE_THREADS"

#endif
