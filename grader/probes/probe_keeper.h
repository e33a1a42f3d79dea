/*
 * probe_keeper.h - the half of a probe that never runs the answer.
 *
 * A probe is two processes.  The runner calls the learner's function, so
 * nothing in its memory can be trusted afterwards.  The keeper is its
 * parent, cannot be looked into, and holds what must not be forged: the
 * questions still to come, the secret word of the reply, and the evidence
 * of who did the work.  The runner speaks to it through a system call that
 * the kernel does not have: a seccomp filter hands it to the keeper, and
 * with it every clone and exit of the runner's family (seccomp_unotify(2)).
 * So the kernel says who calls, the caller waits as long as the keeper
 * likes, and no descriptor is needed that the answer could close.
 */
#ifndef MANY_HANDS_PROBE_KEEPER_H
#define MANY_HANDS_PROBE_KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { KEEPER_CALL = 20000, MAIL_BYTES = 16 << 20, MAX_NOTES = 4096 };

/* What the runner asks of the keeper; the values go with it. */
enum request {
    KEEP_HELLO,    /* rank, checks: which pipes are ours, look at the
                      process after each case? */
    KEEP_QUESTION, /* the next question into the mail; its length or -1 */
    KEEP_LEFT,     /* count: kind and text in the mail */
    KEEP_ANSWER,   /* length: the answer in the mail ends the case */
    KEEP_STRAY,    /* a child came back from the answer */
    KEEP_DONE,     /* all is answered */
    KEEP_EXPECT,   /* workers: as many are to meet */
    KEEP_NOTE,     /* seed, first, last: a worker begins this work; returns
                      the number of the note */
    KEEP_HELD,     /* birth: hold this child until its creator waits */
    KEEP_AHEAD,    /* hold this creator until its child has ended */
    KEEP_TROUBLE,  /* enum trouble, which: see probe.h */
    KEEP_PAGES     /* bytes of the mail into the watched pages, half of them
                      into each half; returns where they are */
};

/* Shared with the keeper and with all children: texts under way, and how
 * far single darts went on from a note. */
struct mail {
    int64_t run_end[MAX_NOTES];
    char text[MAIL_BYTES];
};
extern struct mail *mail;

long keep(enum request what, int64_t a, int64_t b, int64_t c);

/* Splits the probe in two; returns in the runner.  Before MPI_Init and
 * before any thread. */
void keeper_start(void);

/* The addresses that the answer may not unmap, so that the pages it has
 * read stay seen.  Their upper half is the same. */
#define WATCHED_PAGES UINT64_C(0x6d6800000000)
enum { WATCHED_HALF = 1 << 16 };

/* --- for probe_keeper.c ------------------------------------------------
 */

/* In the runner: the filter that hands calls to the keeper; its descriptor,
 * or -1. */
int filter_install(void);

/* What the kernel shows of a process, see probe_look.c. */
struct state {
    int descriptors, mappings, threads, names, sysv;
};
void look_state(pid_t pid, struct state *s);
void look_pipe(pid_t pid, char *text, size_t size);
int look_children(pid_t pid, pid_t *out, int most);
bool look_ended(pid_t pid);
pid_t look_group(pid_t tid);
int64_t look_cpu_ns(pid_t pid, pid_t tid);
int look_tasks(pid_t pid, pid_t *out, int most);
enum { MAX_SHARED = 64 };
int look_shared(pid_t pid, uint64_t *start, int most);
int look_shared_pages(pid_t pid, const uint64_t *known, int n);
int look_pages(pid_t pid, uint64_t address, size_t bytes);

#endif
