/* run.h - run a command with the watching library in it. */
#ifndef MANY_HANDS_RUN_H
#define MANY_HANDS_RUN_H

#include "explain.h"

#include <sys/types.h>

struct run;

struct run_options {
    bool synchronous, shuffle, only_hangs;
    uint64_t seed;
    int sweep_from, sweep_to; /* 0: no sweep */
    int ranks;                /* of this run of a sweep; 0: no sweep */
    const char *svg, *json, *chrome, *paje;
    /* called as soon as it is certain that nothing will move any more */
    void (*on_stuck)(struct run *run, const struct run_options *options);
};

struct run {
    struct table *table;
    char dir[256];
    bool mpich;
    int told;           /* faults reported */
    int status;         /* as a shell would tell it */
    struct stuck stuck; /* why it was ended, if it was */
    struct trace trace; /* of that moment, or of the end */
};

/* False if it could not be started; status says how. */
bool run_command(struct run *run, char **argv,
                 const struct run_options *options);
void run_free(struct run *run);

/* sweep.c: "1-7"; false: that is not a range. */
bool parse_sweep(const char *text, struct run_options *o);
/* Runs the command with each number of ranks; the exit status. */
int sweep(const struct run_options *o, char **argv,
          int (*once)(struct run_options *, char **));

/* environment.c: what the command's environment needs. */
bool is_mpich(char **argv);
/* Is it a program of threads or processes, without MPI and launcher? */
bool is_plain(char **argv);
/* Runs observe-threads instead, which stands beside this program; returns
 * only if that fails. */
void watch_threads(const struct run_options *o, char **argv);
void prepare_environment(const struct run *run, char **argv);

#endif
