/*
 * svg.c - draws the speed-ups of one or two machines side by side, each
 * point with its spread: from the longest round to the best, the median
 * marked.
 *
 * usage: svg FILE.csv TITLE [FILE.csv TITLE]
 *
 * Colours stand in the attributes for readers without a style sheet; the
 * classes let a page recolour them for a dark theme.
 */
#include "runs.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"

static const char *const colour[KINDS] = {"#1f5f99", "#a84a08", "#1b7a5a"};

enum { SIZE = 230, TOP = 46, BOTTOM = TOP + SIZE, GAP = 300, LEFT = 48 };

struct panel {
    struct runs runs;
    const char *title;
    int left, most; /* most: workers and speed-ups on the axes */
};

static double
x_of(const struct panel *f, double workers)
{
    return f->left + SIZE * workers / (f->most + 0.4);
}

static double
y_of(const struct panel *f, double speedup)
{
    return BOTTOM - SIZE * speedup / (f->most + 0.4);
}

static void
text(double x, double y, const char *anchor, const char *class,
     const char *fill, const char *words)
{
    printf("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" fill=\"%s\" "
           "text-anchor=\"%s\">%s</text>\n",
           class, x, y, fill, anchor, words);
}

static void
line(double x1, double y1, double x2, double y2, const char *class,
     const char *stroke, const char *extra)
{
    printf("<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\" fill=\"none\" "
           "stroke=\"%s\" stroke-width=\"1.5\"%s/>\n",
           class, x1, y1, x2, y2, stroke, extra);
}

static bool
measured(const struct runs *r, int k, int p)
{
    return r->at[k][1].rounds > 0 && r->at[k][p].rounds > 0;
}

static double
speedup(const struct runs *r, int k, double seconds)
{
    return point_best(&r->at[k][1]) / seconds;
}

static void
axes(const struct panel *f)
{
    char number[24];
    int step = f->most > 16 ? 8 : f->most > 8 ? 2 : 1;
    for (int n = step; n <= f->most; n += step) {
        snprintf(number, sizeof number, "%d", n);
        line(f->left, y_of(f, n), f->left + SIZE, y_of(f, n), "rule", RULE,
             "");
        text(f->left - 10, y_of(f, n) + 5, "end", "lbl soft", SOFT, number);
        text(x_of(f, n), BOTTOM + 20, "middle", "lbl soft", SOFT, number);
    }
    line(f->left, BOTTOM, f->left + SIZE, BOTTOM, "axis", SOFT, "");
    line(x_of(f, 0), y_of(f, 0), x_of(f, f->most), y_of(f, f->most), "axis",
         SOFT, " stroke-dasharray=\"5 5\"");
    text(f->left + SIZE / 2.0, BOTTOM + 42, "middle", "lbl soft", SOFT,
         "workers");
    text(f->left, 16, "start", "txt ink", INK, f->title);
    text(f->left, 34, "start", "lbl soft", SOFT, "speed-up");
}

/* The best round as a circle, the spread as a line below it. */
static void
point(const struct panel *f, int k, int p)
{
    const struct point *at = &f->runs.at[k][p];
    double x = x_of(f, p) + 9 * (k - 1);
    double best = y_of(f, speedup(&f->runs, k, point_best(at)));
    double median = y_of(f, speedup(&f->runs, k, point_median(at)));
    double longest = y_of(f, speedup(&f->runs, k, point_longest(at)));
    char class[3] = {'s', (char)('0' + k), '\0'};
    line(x, best, x, longest, class, colour[k], "");
    line(x - 4, median, x + 4, median, class, colour[k], "");
    printf("<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\" "
           "fill=\"%s\"/>\n",
           k, x, best, colour[k]);
}

static void
curves(const struct panel *f)
{
    for (int k = 0; k < KINDS; k++) {
        double x = 0, y = 0;
        char class[3] = {'s', (char)('0' + k), '\0'};
        for (int p = 1; p <= f->most; p++) {
            if (!measured(&f->runs, k, p))
                continue;
            double best = point_best(&f->runs.at[k][p]);
            double x2 = x_of(f, p) + 9 * (k - 1);
            double y2 = y_of(f, speedup(&f->runs, k, best));
            if (x > 0)
                line(x, y, x2, y2, class, colour[k], "");
            x = x2;
            y = y2;
            point(f, k, p);
        }
    }
}

static void
describe(const struct panel *f)
{
    printf(" %s, %s, %d cores:", f->title,
           f->runs.machine[0] ? f->runs.machine : "unknown processor",
           f->runs.cores);
    for (int k = 0; k < KINDS; k++)
        for (int p = 1; p <= f->most; p++)
            if (measured(&f->runs, k, p)) {
                const struct point *at = &f->runs.at[k][p];
                printf(" %s on %d %.2f (median %.2f, longest %.2f);",
                       kind_name[k], p,
                       speedup(&f->runs, k, point_best(at)),
                       speedup(&f->runs, k, point_median(at)),
                       speedup(&f->runs, k, point_longest(at)));
            }
}

static void
legend(void)
{
    static const char *const words[KINDS] = {"processes (fork)", "threads",
                                             "MPI ranks"};
    for (int k = 0; k < KINDS; k++) {
        int x = LEFT + 150 * k, y = BOTTOM + 72;
        printf("<circle class=\"f%d\" cx=\"%d\" cy=\"%d\" r=\"4\" "
               "fill=\"%s\"/>\n",
               k, x, y - 5, colour[k]);
        text(x + 12, y, "start", "txt ink", INK, words[k]);
    }
}

int
main(int argc, char **argv)
{
    static struct panel f[2];
    int panels = argc == 3 ? 1 : argc == 5 ? 2 : 0;
    if (panels == 0) {
        fprintf(stderr, "usage: svg FILE.csv TITLE [FILE.csv TITLE]\n");
        return EXIT_FAILURE;
    }
    for (int i = 0; i < panels; i++) {
        runs_read(&f[i].runs, argv[1 + 2 * i]);
        f[i].title = argv[2 + 2 * i];
        f[i].left = LEFT + GAP * i;
        f[i].most = f[i].runs.workers;
    }
    int width = GAP * panels + 40, height = BOTTOM + 88;
    if (width < 480)
        width = 480; /* the legend's */
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
           "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
           "aria-labelledby=\"scaling-t scaling-d\" "
           "font-family=\"'Source Sans 3',Helvetica,Arial,sans-serif\" "
           "font-size=\"14\">\n<title id=\"scaling-t\">Speed-up of pi and "
           "its spread</title>\n<desc id=\"scaling-d\">Speed-ups against "
           "the best round on one worker.",
           width, height, width, height);
    for (int i = 0; i < panels; i++)
        describe(&f[i]);
    printf("</desc>\n");
    for (int i = 0; i < panels; i++) {
        axes(&f[i]);
        curves(&f[i]);
    }
    legend();
    printf("</svg>\n");
    return EXIT_SUCCESS;
}
