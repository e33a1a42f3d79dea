/* probe_holds.h - what the keeper knows, see probe_keeper.c. */
#ifndef MANY_HANDS_PROBE_HOLDS_H
#define MANY_HANDS_PROBE_HOLDS_H

#include "probe_family.h"
#include "probe_keeper.h"

enum {
    MAX_HOLDS = 256,
    MAX_WORKERS = 1024,
    MAX_KILLED = 256,
    SOON = 50,          /* looks, once somebody was left running */
    LONG_ENOUGH = 1000, /* looks at a thread that is held AT_EXIT */
    PATIENCE = 400 /* looks, 5 ms apart, for children to end: all cases */

};

enum holds { NOTHING, TO_MEET, AT_BIRTH, BEHIND_CHILD, AT_EXIT };

struct hold {
    enum holds why;
    uint64_t id;
    pid_t tid, child;
    int64_t value; /* TO_MEET: its note; AT_BIRTH: which child it is */
};

struct worker {
    pid_t tid;
    bool noted;
    int64_t cpu_ns; /* when it ended */
    int low, high;  /* watched pages it touched; -1: none are watched */
    int shared;     /* pages of new shared memory; -1: not a process */
};

struct note {
    int worker;
    int64_t seed, first, last;
};

/* One case. */
struct record {
    int born, threads, made, held, held_together, inside, most_inside;
    int expected, workers, notes;
    int workers_left; /* to be made before the first is refused, from 1 */
    int refused;      /* attempts to make more */
    bool ends_late;   /* threads are held AT_EXIT */
    int ended;        /* and so many of them were let go */
    bool watched; /* its numbers lie in the watched pages */
    int at_wait;  /* of which the runner had touched so many when it waited
                     and its first child, held at birth, could go on; or
                     -1 */
    int64_t cpu_before;
    struct worker worker[MAX_WORKERS];
    struct note note[MAX_NOTES];
};

extern struct keeper {
    pid_t runner;
    int listener, pidfd, rank, cases, asked, patience;
    bool checks, private_box, open; /* open: a case is being answered */
    bool answering;
    uint64_t answer_id;
    size_t answer_len;
    char root[200], secret[48], *questions, *cursor;
    struct state before;
    uint64_t shared[MAX_SHARED]; /* mappings before the case */
    int nshared;
    struct hold hold[MAX_HOLDS];
    int holds, nkilled, births[MAX_BIRTHS];
    pid_t killed[MAX_KILLED];
    struct calm calm;
} k;
extern struct record now;

/* --- probe_pipes.c: the pipes of the driver ----------------------------
 */

_Noreturn void fail(const char *what);
void read_questions(void);
void send_line(const char *kind, const char *format, ...);
void send_block(const char *kind, const char *bytes, size_t len);
void send_left(const char *kind, int count, const char *text);

/* --- probe_holds.c: who is held back, and who is who -------------------
 */

bool reply(uint64_t id, int64_t value, bool go_on);
void refuse(uint64_t id);
void hold(struct hold h);
bool is_held(pid_t pid);
void let_all_meet(void);
void look_at_holds(void);
int worker_number(pid_t tid);
void see_pages(pid_t process);
void see_end(pid_t tid, bool all);
bool was_killed(pid_t pid);
void kill_child(pid_t pid);

#endif
