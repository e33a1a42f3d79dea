/*
 * record.h - what a watched MPI program leaves behind.
 *
 * Each rank has a row in the file `table` and a log in the file `log.N`,
 * both mapped into its memory: one record for every MPI call, published
 * before the call is made, so that what a rank is doing can be read while
 * it hangs and after it was killed.  Nothing in it is to be trusted for a
 * mark.
 */
#ifndef MANY_HANDS_RECORD_H
#define MANY_HANDS_RECORD_H

#include <stdint.h>

#include "calls.h"

enum {
    MOST_RANKS = 64,
    MOST_TYPES = 256, /* of one rank; the predefined ones come first */
    MOST_RUNS = 8,
    MOST_FAULTS = 4,
    MOST_SITES = 3,
    MOST_SIGHTS = 96,
    MOST_STEPS = 48,
    LOG_RECORDS = 1 << 18,
    LIST_ITEMS = 20 /* they end before `call` */
};

/* What differs between the MPIs is written as one of these. */
enum {
    NOBODY = -1, /* MPI_PROC_NULL */
    ANYBODY = -2,
    ANY_TAG = -2,
    UNKNOWN = -9
};

enum call {
    NO_CALL,
#define CALL(name) CALL_##name,
    MPI_CALLS(CALL)
#undef CALL
    /* not calls: what follows a call, and what a request became */
    LIST, /* numbers that belong to the record before */
    COMM, /* a communicator: id in comm, its ranks in lists */
    CALLS
};

enum rank_state {
    ROW_UNUSED,
    ROW_STARTED, /* it has called something of MPI, but not MPI_Init */
    ROW_READY,
    ROW_FINALIZED,
    ROW_EXITED /* the process is over, or all but */
};

enum record_flag {
    IN_PLACE = 1,
    CANCELLED = 2,
    FREED = 4, /* the request was given up by MPI_Request_free */
    ERRORS_RETURN = 8,
    RELATIVE = 16,     /* the buffers' places say nothing (MPI_BOTTOM) */
    SIZES_LISTED = 32, /* the lists hold counts of a v-collective */
    MATCHED_PROBE = 64,
    INTER = 128,    /* on an intercommunicator */
    STARTALL = 256, /* started by MPI_Startall ... */
    AND_MORE = 512, /* ... which had started another one before */
    STARTED = 1024  /* the persistent request has been started since */
};

/* One MPI call: 152 bytes.  Ranks are those of MPI_COMM_WORLD. */
struct record {
    uint64_t begin, end; /* nanoseconds; end is 0 while inside */
    uint64_t done;       /* when the request was completed */
    uint64_t site;       /* the call's return address, less one */
    uint64_t buffer, buffer2;
    int64_t bytes, bytes2; /* room or length; the second buffer's */
    int64_t got_bytes;     /* that a receive found */
    int64_t place;         /* one-sided: byte offset in the window */
    uint16_t call, flags;
    int32_t comm;        /* communicator or window */
    int32_t peer, tag;   /* dest, source or root */
    int32_t peer2, tag2; /* MPI_Sendrecv: the receive */
    int32_t count, type, count2, type2;
    int32_t op;              /* of a reduction */
    int32_t source, got_tag; /* that a receive found */
    int32_t request;         /* index of the record it belongs to */
    int32_t lists;           /* records of kind LIST that follow */
    int32_t error;           /* MPI error class */
    uint32_t thread;
};

/* The k-th number that belongs to record r. */
static inline int32_t *
list_item(struct record *r, int k)
{
    return &((int32_t *)(r + 1 + k / LIST_ITEMS))[k % LIST_ITEMS];
}

/* A datatype as the sequence of its basic types. */
struct type_row {
    int32_t nruns; /* 0: too long to be kept */
    int32_t size;  /* bytes */
    int64_t elements;
    struct {
        int32_t basic, times;
    } run[MOST_RUNS];
    char name[24];
};

/* A fault that a rank saw itself.  {0} {1} {2} in the text are sites. */
struct fault_row {
    char class[32];
    uint32_t potential;
    uint32_t by_library; /* an error of MPI's own */
    uint32_t nsites;
    uint64_t site[MOST_SITES];
    uint64_t when;
    char text[400];
};

/* What the program did at a place that a fault may name, and of which there
 * is no record: for the picture. */
struct step_row {
    uint64_t site, when;
    char name[32]; /* "MPI_Type_vector", "read" */
};

/* Where a buffer of a call lies. */
struct sight {
    uint64_t site;
    uint64_t pc;   /* in the function that owns it; 0: in no frame */
    int64_t place; /* from the end of its frame, or the program's start */
    int64_t bytes; /* that the call may touch there */
    int32_t type, call;
};

struct row {
    int32_t state, rank, pid, size;
    uint32_t n;     /* records published */
    uint32_t full;  /* no more room: `now` is all there is */
    uint64_t polls; /* unsuccessful tests in a row */
    uint64_t poll_time;
    int32_t level;                      /* thread level given */
    int32_t threads;                    /* that have called MPI */
    int32_t signal;                     /* that ended it */
    int32_t signal_late, signal_thread; /* after MPI_Finalize; 0: of a
                                         * thread that has not called MPI */
    int32_t status_known, aborted;
    uint64_t signal_site;
    uint64_t exit_site, finalize_site, init_site;
    uint64_t base, text_end; /* of the program in memory */
    char program[256];
    uint32_t ntypes, nfaults;
    struct type_row types[MOST_TYPES];
    struct fault_row faults[MOST_FAULTS];
    uint32_t nsteps;
    struct step_row steps[MOST_STEPS];
    uint32_t nsights;
    struct sight sights[MOST_SIGHTS];
    struct record now[2];
};

struct table {
    uint32_t taken; /* rows given away */
    uint32_t synchronous;
    uint32_t shuffle; /* with a seed: delays, wildcards in another order */
    uint64_t seed;
    struct row row[MOST_RANKS];
};

#endif
