/*
 * plot.c - draws the measurements of `make lab-1024`, beside the recorded
 * ones, and says where communication takes over.
 *
 * usage: plot FILE.csv RECORDED.csv >FILE.svg
 *
 * Full lines are FILE, dashed ones RECORDED.  The sentences go to stderr.
 * Colours stand in the attributes for readers without a style sheet; the
 * classes let a page recolour them for a dark theme.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"

enum { PARTS = 7, SIZES = 11, SIDE = 190, TOP = 64, BOTTOM = TOP + SIDE };

struct part {
    const char *name, *words;
    int panel, colour;
    double seconds[SIZES], busy[SIZES]; /* on 2^k ranks; 0: not measured */
};

static const char *const colour[] = {"#1f5f99", "#a84a08", "#1b7a5a"};

static struct part runs[2][PARTS];

static const struct part parts[PARTS] = {
    {"pi-strong", "pi", 0, 0, {0}, {0}},
    {"heat-strong", "heat", 0, 1, {0}, {0}},
    {"pi-weak", "pi", 1, 0, {0}, {0}},
    {"heat-weak", "heat", 1, 1, {0}, {0}},
    {"ring", "ring", 2, 0, {0}, {0}},
    {"line", "line", 2, 1, {0}, {0}},
    {"tree", "tree", 2, 2, {0}, {0}},
};

/* What a panel shows goes from 10^low to 10^high. */
static const struct panel {
    const char *title, *what;
    int left, low, high;
} panel[] = {
    {"Strong scaling", "speed-up", 52, 0, 3},
    {"Weak scaling", "efficiency", 306, -2, 0},
    {"Talking only", "seconds", 578, -5, 1},
};

static void
stop(const char *path, const char *why)
{
    fprintf(stderr, "plot: %s: %s\n", path, why);
    exit(EXIT_FAILURE);
}

static void
read_line(const char *path, struct part *into, char *text)
{
    char name[20];
    int ranks, k = 0;
    double seconds, busy;
    if (sscanf(text, "%19[^,],%d,%lf,%lf", name, &ranks, &seconds, &busy) !=
            4 ||
        !(seconds > 0.0))
        stop(path, "a line is not PART,RANKS,SECONDS,BUSY");
    while (k < SIZES && 1 << k != ranks)
        k++;
    for (int p = 0; p < PARTS && k < SIZES; p++)
        if (strcmp(name, into[p].name) == 0) {
            into[p].seconds[k] = seconds;
            into[p].busy[k] = busy;
            return;
        }
    stop(path, "there is an unknown part or number of ranks");
}

static void
read_runs(const char *path, struct part *into)
{
    char text[200];
    FILE *f = fopen(path, "r");
    if (f == NULL)
        stop(path, "cannot be read");
    memcpy(into, parts, sizeof parts);
    while (fgets(text, sizeof text, f) != NULL)
        if (text[0] != '#')
            read_line(path, into, text);
    fclose(f);
    for (int p = 0; p < PARTS; p++)
        if (into[p].seconds[0] == 0.0)
            stop(path, "a part was not measured on one rank");
}

/* What the panel shows of a part on 2^k ranks. */
static double
value(const struct part *p, int k)
{
    return p->panel == 2 ? p->seconds[k] : p->seconds[0] / p->seconds[k];
}

static double
x_of(const struct panel *f, double k)
{
    return f->left + SIDE * k / (SIZES - 1);
}

static double
y_of(const struct panel *f, double v)
{
    double y = (log10(v) - f->low) / (f->high - f->low);
    return BOTTOM - SIDE * fmin(fmax(y, 0.0), 1.0);
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
axes(const struct panel *f)
{
    char number[24];
    for (int e = f->low; e <= f->high; e++) {
        double y = y_of(f, pow(10.0, e));
        printf("<path class=\"rule\" d=\"M%d %.1fH%d\" fill=\"none\" "
               "stroke=\"" RULE "\"/>\n",
               f->left, y, f->left + SIDE);
        snprintf(number, sizeof number, "%.*f", e < 0 ? -e : 0,
                 pow(10.0, e));
        text(f->left - 6, y + 4, "end", "lbl soft", SOFT, number);
    }
    for (int k = 0; k < SIZES; k += 2) {
        snprintf(number, sizeof number, "%d", 1 << k);
        text(x_of(f, k), BOTTOM + 18, "middle", "lbl soft", SOFT, number);
    }
    printf("<path class=\"axis\" d=\"M%d %dH%d\" fill=\"none\" "
           "stroke=\"" SOFT "\"/>\n",
           f->left, BOTTOM, f->left + SIDE);
    if (f->low == 0) /* as many times faster as there are ranks */
        printf("<path class=\"axis\" d=\"M%.1f %.1fL%.1f %.1f\" "
               "fill=\"none\" stroke=\"" SOFT "\" "
               "stroke-dasharray=\"1 4\"/>\n",
               x_of(f, 0), y_of(f, 1), x_of(f, SIZES - 1),
               y_of(f, 1 << (SIZES - 1)));
    text(f->left + SIDE / 2.0, BOTTOM + 38, "middle", "lbl soft", SOFT,
         "ranks");
    text(f->left, 20, "start", "txt ink", INK, f->title);
    text(f->left, 42, "start", "lbl soft", SOFT, f->what);
}

/* The panel of talking begins at two ranks: one has nobody to talk to. */
static void
curve(const struct part *p, bool recorded)
{
    const struct panel *f = &panel[p->panel];
    char start = 'M';
    printf("<path class=\"s%d\" fill=\"none\" stroke=\"%s\" "
           "stroke-width=\"%s\"%s d=\"",
           p->colour, colour[p->colour], recorded ? "1.2" : "2.2",
           recorded ? " stroke-dasharray=\"4 4\"" : "");
    for (int k = p->panel == 2; k < SIZES; k++)
        if (p->seconds[k] > 0.0) {
            printf("%c%.1f %.1f", start, x_of(f, k), y_of(f, value(p, k)));
            start = 'L';
        }
    printf("\"/>\n");
}

/* The first number of ranks on which a rank computes for less than half of
 * the time; -1 if there is none. */
static int
takeover(const struct part *p)
{
    for (int k = 0; p->panel != 2 && k < SIZES; k++)
        if (p->seconds[k] > 0.0 && p->busy[k] < 0.5 * p->seconds[k])
            return k;
    return -1;
}

static void
mark_takeover(const struct part *p)
{
    const struct panel *f = &panel[p->panel];
    int k = takeover(p);
    if (k >= 0)
        printf("<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\" "
               "fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
               p->colour, x_of(f, k), y_of(f, value(p, k)),
               colour[p->colour]);
}

/* Name after name, below the panel. */
static void
legend(void)
{
    int n[3] = {0};
    for (int p = 0; p < PARTS; p++) {
        int f = parts[p].panel, x = panel[f].left + 66 * n[f]++;
        printf("<circle class=\"f%d\" cx=\"%d\" cy=\"%d\" r=\"4\" "
               "fill=\"%s\"/>\n",
               parts[p].colour, x, BOTTOM + 59, colour[parts[p].colour]);
        text(x + 9, BOTTOM + 64, "start", "txt ink", INK, parts[p].words);
    }
    text(panel[0].left, BOTTOM + 92, "start", "lbl soft", SOFT,
         "Full: this run. Dashed: recorded. Dotted: ideal. A ring: from "
         "here on less than half of the time is work.");
}

static void
describe(FILE *out, const struct part *run)
{
    for (int p = 0; p < PARTS; p++) {
        int k = takeover(&run[p]);
        if (k >= 0)
            fprintf(out,
                    "%s: on %d ranks less than half of the time is "
                    "work.\n",
                    run[p].name, 1 << k);
        else if (run[p].panel != 2)
            fprintf(out, "%s: more than half of the time is work.\n",
                    run[p].name);
    }
}

int
main(int argc, char **argv)
{
    if (argc != 3)
        stop("usage", "plot FILE.csv RECORDED.csv");
    for (int i = 0; i < 2; i++)
        read_runs(argv[1 + i], runs[i]);
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"790\" "
           "height=\"%d\" viewBox=\"0 0 790 %d\" role=\"img\" "
           "aria-labelledby=\"lab-t lab-d\" font-family=\"'Source Sans "
           "3',Helvetica,Arial,sans-serif\" font-size=\"14\">\n<title "
           "id=\"lab-t\">1 to 1,024 ranks of a described cluster</title>\n"
           "<desc id=\"lab-d\">Strong scaling, weak scaling, and the time "
           "of a ring and of two broadcasts, in simulated time.\n",
           BOTTOM + 104, BOTTOM + 104);
    describe(stdout, runs[0]);
    printf("</desc>\n");
    for (int f = 0; f < 3; f++)
        axes(&panel[f]);
    for (int i = 1; i >= 0; i--)
        for (int p = 0; p < PARTS; p++)
            curve(&runs[i][p], i == 1);
    for (int p = 0; p < PARTS; p++)
        mark_takeover(&runs[0][p]);
    legend();
    printf("</svg>\n");
    describe(stderr, runs[0]);
    return EXIT_SUCCESS;
}
