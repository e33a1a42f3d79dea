/*
 * allreduce_svg.c - draws four ranks that meet in MPI_Allreduce.
 *
 * Run:  ./allreduce_svg > allreduce.svg
 *
 * The hits are those of chapter 5's pi_mpi_allreduce.c.  How long a rank
 * throws is anybody's guess: the bars differ, so that somebody waits.
 */
#include <inttypes.h>
#include <stdio.h>

#include "darts.h"

enum { RANKS = 4, TOP = 58, LANE = 46, BOX = 386, OUT = 462 };

static const int64_t darts = 42000000;
static const char *const colour[] = {"#1f5f99", "#a84a08", "#1b7a5a",
                                     "#8a3d91"};
static const int length[] = {196, 168, 214, 182};

#define SOFT "fill=\"#7b766e\""
#define MONO "font-family=\"'Source Code Pro',monospace\""

static void
draw_head(const int64_t *mine, int64_t total)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"258\" viewBox=\"0 0 640 258\" role=\"img\" "
           "aria-labelledby=\"allreduce-t allreduce-d\" "
           "font-family=\"'Source Sans 3',Helvetica,Arial,sans-serif\">\n"
           "<title id=\"allreduce-t\">Four ranks meet in "
           "MPI_Allreduce</title>\n");
    printf("<desc id=\"allreduce-d\">Four lanes, one for each rank. Each "
           "rank runs pi_hits, for a slightly different time, and has its "
           "own mine: %" PRId64 ", %" PRId64 ", %" PRId64 " and %" PRId64
           ". All lanes enter one box, MPI_Allreduce, and leave it "
           "together, each with the total %" PRId64 ".</desc>\n",
           mine[0], mine[1], mine[2], mine[3], total);
}

static void
draw_rank(int rank, int64_t mine, int64_t total)
{
    int y = TOP + LANE * rank, end = 46 + length[rank];
    const char *own = colour[rank];
    printf("<path class=\"axis\" d=\"M34 %dH624\" stroke=\"#7b766e\" "
           "stroke-width=\"1.2\" stroke-dasharray=\"2 5\" "
           "fill=\"none\"/>\n",
           y);
    printf("<circle class=\"f%d\" cx=\"20\" cy=\"%d\" r=\"13\" "
           "fill=\"%s\"/><text class=\"onfill\" x=\"20\" y=\"%d\" "
           "text-anchor=\"middle\" font-size=\"14\" font-weight=\"600\" "
           "fill=\"#ffffff\">%d</text>\n",
           rank, y, own, y + 5, rank);
    printf("<rect class=\"f%d\" x=\"46\" y=\"%d\" width=\"%d\" "
           "height=\"24\" rx=\"6\" fill=\"%s\"/><text class=\"onfill "
           "mono\" x=\"58\" y=\"%d\" " MONO " font-size=\"13\" "
           "fill=\"#ffffff\">pi_hits</text>\n",
           rank, y - 12, length[rank], own, y + 5);
    printf(
        "<text class=\"ink txt\" x=\"272\" y=\"%d\" font-size=\"13\" " SOFT
        ">mine %" PRId64 "</text>\n",
        y - 6, mine);
    printf("<path class=\"s%d\" d=\"M%d %dH%d\" stroke=\"%s\" "
           "stroke-width=\"2.2\" fill=\"none\"/>\n",
           rank, end + 4, y, BOX, own);
    printf("<path class=\"s%d\" d=\"M%d %dH486m-7 -5l7 5l-7 5\" "
           "stroke=\"%s\" stroke-width=\"2.2\" fill=\"none\"/>\n",
           rank, OUT, y, own);
    printf(
        "<text class=\"ink txt\" x=\"494\" y=\"%d\" font-size=\"13\" " SOFT
        ">total %" PRId64 "</text>\n",
        y - 6, total);
}

static void
draw_box(void)
{
    printf("<rect class=\"axis\" x=\"%d\" y=\"34\" width=\"%d\" "
           "height=\"186\" rx=\"8\" fill=\"none\" stroke=\"#7b766e\" "
           "stroke-width=\"1.6\"/>\n",
           BOX, OUT - BOX);
    printf("<text class=\"ink txt\" x=\"424\" y=\"135\" "
           "text-anchor=\"middle\" font-size=\"26\" " SOFT
           ">\u03a3</text>\n"
           "<text class=\"ink txt mono\" x=\"424\" y=\"22\" "
           "text-anchor=\"middle\" " MONO " font-size=\"13\" " SOFT
           ">MPI_Allreduce</text>\n"
           "<text class=\"ink txt\" x=\"8\" y=\"22\" font-size=\"14\" "
           "font-weight=\"600\" " SOFT ">ranks</text>\n"
           "<text class=\"ink txt\" x=\"320\" y=\"246\" "
           "text-anchor=\"middle\" font-size=\"14\" " SOFT
           ">time runs to the right; nobody leaves the box before "
           "everybody has come</text>\n</svg>\n");
}

int
main(void)
{
    int64_t mine[RANKS], total = 0, share = darts / RANKS;
    for (int rank = 0; rank < RANKS; rank++) {
        mine[rank] = pi_hits(42, rank * share, (rank + 1) * share);
        total += mine[rank];
    }
    draw_head(mine, total);
    for (int rank = 0; rank < RANKS; rank++)
        draw_rank(rank, mine[rank], total);
    draw_box();
    return 0;
}
