/*
 * place_svg.c - draws two nodes, their sockets and cores, and the ranks
 * that own them.
 *
 * Run:  ./place_svg > place.svg
 *
 * Four ranks with four threads go by slot to sockets of six cores.  The
 * place of a rank comes from the loop below, as a launcher finds it.
 */
#include <stdio.h>

enum { NODES = 2, SOCKETS = 2, CORES = 6, THREADS = 4 };
enum { LEFT = 74, TOP = 44, CELL = 38, SOCKET = 262, NODE = 84 };

#define INK "#7b766e"

static const char *const colours[] = {"#1f5f99", "#a84a08", "#1b7a5a",
                                      "#8a3d91"};

/* A core: free if rank is negative. */
static void
draw_core(int node, int socket, int core, int rank)
{
    int x = LEFT + SOCKET * socket + CELL * core, y = TOP + NODE * node;
    if (rank < 0) {
        printf("<rect class=\"axis\" x=\"%d\" y=\"%d\" width=\"%d\" "
               "height=\"%d\" rx=\"4\" fill=\"none\" stroke=\"" INK
               "\" stroke-dasharray=\"3 3\"/>\n",
               x, y, CELL - 6, CELL - 6);
        return;
    }
    printf("<rect class=\"f%d\" x=\"%d\" y=\"%d\" width=\"%d\" "
           "height=\"%d\" rx=\"4\" fill=\"%s\"/>"
           "<text class=\"onfill\" x=\"%d\" y=\"%d\" font-size=\"14\" "
           "font-weight=\"600\" text-anchor=\"middle\" "
           "fill=\"#ffffff\">%d</text>\n",
           rank, x, y, CELL - 6, CELL - 6, colours[rank],
           x + (CELL - 6) / 2, y + 21, rank);
}

static void
draw_label(int x, int y, const char *what, int number)
{
    printf("<text class=\"ink txt\" x=\"%d\" y=\"%d\" font-size=\"14\" "
           "fill=\"" INK "\">%s %d</text>\n",
           x, y, what, number);
}

int
main(void)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"180\" viewBox=\"0 0 640 180\" role=\"img\" "
           "aria-labelledby=\"place-t place-d\" font-family=\"'Source "
           "Sans 3',Helvetica,Arial,sans-serif\">\n"
           "<title id=\"place-t\">Four ranks on two nodes</title>\n"
           "<desc id=\"place-d\">Two nodes with two sockets of six cores "
           "each. Every socket has one rank on its first four cores, ranks "
           "0 and 1 on node 0, ranks 2 and 3 on node 1; two cores of each "
           "socket are free.</desc>\n");
    for (int s = 0; s < SOCKETS; s++)
        draw_label(LEFT + SOCKET * s, 26, "socket", s);
    for (int n = 0; n < NODES; n++) {
        draw_label(8, TOP + NODE * n + 21, "node", n);
        for (int s = 0; s < SOCKETS; s++)
            for (int c = 0; c < CORES; c++) {
                int on_socket = CORES / THREADS, slot = c / THREADS;
                int first = (n * SOCKETS + s) * on_socket;
                draw_core(n, s, c, slot < on_socket ? first + slot : -1);
            }
    }
    printf("</svg>\n");
    return 0;
}
