/* probe_mpi_calls.h - what the interposed MPI calls see, and who asks.
 *
 * MPI promises that every function has a second name, PMPI_..., so that a
 * tool can put its own under the first (MPI 3.1, section 14.2).  The
 * wrappers stand in probe_mpi_calls.c (between two ranks),
 * probe_mpi_requests.c, probe_mpi_completion.c, probe_mpi_collectives.c,
 * probe_mpi_handles.c and probe_mpi_windows.c.
 */
#ifndef MANY_HANDS_PROBE_MPI_CALLS_H
#define MANY_HANDS_PROBE_MPI_CALLS_H

#include "probe_mpi.h"
#include "wait_table.h"

/* One for the process; probe_mpi.c sets it, the wrappers count. */
extern struct watch {
    int rank, size;
    int question;
    MPI_Comm comm; /* of this case */
    enum sends mode;
    bool on;           /* between before_case and after_case */
    int late_receives; /* in this case, see last_sender */
    int blocking_calls;
    int looks; /* by MPI_Test and its kin, since a request was started or a
                  mark was made */
    int sends_changed; /* their buffers, before they were complete */
    bool one_buffer;   /* what the collective call reads is what it fills */
    struct wait_table *table;
    void (*before_wait)(const char *call); /* a probe's own, or NULL */
    /* Set by a probe that imitates time: called on every rank of c at the
     * end of a collective call, which for one that waits for nobody is when
     * its request is complete; root is a rank of the world, if any. */
    void (*met)(const char *call, int root, MPI_Comm c);
    struct {
        int comms, types, ops, groups, handlers, windows;
    } open; /* handles made and not yet given back */
} watch;

#define SITE __builtin_return_address(0)

/* Writes into the wait table that this rank is inside a call, or out.
 * watch_pass is for a call that waits for nobody: only its name is noted,
 * in case MPI stops the job there.  Each ends with watch_leave or
 * watch_passed. */
void watch_enter(const char *call, int peer, int tag, bool collective,
                 void *site);
void watch_leave(enum wait_state state);
void watch_pass(const char *call, void *site);
void watch_passed(void);

/* A rank of c in MPI_COMM_WORLD, WAIT_ANYBODY or WAIT_NOBODY. */
int world_rank(int r, MPI_Comm c);

/* With sends delayed, standard sends are late. */
void delay_send(void);

/* --- the record of events (probe_mpi_events.c) -------------------------
 */

enum event_kind {
    EVENT_MARK,
    EVENT_SEND,       /* a message leaves; bytes */
    EVENT_RECEIVE,    /* a message is asked for; then what it was */
    EVENT_COMPLETE,   /* a request is completed */
    EVENT_PROBE,      /* a message is looked for; peer when found */
    EVENT_COLLECTIVE, /* MPI_Bcast ...; peer is the root */
    EVENT_OBJECT      /* something is made, freed or started */
};

enum { PEER_NONE = -1, PEER_ANY = -2, PEER_OUTSIDE = -3 };

struct event {
    const char *call;
    enum event_kind kind;
    int peer, tag; /* rank in the case's communicator, or PEER_... */
    int64_t bytes, request, a, b;
};

void events_begin(void);

/* Adds an event; the place of it, or -1 where none is kept. */
int note_event(struct event e);
/* What it turned out to be: the sender, the tag and the bytes. */
void note_message(int event, const MPI_Status *s, MPI_Comm c);

/* A rank of c in the case's communicator, for an event. */
int case_peer(int r, MPI_Comm c);
int64_t bytes_of(int64_t n, MPI_Datatype t);

/* --- requests (probe_mpi_requests.c) -----------------------------------
 */

void requests_begin(void);
/* How many were never completed, and persistent ones never freed. */
int requests_open(void);
/* Of these, those that were freed before. */
int requests_freed(void);
void requests_answered(int peer);
int requests_unfreed(void);

/* A new request; `event` is that of the call that made it.  Before, its
 * number is request_next(). */
void request_made(MPI_Request r, int event, MPI_Comm c, bool receives);
/* The newest request is that of a collective call. */
void request_meets(const char *call, int root);
int64_t request_next(void);
void requests_lose_comm(MPI_Comm c);

/* `call` has completed the request that was r; s is what it received. */
void request_completed(const char *call, MPI_Request r,
                       const MPI_Status *s);

/* --- errors (probe_mpi_errors.c) ---------------------------------------
 */

/* MPI's errors in calls on c end the job and are noted in the table. */
void errors_end_the_job(MPI_Comm c);

#endif
