/*
 * pool_svg.c - draws eight tasks on two workers, dealt out in advance and
 * taken by whoever is free, from the times that tasks.c measured.
 *
 * Run:  ./pool_svg < tasks.csv > pool.svg
 */
#include <stdio.h>
#include <stdlib.h>

enum { TASKS = 8, WORKERS = 2, LEFT = 64, WIDE = 560, LANE = 40 };
enum { TOP = 36, SECOND = TOP + WORKERS * LANE + 46, HEIGHT = 240 };

#define SOFT "#57534a"
#define INK "#1f2328"

static const char *const colour[] = {"#1f5f99", "#a84a08"};
static double took[TASKS], longest; /* seconds; longest: of the two ways */

static void
read_times(void)
{
    double equal;
    int task;
    if (scanf("task,equal,slow") != 0)
        exit(EXIT_FAILURE);
    for (int i = 0; i < TASKS; i++)
        if (scanf("%d,%lf,%lf\n", &task, &equal, &took[i]) != 3 ||
            task != i || took[i] <= 0) {
            fprintf(stderr, "pool_svg: not what tasks writes\n");
            exit(EXIT_FAILURE);
        }
}

/* Which worker computes task i, if free[w] is when w has nothing to do? */
static int
worker_of(int i, int dealt, const double *free)
{
    if (dealt)
        return i % WORKERS;
    int first = 0;
    for (int w = 1; w < WORKERS; w++)
        if (free[w] < free[first])
            first = w;
    return first;
}

static void
draw_task(int i, int w, double from, int top)
{
    double x = LEFT + WIDE * from / longest;
    double wide = WIDE * took[i] / longest - 2;
    int y = top + LANE * w;
    printf("<rect class=\"f%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" "
           "height=\"26\" rx=\"4\" fill=\"%s\"/>\n<text class=\"onfill\" "
           "x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#ffffff\">"
           "%d</text>\n",
           w, x, y, wide, colour[w], x + wide / 2, y + 18, i);
}

/* One way to share the tasks; returns when the last worker is done. */
static double
share(int dealt, int top, const char *title)
{
    double free[WORKERS] = {0}, end = 0;
    for (int i = 0; i < TASKS; i++) {
        int w = worker_of(i, dealt, free);
        if (title)
            draw_task(i, w, free[w], top);
        free[w] += took[i];
        end = free[w] > end ? free[w] : end;
    }
    if (!title)
        return end;
    for (int w = 0; w < WORKERS; w++)
        printf("<text class=\"soft\" x=\"0\" y=\"%d\" fill=\"" SOFT "\">"
               "worker %d</text>\n",
               top + LANE * w + 18, w);
    double x = LEFT + WIDE * end / longest;
    printf("<text class=\"ink\" x=\"0\" y=\"%d\" fill=\"" INK "\">%s: "
           "%.1f ms</text>\n<path class=\"axis\" d=\"M%.1f %dv%d\" "
           "stroke=\"" SOFT "\" stroke-dasharray=\"4 4\"/>\n",
           top - 12, title, 1000 * end, x, top - 6, WORKERS * LANE);
    return end;
}

int
main(void)
{
    read_times();
    double dealt = share(1, 0, NULL), pool = share(0, 0, NULL);
    longest = dealt > pool ? dealt : pool;
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"%d\" viewBox=\"0 0 640 %d\" role=\"img\" "
           "aria-labelledby=\"pool-t pool-d\" font-family=\"'Source Sans "
           "3',Helvetica,Arial,sans-serif\" font-size=\"14\">\n"
           "<title id=\"pool-t\">One slow task on two workers</title>\n"
           "<desc id=\"pool-d\">Dealt in advance, the slow task 0 and "
           "tasks 2, 4 and 6 are one worker's, done after %.1f "
           "milliseconds. Taken when free, the other worker does all of 1 "
           "to 7, and the last is done after %.1f.</desc>\n",
           HEIGHT, HEIGHT, 1000 * dealt, 1000 * pool);
    share(1, TOP, "dealt in advance");
    share(0, SECOND, "taken when free");
    printf("</svg>\n");
    return EXIT_SUCCESS;
}
