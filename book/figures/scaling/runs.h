/*
 * runs.h - the measurements of `make scaling`, read from a CSV file.
 *
 * Lines are `kind,workers,round,seconds,cpu_sum,cpu_max`: how long a run
 * took, and how much processor time its workers used, all of them together
 * and the one that used most.  `# cores N` and `# machine WORDS` say where;
 * other lines that begin with # are comments.
 */
#ifndef MANY_HANDS_SCALING_RUNS_H
#define MANY_HANDS_SCALING_RUNS_H

enum { MOST_WORKERS = 64, MOST_ROUNDS = 64 };
enum kind { FORK, THREAD, MPI, KINDS };
extern const char *const kind_name[KINDS];

struct run {
    double seconds, cpu_sum, cpu_max;
};

/* All rounds of one kind on one number of workers, the shortest first. */
struct point {
    int rounds;
    struct run run[MOST_ROUNDS];
};

struct runs {
    int cores, workers; /* workers: the largest number */
    char machine[120];
    struct point at[KINDS][MOST_WORKERS + 1];
};

/* Reads the file, or ends the program with file, line and reason. */
void runs_read(struct runs *runs, const char *path);

double point_best(const struct point *p);
double point_median(const struct point *p);
double point_longest(const struct point *p);

/* Can the best time of a point be believed? */
enum noise {
    QUIET,
    ONCE,      /* a single round shows nothing */
    SCATTERED, /* the two best rounds differ by more than 5 % */
    DISTURBED  /* the busiest worker had a core for less than 90 % of the
                  best round, though there was a core for each worker */
};
enum noise point_noise(const struct point *p, int workers, int cores);

#endif
