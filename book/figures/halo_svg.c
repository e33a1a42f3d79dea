/*
 * halo_svg.c - ghosts and edges, as SVG.
 *
 * Run:  ./halo_svg > ghosts.svg
 *
 * Colours stand in the attributes for readers without a style sheet; the
 * classes (f0 s1 txt lbl rule) let a page recolour them for a dark theme.
 */
#include <stdio.h>

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

int
main(void)
{
    ghosts();
    return 0;
}
