/*
 * bcast_svg.c - draws a broadcast on eight ranks, in a line and along a
 * tree.
 *
 * Run:  ./bcast_svg > bcast.svg
 *
 * Who sends to whom in which round comes from the loops of chapter 10's
 * tree_bcast.c.  A rank's lane is drawn through from the moment it has the
 * data.
 */
#include <stdio.h>

enum { RANKS = 8, TOP = 50, LANE = 34, ROUND = 46, HEIGHT = 340 };

#define INK "#7b766e"
#define DATA "#1f5f99"
#define MONO "font-family=\"'Source Code Pro',monospace\""

static int
y_of(int rank)
{
    return TOP + LANE * rank;
}

static void
draw_message(int left, int from, int to, int round)
{
    int x = left + ROUND * round;
    printf(
        "<path class=\"s0\" d=\"M%d %dL%d %d\" stroke=\"" DATA "\" "
        "stroke-width=\"1.8\" fill=\"none\" marker-end=\"url(#tip)\"/>\n",
        x, y_of(from), x + ROUND - 7, y_of(to) - 4);
}

/* The lane of a rank that has the data after `round` rounds of `rounds`. */
static void
draw_lane(int left, int rank, int round, int rounds)
{
    int y = y_of(rank), from = left + ROUND * round;
    int end = left + ROUND * rounds + 16;
    printf(
        "<path class=\"axis\" d=\"M%d %dH%d\" stroke=\"" INK "\" "
        "stroke-width=\"1.2\" stroke-dasharray=\"2 5\" fill=\"none\"/>\n",
        left, y, from);
    printf("<path class=\"s0\" d=\"M%d %dH%d\" stroke=\"" DATA "\" "
           "stroke-width=\"3\" fill=\"none\"/>\n",
           from, y, end);
    printf("<circle class=\"f0\" cx=\"%d\" cy=\"%d\" r=\"11\" "
           "fill=\"" DATA "\"/><text class=\"onfill\" x=\"%d\" y=\"%d\" "
           "text-anchor=\"middle\" font-size=\"13\" font-weight=\"600\" "
           "fill=\"#ffffff\">%d</text>\n",
           left - 14, y, left - 14, y + 5, rank);
}

static void
draw_head(int left, const char *name, int rounds)
{
    printf("<text class=\"ink txt\" x=\"%d\" y=\"24\" font-size=\"14\" "
           "fill=\"" INK "\">%s: %d rounds</text>\n",
           left - 24, name, rounds);
    for (int r = 0; r < rounds; r++)
        printf("<text class=\"ink mono\" x=\"%d\" y=\"%d\" " MONO
               " font-size=\"12\" text-anchor=\"middle\" fill=\"" INK
               "\">%d</text>\n",
               left + ROUND * r + ROUND / 2, y_of(RANKS) + 2, r + 1);
}

int
main(void)
{
    const int line = 40, tree = line + ROUND * (RANKS - 1) + 80;
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"%d\" viewBox=\"0 0 640 %d\" role=\"img\" "
           "aria-labelledby=\"bcast-t bcast-d\" font-family=\"'Source "
           "Sans 3',Helvetica,Arial,sans-serif\">\n",
           HEIGHT, HEIGHT);
    printf(
        "<title id=\"bcast-t\">A broadcast in a line and along a "
        "tree</title>\n<desc id=\"bcast-d\">Two pictures of eight lanes, "
        "one for each rank, from left to right in rounds. In a line, "
        "rank 0 sends to ranks 1, 2, 3, 4, 5, 6 and 7 in seven rounds. "
        "Along a tree, rank 0 sends to 1 in the first round, 0 and 1 to "
        "2 and 3 in the second, and 0, 1, 2 and 3 to 4, 5, 6 and 7 in "
        "the third.</desc>\n");
    printf("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" "
           "refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
           "orient=\"auto\"><path class=\"f0\" fill=\"" DATA "\" "
           "d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    draw_head(line, "in a line", RANKS - 1);
    for (int rank = 0; rank < RANKS; rank++)
        draw_lane(line, rank, rank, RANKS - 1);
    for (int to = 1; to < RANKS; to++)
        draw_message(line, 0, to, to - 1);

    int round = 0;
    for (int step = 1; step < RANKS; step *= 2, round++)
        for (int rank = 0; rank < step; rank++)
            draw_message(tree, rank, rank + step, round);
    draw_head(tree, "along a tree", round);
    for (int rank = 0; rank < RANKS; rank++) {
        int has = 0;
        while (1 << has <= rank)
            has++;
        draw_lane(tree, rank, has, round);
    }
    printf("</svg>\n");
    return 0;
}
