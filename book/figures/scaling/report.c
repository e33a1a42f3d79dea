/*
 * report.c - the table of `make scaling`, and whether to believe it.
 *
 * usage: report FILE.csv            the table
 *        report FILE.csv KIND       workers and best seconds, for ./fit
 */
#include "runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const why[] = {
    [ONCE] = "there is only one round",
    [SCATTERED] = "the two best rounds differ by more than 5 %",
    [DISTURBED] = "in the best round no worker had a core for 90 % of the "
                  "time",
};

/* A speed-up needs two times; it is doubtful if one of them is. */
static enum noise
doubt(const struct runs *runs, int k, int p)
{
    enum noise base = point_noise(&runs->at[k][1], 1, runs->cores);
    return base != QUIET ? base
                         : point_noise(&runs->at[k][p], p, runs->cores);
}

static void
print_row(const struct runs *runs, int k, int p)
{
    const struct point *base = &runs->at[k][1], *point = &runs->at[k][p];
    double speedup = point_best(base) / point_best(point);
    printf("%-6s %7d %8.4f %8.4f %8.4f %8.2f%s %9.0f%% %9.2f\n",
           kind_name[k], p, point_best(point), point_median(point),
           point_longest(point), speedup,
           doubt(runs, k, p) == QUIET ? " " : "?", 100 * speedup / p,
           point->run[0].cpu_sum / point->run[0].cpu_max);
}

/* Returns how many rows are in doubt. */
static int
print_table(const struct runs *runs)
{
    int doubtful = 0;
    printf("kind   workers     best   median  longest speed-up  "
           "efficiency    CPU*\n");
    for (int k = 0; k < KINDS; k++)
        for (int p = 1; p <= runs->workers; p++)
            if (runs->at[k][1].rounds > 0 && runs->at[k][p].rounds > 0) {
                print_row(runs, k, p);
                doubtful += doubt(runs, k, p) != QUIET;
            }
    printf("* processor time of all workers / of the busiest one: the "
           "speed-up that\n  even cores of their own would allow\n");
    return doubtful;
}

static void
print_doubts(const struct runs *runs)
{
    printf("\n? This machine is too noisy to tell. Best times not to be "
           "believed:\n");
    for (int k = 0; k < KINDS; k++)
        for (int p = 1; p <= runs->workers; p++) {
            const struct point *point = &runs->at[k][p];
            if (point->rounds == 0)
                continue;
            enum noise noise = point_noise(point, p, runs->cores);
            if (noise != QUIET)
                printf("  %s on %d: %s\n", kind_name[k], p, why[noise]);
        }
    printf("End other programs, or take more rounds: make scaling "
           "ROUNDS=25\n");
}

static int
print_pairs(const struct runs *runs, const char *kind)
{
    for (int k = 0; k < KINDS; k++)
        if (strcmp(kind, kind_name[k]) == 0) {
            for (int p = 1; p <= runs->workers; p++)
                if (runs->at[k][p].rounds > 0)
                    printf("%d %.6f ", p, point_best(&runs->at[k][p]));
            printf("\n");
            return EXIT_SUCCESS;
        }
    fprintf(stderr, "report: the kind must be fork, thread or mpi\n");
    return EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
    static struct runs runs;
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: report FILE.csv [KIND]\n");
        return EXIT_FAILURE;
    }
    runs_read(&runs, argv[1]);
    if (argc == 3)
        return print_pairs(&runs, argv[2]);
    if (print_table(&runs) > 0)
        print_doubts(&runs);
    else
        printf("\nThe best times can be believed: at each point the two "
               "best rounds agree\nto 5 %%, and workers that could have a "
               "core of their own had it.\n");
    return EXIT_SUCCESS;
}
