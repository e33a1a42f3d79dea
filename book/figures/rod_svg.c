/*
 * rod_svg.c - the rod of chapter 9 after 1, 10, 100 and 1000 steps, as SVG.
 *
 * Run:  ./rod_svg > rod.svg
 *
 * Colours stand in the attributes for readers without a style sheet; the
 * classes (s0 s1 txt lbl rule) let a page recolour them for a dark theme.
 */
#include <stdio.h>
#include <string.h>

#include "rod.h"

enum { CELLS = 24, CURVES = 4 };

#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"

static const int steps[CURVES] = {1, 10, 100, 1000};
static const char *const colour[CURVES] = {"#1f5f99", "#a84a08", "#1b7a5a",
                                           "#8a3d91"};
/* The plot on the page, in user units. */
enum { LEFT = 64, RIGHT = 600, TOP = 34, BOTTOM = 290 };
/* The key, where no curve comes, its lines clear of the plot's. */
enum { KEY_X = 470, KEY_Y = 66, KEY_LINE = 24 };

static double
x_of(double cell)
{
    return LEFT + (RIGHT - LEFT) * cell / (CELLS + 1);
}

static double
y_of(double degrees)
{
    return BOTTOM - (BOTTOM - TOP) * degrees / 100;
}

static void
words(double x, double y, const char *anchor, const char *text)
{
    printf("<text class=\"lbl soft\" x=\"%.1f\" y=\"%.1f\" fill=\"" SOFT
           "\" text-anchor=\"%s\">%s</text>\n",
           x, y, anchor, text);
}

static void
open_figure(void)
{
    printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
        "height=\"346\" viewBox=\"0 0 640 346\" role=\"img\" "
        "aria-labelledby=\"rod-t rod-d\" font-family=\"'Source Sans "
        "3',Helvetica,Arial,sans-serif\" font-size=\"15\">\n"
        "<title id=\"rod-t\">A rod that becomes warm</title>\n"
        "<desc id=\"rod-d\">The temperature of 24 cells after 1, 10, 100 "
        "and 1000 steps. The left end is kept at 100 degrees, the right "
        "end at 0. The curves start as a step at the hot end and become "
        "flatter; after 1000 steps the curve is nearly a straight line "
        "from 100 to 0.</desc>\n");
    for (int degrees = 0; degrees <= 100; degrees += 25) {
        char text[16];
        printf("<path class=\"rule\" d=\"M%d %.1fH%d\" fill=\"none\" "
               "stroke=\"" RULE "\"/>\n",
               LEFT, y_of(degrees), RIGHT);
        snprintf(text, sizeof text, "%d", degrees);
        words(LEFT - 10, y_of(degrees) + 5, "end", text);
    }
    for (int cell = 4; cell <= CELLS; cell += 4) {
        char text[16];
        snprintf(text, sizeof text, "%d", cell);
        words(x_of(cell), BOTTOM + 20, "middle", text);
    }
    words((LEFT + RIGHT) / 2, BOTTOM + 44, "middle", "cell");
    words(LEFT, TOP - 16, "middle", "degrees");
}

static void
curve(int k, const double *u)
{
    printf("<path class=\"s%d\" d=\"M", k);
    for (int i = 0; i <= CELLS + 1; i++)
        printf("%s%.1f %.1f", i ? "L" : "", x_of(i), y_of(u[i]));
    printf("\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\"/>\n",
           colour[k]);
    for (int i = 1; i <= CELLS; i++)
        printf("<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" "
               "fill=\"%s\"/>\n",
               k, x_of(i), y_of(u[i]), colour[k]);
    int y = KEY_Y + k * KEY_LINE;
    printf("<path class=\"s%d\" d=\"M%d %dh28\" stroke=\"%s\" "
           "stroke-width=\"2.2\"/>\n",
           k, KEY_X, y - 5, colour[k]);
    printf("<text class=\"txt ink\" x=\"%d\" y=\"%d\" fill=\"" INK
           "\">%d step%s</text>\n",
           KEY_X + 38, y, steps[k], steps[k] > 1 ? "s" : "");
}

int
main(void)
{
    static double u[CELLS + 2], v[CELLS + 2];
    open_figure();
    u[0] = 100.0;
    for (int t = 1, k = 0; k < CURVES; t++) {
        step_cells(u, v, 1, CELLS);
        memcpy(&u[1], &v[1], CELLS * sizeof *u);
        if (t == steps[k])
            curve(k++, u);
    }
    printf("</svg>\n");
    return 0;
}
