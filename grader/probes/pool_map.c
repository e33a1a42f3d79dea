/*
 * pool_map.c - probe: maps with tasks that are watched.
 *
 * A question names a trick, and the place of the task that plays it:
 * waiting for all the other tasks, waiting for the other workers, or ending
 * its process.  Who did what is noted in memory that all processes share.
 */
#define _GNU_SOURCE
#include "contract.h"
#include "probe.h"
#include "probe_family.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum trick { NONE, ALL_MEET, ONE_WAITS, ABORTS, EXITS, KILLED };
enum { MAX_TASKS = 40000, MAX_PROCESSES = 64, FEW = 100 };

/* In the shared page.  done is of its own, for wait_for. */
struct board {
    atomic_int done, by_caller, twice, processes;
    atomic_int undone; /* when the waiting task gave up waiting */
    atomic_int pid[MAX_PROCESSES];
    atomic_uchar times[MAX_TASKS];
};
_Static_assert(sizeof(struct board) <= 1 << 16, "the page is 64 KiB");

static struct board *board;
static enum trick trick;
static int64_t first_input, trick_place;
static int ntasks, nworkers;
static pid_t caller;

static void
note_process(void)
{
    int me = (int)getpid();
    for (int k = 0; k < MAX_PROCESSES; k++) {
        int nobody = 0;
        if (atomic_load(&board->pid[k]) == me)
            return;
        if (atomic_compare_exchange_strong(&board->pid[k], &nobody, me)) {
            atomic_fetch_add(&board->processes, 1);
            return;
        }
    }
}

static void
play(void)
{
    switch (trick) {
    case ONE_WAITS:
        if (!wait_for((volatile int *)&board->done, ntasks - 1))
            atomic_store(&board->undone,
                         ntasks - 1 - atomic_load(&board->done));
        break;
    case ABORTS:
        signal(SIGABRT, SIG_DFL);
        abort();
    case EXITS:
        _exit(3);
    case KILLED:
        raise(SIGKILL);
        break;
    case ALL_MEET:
    case NONE:
        break;
    }
}

/* The function that is mapped: x * x + 1. */
static int64_t
watched(int64_t x)
{
    int64_t place = x - first_input;
    note_process();
    if (getpid() == caller)
        atomic_fetch_add(&board->by_caller, 1);
    if (place >= 0 && place < ntasks &&
        atomic_fetch_add(&board->times[place], 1) > 0)
        atomic_fetch_add(&board->twice, 1);
    if (ntasks <= FEW) /* the others meet here, where they are to */
        work_note(0, place, place + 1);
    if (trick != ALL_MEET && place == trick_place && getpid() != caller)
        play();
    atomic_fetch_add(&board->done, 1);
    return x * x + 1;
}

void
probe_case(void)
{
    nworkers = (int)ask_i64();
    ntasks = (int)ask_i64();
    first_input = ask_i64();
    trick = (enum trick)ask_i64();
    trick_place = ask_i64();
    enum trouble trouble = (enum trouble)ask_i64();
    int which = (int)ask_i64();
    if (ntasks > MAX_TASKS)
        ntasks = MAX_TASKS;
    size_t bytes = (size_t)(ntasks + !ntasks) * sizeof(int64_t);
    int64_t *in = malloc(bytes), *out = malloc(bytes);
    for (int i = 0; in != NULL && out != NULL && i < ntasks; i++) {
        in[i] = first_input + i;
        out[i] = -1; /* no value of the function */
    }
    work_start(trick != ALL_MEET   ? 0
               : nworkers < ntasks ? nworkers
                                   : ntasks);
    board = shared_page();
    caller = getpid();
    trouble_start(trouble, which);
    int result = pool_map(nworkers, watched, in, (size_t)ntasks, out);
    bool alone = trouble_stop();
    work_stop();
    say_i64(result);
    say_i64(alone);
    say_i64s(out, (size_t)ntasks);
    say_i64(board->done);
    say_i64(board->by_caller);
    say_i64(board->twice);
    say_i64(board->processes);
    say_i64(board->undone);
    free(in);
    free(out);
}
