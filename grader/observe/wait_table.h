/*
 * wait_table.h - what every rank of a watched MPI program is doing.
 *
 * The table is a file of fixed size, mapped by the ranks (which write their
 * own row) and by the grader (which reads).  Rows are only ever hints for
 * an explanation: no right answer depends on them.
 */
#ifndef MANY_HANDS_WAIT_TABLE_H
#define MANY_HANDS_WAIT_TABLE_H

#include <stdint.h>

enum { WAIT_ROWS = 64, WAIT_NOBODY = -1, WAIT_ANYBODY = -2 };

enum wait_state {
    WAIT_UNUSED, /* no such rank */
    WAIT_RUNS,   /* outside MPI */
    WAIT_INSIDE, /* in the MPI call named in the row */
    WAIT_ENDED   /* past MPI_Finalize */
};

struct wait_row {
    int32_t state;
    int32_t peer; /* rank in COMM_WORLD, or WAIT_NOBODY, WAIT_ANYBODY */
    int32_t tag;
    int32_t collective;
    uint64_t calls; /* how many calls this rank has begun and ended */
    uint64_t polls; /* how often it looked for messages in vain */
    uint64_t site;  /* return address of the call in the program */
    char call[32];  /* "MPI_Send" */
};

/* Why MPI stopped the job, by the rank in whose call that was.  A launcher
 * may lose what a rank writes before it ends; this file stays. */
enum { WAIT_FAULT = 0x4d504945 };

struct wait_fault {
    int32_t set;   /* WAIT_FAULT, written last */
    int32_t question;
    uint64_t site; /* as in the row */
    char call[32];
    char text[192]; /* "MPI_ERR_RANK: invalid rank" */
};

struct wait_table {
    struct wait_row row[WAIT_ROWS];
    struct wait_fault fault[WAIT_ROWS];
    int64_t board[WAIT_ROWS]; /* what a probe lets its other ranks know */
};

#endif
