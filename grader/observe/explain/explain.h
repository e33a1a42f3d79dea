/* explain.h - what the parts of build/observe share. */
#ifndef MANY_HANDS_EXPLAIN_H
#define MANY_HANDS_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "../record.h"

/* --- trace.c: a picture of all logs, taken at one moment ----------------
 */

/* The other half of a message. */
struct mate {
    int32_t rank, index; /* rank -1: none */
};

struct rank_log {
    struct row *row; /* NULL: no such rank */
    struct record *log;
    struct mate *mate;  /* of each record: as sender, or as receiver */
    struct mate *mate2; /* MPI_Sendrecv: as receiver */
    int32_t *place;     /* of a collective: how many came before */
    uint32_t n;
};

struct comm_log {
    int32_t id, n;
    int32_t ranks[MOST_RANKS];
    int32_t site_rank;
    uint64_t site;
    struct {
        uint32_t *index;
        int32_t n;
    } calls[MOST_RANKS]; /* collectives of each world rank, in order */
};

struct trace {
    int size;
    bool full; /* a log had no room for all */
    struct rank_log rank[MOST_RANKS];
    struct comm_log *comms;
    int ncomms;
};

void trace_take(struct trace *t, struct table *table, const char *dir);
void trace_free(struct trace *t);
struct comm_log *comm_of(struct trace *t, int32_t id);
/* The call that rank is in; NULL: none.  Polls count, if there are many. */
struct record *open_call(struct trace *t, int rank);
bool is_polling(const struct trace *t, int rank);
uint32_t index_of(const struct trace *t, int rank, const struct record *r);

/* families of calls */
bool is_send(int call);
bool is_recv(int call);
bool is_sendrecv(int call);
bool is_collective(int call); /* communication or object, blocking or not */
bool is_nonblocking_collective(int call);
bool is_wait(int call);
bool is_test(int call);
bool is_probe(int call);
bool is_access(int call);      /* one-sided */
bool buffers_freely(int call); /* MPI_Bsend and its relatives */
bool makes_request(int call);
const char *name_of(int call); /* "MPI_Send" */

/* --- match.c
 * -------------------------------------------------------------- */

void match_messages(struct trace *t);
/* Could these two meet, as far as ranks, tag and communicator go? */
bool compatible(const struct record *send, int sender,
                const struct record *recv, int receiver);
/* The side of a record that receives, be it an MPI_Sendrecv. */
struct record recv_side(const struct record *r);
bool receives(const struct record *r);
bool sends(const struct record *r);
struct mate *recv_mate(struct trace *t, int rank, uint32_t i);

/* --- faults and sentences: report.c, site.c
 * ------------------------------- */

enum order { /* causes first */
             BY_CALL,
             BY_CRASH,
             BY_MISMATCH,
             BY_HANG,
             BY_ERROR,
             BY_END,
             BY_LOST,
             BY_REQUEST,
             BY_LEAK,
             BY_CHANCE
};

enum { MOST_PLACES = 8 };

struct fault {
    enum order order;
    char class[40];
    bool potential;
    uint64_t ranks;
    uint64_t when;
    int number; /* in the order in which they were found */
    char places[MOST_PLACES][96];
    int nplaces;
    char message[2000];
};

struct fault *new_fault(enum order order, const char *class);
__attribute__((format(printf, 2, 3))) void say(struct fault *f,
                                               const char *format, ...);
/* "ring.c:31", noted as one of the fault's places. */
const char *cite(struct fault *f, struct trace *t, int rank, uint64_t site);
const char *where(const struct row *row, uint64_t site);
void blame(struct fault *f, int rank);
/* How the program was run, for the sentence of a sweep. */
struct way {
    int ranks; /* 0: no sweep */
    bool synchronous, shuffle;
    uint64_t seed;
};
int report(FILE *to, const char *json, const struct way *way);
/* After report: does what was told first name this call? */
bool fault_names(int rank, const char *place);
bool fault_is_hang(void);
int fault_count(void);
/* What is said of the same place in `class` is a symptom of this. */
void set_aside(const struct fault *cause, const char *class);
void forget_faults(int from);
const char *ranks_text(uint64_t ranks); /* "Ranks 0, 1 and 2", "Rank 3" */
const char *type_text(const struct trace *t, int rank, int32_t type);

/* --- the analyses
 * ---------------------------------------------------------- */

struct stuck {
    uint64_t ranks; /* that can never move */
    uint64_t busy;  /* that may move */
};

struct stuck find_stuck(struct trace *t);
void tell_hang(struct trace *t, const struct stuck *s);
/* "MPI_Recv from rank 2 with tag 1 (x.c:9)" */
void say_call(struct fault *f, struct trace *t, int rank,
              const struct record *r);
bool tell_near_miss(struct trace *t, const struct stuck *s);
void check_partners(struct trace *t);
void note_complaints(struct trace *t);
bool check_collectives(struct trace *t); /* true: some ranks disagree */
void check_pairs(struct trace *t);
bool has_mismatch(struct trace *t); /* and leaves no fault behind */
void check_leftovers(struct trace *t);
void check_unsafe(struct trace *t);
void check_access(struct trace *t);
void check_single(struct trace *t); /* of check_access */
void check_buffers(struct trace *t);
void note_crashes(struct trace *t, int status);
/* What rank waits for: for each need any one of a set of ranks. */
struct need {
    const struct record *r; /* the call or the request */
    uint64_t any_of;
};
int needs_of(struct trace *t, int rank, struct need *needs, int most);

#endif
