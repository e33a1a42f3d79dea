/* runs.c - see runs.h */
#include "runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const kind_name[KINDS] = {"fork", "thread", "mpi"};

static _Noreturn void
stop(const char *path, int line, const char *why)
{
    fprintf(stderr, "%s:%d: %s\n", path, line, why);
    exit(EXIT_FAILURE);
}

static int
by_seconds(const void *a, const void *b)
{
    double x = ((const struct run *)a)->seconds;
    double y = ((const struct run *)b)->seconds;
    return (x > y) - (x < y);
}

/* Takes one line; returns what is wrong with it, or NULL. */
static const char *
take(struct runs *runs, const char *text)
{
    char word[16];
    int p, round, end = 0;
    struct run run;
    if (sscanf(text, "# cores %d", &p) == 1)
        runs->cores = p;
    sscanf(text, "# machine %119[^\n<>&\"]", runs->machine);
    if (text[0] == '#' || text[0] == '\n' || strncmp(text, "kind,", 5) == 0)
        return NULL;
    if (sscanf(text, "%15[a-z],%d,%d,%lf,%lf,%lf %n", word, &p, &round,
               &run.seconds, &run.cpu_sum, &run.cpu_max, &end) < 6 ||
        text[end] != '\0')
        return "expected kind,workers,round,seconds,cpu_sum,cpu_max";
    if (p < 1 || p > MOST_WORKERS)
        return "the number of workers is out of range";
    if (!(run.seconds > 0) || !(run.cpu_max > 0) ||
        !(run.cpu_sum >= run.cpu_max))
        return "expected times above zero, and a sum not below the largest";
    for (int k = 0; k < KINDS; k++)
        if (strcmp(word, kind_name[k]) == 0) {
            struct point *point = &runs->at[k][p];
            if (point->rounds == MOST_ROUNDS)
                return "there are too many rounds";
            point->run[point->rounds++] = run;
            runs->workers = p > runs->workers ? p : runs->workers;
            return NULL;
        }
    return "the kind must be fork, thread or mpi";
}

void
runs_read(struct runs *runs, const char *path)
{
    char text[256];
    FILE *in = fopen(path, "r");
    memset(runs, 0, sizeof *runs);
    if (in == NULL)
        stop(path, 0, "cannot be read");
    for (int line = 1; fgets(text, sizeof text, in) != NULL; line++) {
        const char *why = take(runs, text);
        if (why != NULL)
            stop(path, line, why);
    }
    fclose(in);
    if (runs->cores < 1 || runs->workers < 1)
        stop(path, 0, "needs a line `# cores N` and at least one run");
    for (int k = 0; k < KINDS; k++)
        for (int p = 1; p <= runs->workers; p++)
            qsort(runs->at[k][p].run, (size_t)runs->at[k][p].rounds,
                  sizeof(struct run), by_seconds);
}

double
point_best(const struct point *p)
{
    return p->run[0].seconds;
}

double
point_median(const struct point *p)
{
    int upper = p->rounds / 2, lower = (p->rounds - 1) / 2;
    return (p->run[lower].seconds + p->run[upper].seconds) / 2;
}

double
point_longest(const struct point *p)
{
    return p->run[p->rounds - 1].seconds;
}

enum noise
point_noise(const struct point *p, int workers, int cores)
{
    if (p->rounds < 2)
        return ONCE;
    if (p->run[1].seconds > 1.05 * p->run[0].seconds)
        return SCATTERED;
    if (workers <= cores && p->run[0].cpu_max < 0.9 * p->run[0].seconds)
        return DISTURBED;
    return QUIET;
}
