/*
 * watch.h - what the wrappers of this folder share.
 *
 * The library is loaded into every process of the run.  Where there is no
 * MPI it does nothing; where there is, each wrapper does the same:
 *
 *     struct record *r = enter(CALL_Send, comm, SITE);
 *     ... fill r, complain of what is wrong ...
 *     publish(r);
 *     return leave(r, PMPI_Send(...));
 */
#ifndef MANY_HANDS_WATCH_H
#define MANY_HANDS_WATCH_H

#include <mpi.h>
#include <stdbool.h>
#include <stddef.h>

#include "../record.h"

#define SITE ((char *)__builtin_return_address(0) - 1)

/* --- watch.c ---------------------------------------------------------- */

extern struct table *table;
extern struct row *row; /* NULL: this process is not watched */

struct record *enter(enum call call, MPI_Comm comm, const void *site);
struct record *current_call(void); /* NULL: none that has a record */
/* Without a record: for calls that only use a handle. */
void touch(const char *call, const void *site);
struct touched { /* the last such call */
    const char *call;
    const void *site;
};
extern struct touched touched;
/* Room for n numbers behind r; call before publish. */
void make_lists(struct record *r, int n);
void set_item(struct record *r, int k, int32_t value);
void publish(struct record *r);
int leave(struct record *r, int error);
void unpublished(struct record *r); /* give back an unused record */
uint32_t record_index(const struct record *r);
struct record *record_at(uint32_t index);
uint64_t now_ns(void);
/* Something without a record, of which a picture may have to be drawn. */
void note_step(const char *name, const void *site);

enum { POTENTIAL = 1, BY_LIBRARY };

struct complaint {
    const char *class;
    int kind; /* 0; or POTENTIAL; or BY_LIBRARY: MPI itself says so */
    const void *site[MOST_SITES];
};
__attribute__((format(printf, 2, 3))) void
complain(const struct complaint *what, const char *format, ...);
/* Something wrong with an argument of the call in r. */
__attribute__((format(printf, 4, 5))) void
wrong_argument(struct record *r, MPI_Comm comm, const char *class,
               const char *format, ...);

const char *class_of_error(int error);
void make_error_handlers(void);
extern MPI_Errhandler observe_comm_errors, observe_win_errors;
void start_watching(const char *call, const void *site, int level);
const char *call_name(int call);
int world_rank(void);
bool several_threads(void);
void perturb(void); /* a short sleep, with --seed */
uint32_t random_below(uint32_t n);

/* --- comms.c ------------------------------------------------------------
 */

struct comm {
    MPI_Comm handle;
    int32_t id, size, rank;
    int32_t *world; /* world rank of each member */
    bool inter;
    int32_t remote_size;
    int32_t *remote;
    bool errors_return;
    int32_t made; /* communicators made from it so far */
    const char *site;
    bool used;
};

struct comm *find_comm(MPI_Comm handle);
const struct comm *comm_by_id(int32_t id);
/* A member list and the id that all members come to by themselves. */
struct comm *add_comm(MPI_Comm handle, int32_t parent, int32_t kind,
                      const void *site);
struct comm *add_comm_like(MPI_Comm handle, const struct comm *of,
                           int32_t id, const void *site);
void log_comm(int32_t id, int32_t n, const int32_t *world,
              const void *site);
void drop_comm(MPI_Comm handle);
bool check_comm(struct record *r, MPI_Comm handle);
int32_t to_world(const struct comm *c, int rank);
int32_t next_id(int32_t parent, int32_t kind, int32_t members);
void each_live_comm(void (*f)(const struct comm *));

/* --- types.c ------------------------------------------------------------
 */

struct type {
    MPI_Datatype handle;
    int32_t row; /* in row->types; -1 */
    int64_t size, extent, lb;
    bool dense, committed, predefined, used;
    const char *site; /* of its making; NULL if not by the program */
};

struct type *find_type(MPI_Datatype handle);
void types_start(void);
void add_type(MPI_Datatype handle, const void *site);
void commit_type(MPI_Datatype handle);
void drop_type(MPI_Datatype handle);
bool type_freed(MPI_Datatype handle);
void each_live_type(void (*f)(const struct type *));

/* --- check.c ------------------------------------------------------------
 */

void check_buffer(struct record *r, MPI_Comm comm, const void *buffer,
                  int count, MPI_Datatype type, bool second);
void check_peer(struct record *r, MPI_Comm comm, int peer, bool receives);
void check_tag(struct record *r, MPI_Comm comm, int tag, bool receives);
void check_root(struct record *r, MPI_Comm comm, int root);
void check_op(struct record *r, MPI_Comm comm, MPI_Op op);
void check_dims(struct record *r, MPI_Comm comm, int n, const int *dims);
/* What a collective puts into one buffer, for each of n ranks. */
void check_parts(struct record *r, MPI_Comm comm, const int *counts,
                 const int *places, MPI_Datatype type);
void check_colour(struct record *r, MPI_Comm comm, int colour);
void check_launcher(const void *site);
int32_t tag_of(int tag);

/* --- requests.c ---------------------------------------------------------
 */

/* A piece of memory that MPI owns until a request is complete. */
struct region {
    const unsigned char *start;
    size_t bytes;
    uint64_t sum;
};

struct pending {
    MPI_Request handle;
    const void *where; /* the variable that the handle was stored in */
    uint32_t record;   /* index; of the latest MPI_Start if persistent */
    uint32_t made;     /* index of the call that made it */
    bool persistent, active, receives, known;
    bool released; /* the buffers, not yet the request */
    struct region out, in;
    struct pending *next;
};

void pend(struct record *r, MPI_Request *request);
void pend_buffers(struct record *r, const void *out, int64_t out_bytes,
                  const void *in, int64_t in_bytes);
struct pending *find_pending(MPI_Request handle, const void *where);
void request_done(struct pending *p, MPI_Status *status);
void drop_pending(struct pending *p);
void release_buffers(MPI_Request handle);
void start_pending(struct pending *p, const void *site);
void guard_enter(struct record *r, const void *site);
void guard_leave(void);
void guard_off(void);
int64_t dense_bytes(int count, MPI_Datatype type);
void got_status(struct record *r, MPI_Status *status, const struct comm *c);
extern int guarded;
/* Memory that is MPI's until end_borrow: an origin of a one-sided call. */
struct pending *borrow(struct record *r, const void *out, int64_t out_bytes,
                       const void *in, int64_t in_bytes);
void end_borrow(struct pending *p);
int owned(void);
/* The program frees memory that a pending request owns. */
void check_freed(const void *start, const void *site);
/* The two buffers of a collective call, against each other and others. */
void check_both(struct record *r, MPI_Comm comm, const void *out,
                int64_t out_bytes, const void *in, int64_t in_bytes);
void check_owned(const struct record *r, const void *start, size_t bytes,
                 bool writes);

/* --- sum.c: WHOLE, or GUARD_BYTES of it for a look at each call --------
 */

enum { WHOLE = 8192, GUARD_BYTES = 512 };
uint64_t checksum(const struct region *g, size_t whole);

/* --- step.c -------------------------------------------------------------
 */

void step_on(void);
void step_off(void);
bool step_saw_all(void); /* that the program did since the last call */
/* requests.c, rma.c: does anybody else use memory here?  It is touched by
 * the instruction at pc. */
bool touched_matters(uint64_t address);
void memory_touched(uint64_t address, bool writes, uint64_t pc);
bool window_matters(uint64_t address);
void window_touched(uint64_t address, bool writes, uint64_t pc);
bool open_windows(void);

/* --- memory.c: the program's own allocations ---------------------------
 */

void check_room(struct record *r, const void *buffer, int64_t bytes);
size_t block_bytes(const void *start); /* 0: no block begins here */

/* --- sight.c: the variable that is the buffer ---------------------------
 */

void note_sight(const struct record *r, const void *buffer, int64_t bytes,
                int32_t type);

/* --- handles.c ---------------------------------------------------------
 */

void handles_at_finalize(void);
void keep_message(const struct record *r, MPI_Message m, int error);
void take_message(const struct record *r, MPI_Message m);

/* --- objects.c, rma.c ------------------------------------------------- */

void report_live_objects(void);
int32_t op_code(MPI_Op op);
bool op_freed(MPI_Op op);
void windows_at_finalize(void);
bool in_window(const void *start, size_t bytes);
int leave_buffer(struct record *r, int error, const void *start, int count,
                 MPI_Datatype type, bool writes);
/* Has this rank itself written into its windows since the last call? */
void windows_enter(const void *site);
void windows_leave(void);
extern int shadowed;      /* windows that are compared */
extern int given_windows; /* made so far, of the program's memory */
void window_unmapped(const void *start, size_t bytes, const void *site);

/* In Open MPI handles are pointers, in MPICH numbers. */
#define AS_NUMBER(handle) ((uint64_t)(uintptr_t)(handle))

#endif
