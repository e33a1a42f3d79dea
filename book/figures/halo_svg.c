/*
 * halo_svg.c - ghosts and edges, and the order of one step, as SVG.
 *
 * Run:  ./halo_svg ghosts > ghosts.svg
 *       ./halo_svg lanes > lanes.svg
 *
 * Colours stand in the attributes for readers without a style sheet; the
 * classes (f0 s1 txt lbl rule) let a page recolour them for a dark theme.
 */
#include <stdio.h>
#include <string.h>

enum { RANKS = 3, CELLS = 4, GAP = 70 };

#define INK "#1f2328"
#define SOFT "#57534a"

static const char *const colour[RANKS] = {"#1f5f99", "#a84a08", "#1b7a5a"};

static void
open_figure(const char *name, int height, const char *title,
            const char *description)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"%d\" viewBox=\"0 0 640 %d\" role=\"img\" "
           "aria-labelledby=\"%s-t %s-d\" font-family=\"'Source Sans "
           "3',Helvetica,Arial,sans-serif\" font-size=\"14\">\n"
           "<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n",
           height, height, name, name, name, title, name, description);
}

static void
words(double x, double y, const char *anchor, const char *text)
{
    printf("<text class=\"txt ink\" x=\"%.1f\" y=\"%.1f\" fill=\"" INK
           "\" text-anchor=\"%s\">%s</text>\n",
           x, y, anchor, text);
}

static void
arrow(int shade, double x1, double y1, double x2, double y2)
{
    double back = y2 > y1 ? -7 : 7;
    printf("<path class=\"s%d\" d=\"M%.1f %.1fL%.1f %.1fm-5 %.1fl5 %.1fl5 "
           "%.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
           shade, x1, y1, x2, y2, back, -back, back, colour[shade]);
}

/* --- the cells of three ranks, one row a rank ---------------------------
 */

static double
cell_x(int rank, int i)
{
    return 116 + (rank * CELLS + i) * 37.0;
}

static double
row_y(int rank)
{
    return 30 + rank * GAP;
}

static void
cell(int rank, int i)
{
    int owner = i == 0 ? rank - 1 : i == CELLS + 1 ? rank + 1 : rank;
    int ghost = owner != rank, fixed = owner < 0 || owner == RANKS;
    const char *shade = fixed ? SOFT : colour[owner];
    printf("<rect class=\"%s%d\" x=\"%.1f\" y=\"%.1f\" width=\"34\" "
           "height=\"26\" rx=\"4\" fill=\"%s\" fill-opacity=\"%s\" "
           "stroke=\"%s\"%s/>\n",
           fixed ? "axis" : "f", fixed ? 0 : owner, cell_x(rank, i),
           row_y(rank), fixed ? "none" : shade, ghost ? "0.12" : "0.85",
           shade, ghost ? " stroke-dasharray=\"4 3\"" : "");
    if (fixed)
        words(cell_x(rank, i) + 17, row_y(rank) + 18, "middle",
              owner < 0 ? "100" : "0");
}

static void
ghosts(void)
{
    open_figure(
        "ghosts", 240, "Ghost cells of three ranks",
        "Three rows, one for each rank, each with four cells and a "
        "place on both sides. The places hold copies of the "
        "neighbours' edge cells, drawn with a broken outline in the "
        "neighbour's colour; arrows lead from each edge cell to its "
        "copy. The first place of rank 0 and the last of rank 2 are "
        "the fixed ends, 100 and 0.");
    for (int rank = 0; rank < RANKS; rank++) {
        char text[32];
        snprintf(text, sizeof text, "rank %d", rank);
        words(20, row_y(rank) + 18, "start", text);
        for (int i = 0; i <= CELLS + 1; i++)
            cell(rank, i);
    }
    for (int rank = 0; rank + 1 < RANKS; rank++) {
        arrow(rank, cell_x(rank, CELLS) + 17, row_y(rank) + 30,
              cell_x(rank + 1, 0) + 17, row_y(rank + 1) - 4);
        arrow(rank + 1, cell_x(rank + 1, 1) + 17, row_y(rank + 1) - 4,
              cell_x(rank, CELLS + 1) + 17, row_y(rank) + 30);
    }
    words(320, 228, "middle",
          "full: a cell of its own; broken outline: a copy of the "
          "neighbour's");
    printf("</svg>\n");
}

/* --- the order of one step, two ways -------------------------------------
 */

struct bar {
    double x, width;
    const char *text;
    int filled;
};

static void
lane(int rank, double y, const struct bar *bar, int bars)
{
    double end = bar[bars - 1].x + bar[bars - 1].width + 6;
    printf("<path class=\"axis\" d=\"M%.1f %.1fH624\" stroke=\"" SOFT
           "\" stroke-dasharray=\"2 5\" fill=\"none\"/>\n"
           "<circle class=\"f%d\" cx=\"20\" cy=\"%.1f\" r=\"12\" "
           "fill=\"%s\"/><text class=\"onfill\" x=\"20\" y=\"%.1f\" "
           "text-anchor=\"middle\" font-weight=\"600\" "
           "fill=\"#ffffff\">%d</text>\n",
           end, y, rank, y, colour[rank], y + 5, rank);
    for (int k = 0; k < bars; k++)
        printf("<rect class=\"%c%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
               "height=\"24\" rx=\"5\" fill=\"%s\" stroke=\"%s\"/>"
               "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" font-size=\"13\" "
               "text-anchor=\"middle\" fill=\"%s\">%s</text>\n",
               bar[k].filled ? 'f' : 's', rank, bar[k].x, y - 12,
               bar[k].width, bar[k].filled ? colour[rank] : "none",
               colour[rank], bar[k].filled ? "onfill" : "ink txt",
               bar[k].x + bar[k].width / 2, y + 5,
               bar[k].filled ? "#ffffff" : INK, bar[k].text);
}

static void
lanes(void)
{
    static const struct bar in_line[] = {{50, 92, "Sendrecv", 0},
                                         {150, 92, "Sendrecv", 0},
                                         {250, 250, "all cells", 1}};
    static const struct bar overlap[] = {{50, 58, "start", 0},
                                         {116, 226, "inner cells", 1},
                                         {350, 50, "wait", 0},
                                         {408, 60, "edges", 1}};
    open_figure(
        "lanes", 290, "The order of one step, two ways",
        "Two pairs of lanes. Above, ranks 0 and 1 call MPI_Sendrecv "
        "twice and then compute all cells; the messages travel "
        "while nobody computes. Below, they start the messages, "
        "compute the inner cells while the messages travel, wait, "
        "and compute the edge cells.");
    words(46, 20, "start", "heat_sendrecv: trade, then compute");
    lane(0, 48, in_line, 3);
    lane(1, 108, in_line, 3);
    arrow(0, 180, 62, 216, 94);
    arrow(1, 80, 94, 116, 62);
    words(46, 164, "start",
          "heat_overlap: compute while the messages travel");
    lane(0, 192, overlap, 4);
    lane(1, 252, overlap, 4);
    arrow(0, 90, 206, 300, 238);
    arrow(1, 90, 238, 300, 206);
    printf("</svg>\n");
}

int
main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "lanes") == 0)
        lanes();
    else
        ghosts();
    return 0;
}
