/*
 * darts_svg.c - the first darts of seed 42 on the unit square, as SVG.
 *
 * Run:  ./darts_svg > darts.svg
 *
 * Colours stand in the attributes for readers without a style sheet; the
 * classes (f0 s1 txt lbl rule) let a page recolour them for a dark theme.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "darts.h"

enum { SEED = 42, DARTS = 400 };

#define HIT "#1f5f99"
#define MISS "#a84a08"
#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"

/* The square on the page: left, top, side, all in user units. */
enum { LEFT = 20, TOP = 20, SIDE = 320 };

static void
open_figure(int hits)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"360\" viewBox=\"0 0 640 360\" role=\"img\" "
           "aria-labelledby=\"darts-t darts-d\" font-family=\"'Source Sans "
           "3',Helvetica,Arial,sans-serif\" font-size=\"15\">\n");
    printf("<title id=\"darts-t\">The first %d darts of seed %d</title>\n",
           DARTS, SEED);
    printf("<desc id=\"darts-d\">A square with a quarter circle around its "
           "lower left corner. %d darts inside the arc are filled dots, %d "
           "darts outside are crosses.</desc>\n",
           hits, DARTS - hits);
    printf("<path class=\"f0\" d=\"M%d %dV%dA%d %d 0 0 1 %d %dZ\" "
           "fill=\"" HIT "\" fill-opacity=\"0.08\"/>\n",
           LEFT, TOP + SIDE, TOP, SIDE, SIDE, LEFT + SIDE, TOP + SIDE);
    printf("<rect class=\"rule\" x=\"%d\" y=\"%d\" width=\"%d\" "
           "height=\"%d\" fill=\"none\" stroke=\"" RULE "\" "
           "stroke-width=\"1.5\"/>\n",
           LEFT, TOP, SIDE, SIDE);
    printf(
        "<path class=\"s0\" d=\"M%d %dA%d %d 0 0 1 %d %d\" fill=\"none\" "
        "stroke=\"" HIT "\" stroke-width=\"2\"/>\n",
        LEFT, TOP, SIDE, SIDE, LEFT + SIDE, TOP + SIDE);
}

/* A dot is a line of no length with round ends, so that one path holds all
 * dots, and one all crosses: the page is much shorter. */
static void
begin_dots(void)
{
    printf("<path class=\"s0\" fill=\"none\" stroke=\"" HIT "\" "
           "stroke-width=\"5.2\" stroke-linecap=\"round\" d=\"");
}

static void
dot(double x, double y)
{
    printf("M%.1f %.1fh0", x, y);
}

static void
begin_crosses(void)
{
    printf("<path class=\"s1\" fill=\"none\" stroke=\"" MISS "\" "
           "stroke-width=\"1.6\" d=\"");
}

static void
cross(double x, double y)
{
    printf("M%.1f %.1fl5 5m0-5l-5 5", x - 2.5, y - 2.5);
}

static void
end_path(void)
{
    printf("\"/>\n");
}

/* The darts that hit, or those that miss. */
static void
draw(bool hit)
{
    for (int k = 0; k < DARTS; k++) {
        uint64_t z = par_u64(SEED, (uint64_t)k);
        double x = (double)(z >> 32) / 4294967296.0; /* 2^32 */
        double y = (double)(z & 0xFFFFFFFF) / 4294967296.0;
        if ((pi_hits(SEED, k, k + 1) == 1) == hit)
            (hit ? dot : cross)(LEFT + SIDE * x, TOP + SIDE * (1 - y));
    }
}

static void
legend(int hits)
{
    begin_dots();
    dot(384, 136);
    end_path();
    printf("<text class=\"txt ink\" x=\"402\" y=\"141\" fill=\"" INK
           "\">%d "
           "hits</text>\n",
           hits);
    begin_crosses();
    cross(384, 166);
    end_path();
    printf("<text class=\"txt ink\" x=\"402\" y=\"171\" fill=\"" INK
           "\">%d "
           "misses</text>\n",
           DARTS - hits);
    printf("<path class=\"rule\" d=\"M376 190H610\" fill=\"none\" "
           "stroke=\"" RULE "\" stroke-width=\"1.5\"/>\n");
    printf("<text class=\"txt ink\" x=\"376\" y=\"222\" fill=\"" INK "\" "
           "font-size=\"20\" font-weight=\"600\">4 × %d / %d = "
           "%.2f</text>\n",
           hits, DARTS, 4.0 * hits / DARTS);
    printf("<text class=\"lbl soft\" x=\"376\" y=\"246\" fill=\"" SOFT
           "\">the estimate of π</text>\n");
}

int
main(void)
{
    int hits = (int)pi_hits(SEED, 0, DARTS);
    open_figure(hits);
    begin_dots();
    draw(true);
    end_path();
    begin_crosses();
    draw(false);
    end_path();
    legend(hits);
    printf("</svg>\n");
    return 0;
}
