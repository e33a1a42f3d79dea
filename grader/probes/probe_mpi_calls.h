/* probe_mpi_calls.h - what the interposed MPI calls see, and who asks. */
#ifndef MANY_HANDS_PROBE_MPI_CALLS_H
#define MANY_HANDS_PROBE_MPI_CALLS_H

#include "probe_mpi.h"
#include "wait_table.h"

/* One for the process; probe_mpi.c sets it, probe_mpi_calls.c counts. */
extern struct watch {
    int rank, size;
    enum sends mode;
    bool on;           /* between before_case and after_case */
    int late_receives; /* in this case, see last_sender */
    int blocking_calls;
    struct wait_table *table;
    /* Set by a probe that imitates time: called on every rank of c at the
     * end of a collective call; root is a rank of the world, if any. */
    void (*met)(const char *call, int root, MPI_Comm c);
    struct {
        int comms, types, ops, requests, groups;
    } open; /* handles made and not yet given back */
} watch;

/* Writes into the wait table that this rank is inside a call, or out. */
void watch_enter(const char *call, int peer, int tag, bool collective,
                 void *site);
void watch_leave(enum wait_state state);

#endif
