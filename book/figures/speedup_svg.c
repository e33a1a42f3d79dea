/*
 * speedup_svg.c - draws the speed-up of pi from measured times, as SVG.
 *
 * Run:  sh measure.sh DIRECTORY_OF_PROGRAMS | ./speedup_svg > speedup.svg
 *
 * Reads lines `cores N`, `serial 1 SECONDS`, `fork WORKERS SECONDS` and
 * `thread WORKERS SECONDS`; a line that starts with # is a comment.
 * Colours stand in the attributes for readers without a style sheet; the
 * classes (f0 s1 txt lbl rule) let a page recolour them for a dark
 * theme.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORKERS = 64 };
enum backend { FORK, THREAD, BACKENDS };

#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"
#define MONO "font-family=\"'Source Code Pro',Menlo,Consolas,monospace\""

static const char *const name[BACKENDS] = {"fork", "thread"};
static const char *const program[BACKENDS] = {"pi_fork", "pi_pthread"};
static const char *const colour[BACKENDS] = {"#1f5f99", "#a84a08"};

struct measured {
    int cores, workers;                        /* workers: the largest */
    double serial;                             /* seconds */
    double seconds[BACKENDS][MAX_WORKERS + 1]; /* 0: not measured */
};

/* The plot on the page, in user units. */
enum { LEFT = 64, RIGHT = 470, TOP = 24, BOTTOM = 316 };

static double
x_of(const struct measured *m, double workers)
{
    return LEFT + (RIGHT - LEFT) * workers / (m->workers + 0.3);
}

static double
y_of(const struct measured *m, double speedup)
{
    return BOTTOM - (BOTTOM - TOP) * speedup / (m->workers + 0.3);
}

static void
stop(int line, const char *why)
{
    fprintf(stderr, "speedup_svg: line %d: %s\n", line, why);
    exit(EXIT_FAILURE);
}

static void
take(struct measured *m, int line, const char *word, int n, double seconds)
{
    if (strcmp(word, "cores") == 0) {
        m->cores = n;
        return;
    }
    if (!(seconds > 0))
        stop(line, "expected a time above zero");
    if (n < 1 || n > MAX_WORKERS)
        stop(line, "the number of workers is out of range");
    if (strcmp(word, "serial") == 0) {
        m->serial = seconds;
        return;
    }
    for (int b = 0; b < BACKENDS; b++)
        if (strcmp(word, name[b]) == 0) {
            m->seconds[b][n] = seconds;
            m->workers = n > m->workers ? n : m->workers;
            return;
        }
    stop(line, "the first word must be cores, serial, fork or thread");
}

static void
read_input(struct measured *m)
{
    char text[256], word[16];
    for (int line = 1; fgets(text, sizeof text, stdin); line++) {
        int n = 0;
        double seconds = 0;
        if (text[0] == '#' || text[0] == '\n')
            continue;
        if (sscanf(text, "%15s %d %lf", word, &n, &seconds) < 2)
            stop(line, "expected a word, a number and a time");
        take(m, line, word, n, seconds);
    }
    if (!(m->serial > 0) || m->workers < 2)
        stop(0, "needs the serial time and at least two workers");
}

static void
text(double x, double y, const char *anchor, const char *words)
{
    printf("<text class=\"lbl soft\" x=\"%.1f\" y=\"%.1f\" "
           "fill=\"" SOFT "\" text-anchor=\"%s\">%s</text>\n",
           x, y, anchor, words);
}

static void
line(double x1, double y1, double x2, double y2, const char *shade,
     const char *stroke, const char *extra)
{
    printf("<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\" fill=\"none\" "
           "stroke=\"%s\" stroke-width=\"1.5\"%s/>\n",
           shade, x1, y1, x2, y2, stroke, extra);
}

static void
open_figure(const struct measured *m)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"372\" viewBox=\"0 0 640 372\" role=\"img\" "
           "aria-labelledby=\"speedup-t speedup-d\" "
           "font-family=\"'Source Sans 3',Helvetica,Arial,sans-serif\" "
           "font-size=\"14\">\n"
           "<title id=\"speedup-t\">Speed-up of pi on 1 to %d workers"
           "</title>\n<desc id=\"speedup-d\">Speed-up against workers",
           m->workers);
    if (m->cores > 0)
        printf(" on a machine with %d core%s", m->cores,
               m->cores == 1 ? "" : "s");
    printf(", with the ideal line.");
    for (int b = 0; b < BACKENDS; b++) {
        printf(" %s:", program[b]);
        for (int n = 1; n <= m->workers; n++)
            if (m->seconds[b][n] > 0)
                printf(" %.2f with %d,", m->serial / m->seconds[b][n], n);
    }
    printf(" measured.</desc>\n");
}

static void
axes(const struct measured *m)
{
    char number[32];
    int step = m->workers > 16 ? 8 : m->workers > 8 ? 2 : 1;
    for (int n = step; n <= m->workers; n += step) {
        snprintf(number, sizeof number, "%d", n);
        line(LEFT, y_of(m, n), RIGHT, y_of(m, n), "rule", RULE, "");
        text(LEFT - 12, y_of(m, n) + 5, "end", number);
        text(x_of(m, n), BOTTOM + 22, "middle", number);
    }
    line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis", SOFT, "");
    text((LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", "workers");
    text(LEFT - 12, TOP - 6, "middle", "speed-up");
    line(x_of(m, 0), y_of(m, 0), x_of(m, m->workers), y_of(m, m->workers),
         "axis", SOFT, " stroke-dasharray=\"5 5\"");
    text(RIGHT + 12, y_of(m, m->workers) + 5, "start",
         "ideal: as many times");
    text(RIGHT + 12, y_of(m, m->workers) + 22, "start",
         "faster as workers");
    if (m->cores > 0 && m->cores < m->workers) {
        snprintf(number, sizeof number, "%d core%s", m->cores,
                 m->cores == 1 ? "" : "s");
        line(x_of(m, m->cores), BOTTOM, x_of(m, m->cores), TOP + 20, "axis",
             SOFT, " stroke-dasharray=\"1 4\"");
        text(x_of(m, m->cores), TOP + 12, "middle", number);
    }
}

/* fork is drawn as circles, thread as squares: shape as well as colour. */
static void
mark(enum backend b, double x, double y)
{
    if (b == FORK)
        printf("<circle class=\"f0\" cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\" "
               "fill=\"%s\"/>\n",
               x, y, colour[b]);
    else
        printf("<rect class=\"s1\" x=\"%.1f\" y=\"%.1f\" width=\"13\" "
               "height=\"13\" fill=\"none\" stroke=\"%s\" "
               "stroke-width=\"2\"/>\n",
               x - 6.5, y - 6.5, colour[b]);
}

static void
curve(const struct measured *m, enum backend b)
{
    printf("<path class=\"s%d\" fill=\"none\" stroke=\"%s\" "
           "stroke-width=\"2.2\" d=\"",
           b, colour[b]);
    for (int n = 1, begun = 0; n <= m->workers; n++)
        if (m->seconds[b][n] > 0)
            printf("%s%.1f %.1f", begun++ ? "L" : "M", x_of(m, n),
                   y_of(m, m->serial / m->seconds[b][n]));
    printf("\"/>\n");
    for (int n = 1; n <= m->workers; n++)
        if (m->seconds[b][n] > 0)
            mark(b, x_of(m, n), y_of(m, m->serial / m->seconds[b][n]));
    mark(b, 500, 232 + 30 * b);
    printf("<text class=\"txt ink\" x=\"516\" y=\"%d\" fill=\"" INK
           "\" " MONO " font-size=\"13\">%s</text>\n",
           237 + 30 * b, program[b]);
}

int
main(void)
{
    static struct measured m;
    read_input(&m);
    open_figure(&m);
    axes(&m);
    curve(&m, FORK);
    curve(&m, THREAD);
    printf("</svg>\n");
    return EXIT_SUCCESS;
}
