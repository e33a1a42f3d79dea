/*
 * observe_threads.h - explains hangs, races and leaks of threads and
 * processes.  The observer's side; the watched program's is preload.c.
 *
 *     struct watch w;
 *     watch_open(&w, library)       makes the table
 *     setenv(...) as watch_environment says, fork, exec the program
 *     watch_hang(&w, pid)           again and again; true: it is explained
 *     watch_end(&w)                 when the program has ended
 *     faults_...                    what was found
 */
#ifndef MANY_HANDS_OBSERVE_THREADS_H
#define MANY_HANDS_OBSERVE_THREADS_H

#include "../../src/box_watch.h"
#include "table.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* C++ has `class` and structs of its own: the drivers include this too. */
enum { MAX_PLACES = 8, MAX_NAMED = 8, MAX_FAULTS = 16, MAX_EDGES = 32 };

struct fault {
    const char *verdict;  /* a verdict word: DEADLOCK, RACE, LEAK ... */
    const char *severity; /* "error" or "potential" */
    int threads[MAX_NAMED], nthreads;
    char *places[MAX_PLACES];
    int nplaces;
    char *message;
};

struct faults {
    struct fault list[MAX_FAULTS];
    int n;
};

/* --- places.c: addresses to words --------------------------------------
 */

/* A variable of the program, and an address with its line. */
struct named_place {
    uint64_t address, size;
    char name[64];
};

struct known_line {
    uint64_t address;
    char text[128];
};

struct places {
    char program[4096]; /* the file; "" until it is known */
    struct named_place *names;
    size_t nnames;
    struct known_line line[128];
    int nlines;
};

/* "ring.c:31", or the address if the program has no -g.  `address` is one
 * in the file.  The text lives as long as the places. */
const char *place_line(struct places *p, uint64_t address);
/* All variables of the program; they live as long as the places. */
const struct named_place *place_names(struct places *p, size_t *n);
/* "`lock`", "`forks[2]`", or "" for memory without a name. */
const char *place_name(struct places *p, uint64_t address, size_t element,
                       char *text, size_t size);
void places_free(struct places *p);

/* --- watching ----------------------------------------------------------
 */

/* One of the two accesses of the race that is told. */
struct touch {
    int row; /* -1: not known */
    uint64_t when;
    char what[16], place[64];
};

struct watch {
    struct table *table;
    struct touch touch[2];
    char table_path[64], race_path[64];
    struct places places;
    struct faults faults;
    struct box_watch box;
    unsigned long last_moves;
    uint64_t cycle; /* sum of the calls of a suspected cycle */
    bool blocked_before, hung;
    /* rows: who waits for whom when it hangs */
    struct {
        int from, to;
    } waits_for[MAX_EDGES];
    int nwaits;
    bool pids_are_ours; /* can /proc/PID of the table be read? */
    /* children that came to the observer when the program had ended */
    struct {
        pid_t pid;
        bool alive;
    } left[64];
    int nleft;
};

/* Makes the files that the program writes into; false: errno says why. */
bool watch_open(struct watch *w);
void watch_close(struct watch *w);
/* Sets the variables of the program that is to be watched. */
void watch_environment(const struct watch *w, const char *library);

/* Looks once at the processes beneath `root`.  True when a hang was found;
 * it has been explained then, and the program can be killed. */
bool watch_hang(struct watch *w, pid_t root);

/* This process of the program has ended. */
void watch_ended(struct watch *w, pid_t pid, int status);
/* The program has ended: takes over, and ends, what it has left behind. */
void watch_inherit(struct watch *w);
/* The program has ended: races, wrong order of locks, what was left. */
void watch_end(struct watch *w, bool by_itself);

/* --- explaining: each adds at most one fault ---------------------------
 */

bool explain_cycle(struct watch *w, bool all_blocked);
void explain_hang(struct watch *w);
void explain_waits(struct watch *w);
bool explain_pipe(struct watch *w);
void explain_order(struct watch *w);
void explain_notes(struct watch *w);
void explain_mistakes(struct watch *w);
void explain_leaks(struct watch *w);
void explain_races(struct watch *w, const char *records);

/* --- words.c -----------------------------------------------------------
 */

struct table_thread *thread_at(struct watch *w, int row);
struct table_object *object_of(struct watch *w, uint64_t key);
/* Is this place in the program itself?  What a library has made there is
 * the library's to give back. */
bool own_site(const struct watch *w, uint64_t site);
/* A thread of a library's pool that runs nothing of the program: it waits
 * for work, and nobody waits for it. */
bool is_idle(const struct table_thread *t);
/* "thread 2", "the main thread", "the parent", "child 1" */
const char *who(struct watch *w, const struct table_thread *t);
/* The same where a sentence begins. */
const char *Who(struct watch *w, const struct table_thread *t);
const char *at_site(struct watch *w, const struct table_thread *t,
                    uint64_t site);
/* "`lock`" or "a mutex" */
const char *object_name(struct watch *w, uint64_t key, const char *kind);
/* "waits at x.c:9 for `lock`, which thread 1 locked at x.c:5" */
const char *doing(struct watch *w, const struct table_thread *t);
/* A printf'ed text that lives for a few more calls. */
const char *words(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
/* joins "a", "b" and "c" */
void list_words(char *text, size_t size, const char *word, int k, int n);

/* --- faults.c ----------------------------------------------------------
 */

/* The fault just begun; its message is printf'ed. */
struct fault *fault_add(struct faults *f, const char *verdict,
                        const char *severity, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void fault_thread(struct fault *f, const struct table_thread *t);
void fault_place(struct fault *f, const char *place);
void faults_free(struct faults *f);
/* A hang: from waits for to, which may be itself. */
void waits_for(struct watch *w, const struct table_thread *from,
               const struct table_thread *to);

/* --- picture.c ---------------------------------------------------------
 */

struct timeline;
/* What the threads and processes did: for a picture at most `most` calls
 * of each, the last ones if it hangs; 0: all.  NULL: no memory. */
struct timeline *watch_timeline(struct watch *w, int most);

#endif
