/*
 * planes_svg.c - triples of RANDU and triples of the darts in a cube, both
 * seen from the side from which RANDU's planes are lines, as SVG.
 *
 * Run:  ./planes_svg > planes.svg
 *
 * Colours stand in the attributes for readers without a style sheet; the
 * classes (s0 s1 txt lbl rule) let a page recolour them for a dark theme.
 */
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include "darts.h"

enum { SEED = 42, TRIPLES = 1000, SIDE = 190 };

#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"

struct point {
    double x, y, z;
};

static uint32_t state; /* RANDU's, always odd */
static uint64_t drawn; /* numbers taken from the darts' stream */

static double
randu(void)
{
    state = state * 65539 % 2147483648;
    return state * 0x1p-31;
}

static double
dart_number(void)
{
    return (double)(par_u64(SEED, drawn++) >> 33) * 0x1p-31;
}

/* Number z is 6y - 9x of the two before it, but for whole turns: these are
 * the whole turns of RANDU, and something in between for others. */
static double
turns(struct point p)
{
    return 9 * p.x - 6 * p.y + p.z;
}

/* Looking along the planes: `turns` goes to the right, and the direction
 * (2, 3, 0), which is at right angles to it, goes up. */
static void
print_point(const char *pen, struct point p, int left)
{
    printf("%s%.1f %.1f", pen,
           left + SIDE * (turns(p) + 6) / sqrt(9 * 9 + 6 * 6 + 1 * 1),
           316 - SIDE * (2 * p.x + 3 * p.y) / sqrt(2 * 2 + 3 * 3));
}

static void
cube(int left)
{
    printf("<path class=\"rule\" d=\"");
    for (int a = 0; a < 8; a++)
        for (int axis = 1; axis < 8; axis *= 2) {
            int b = a | axis;
            if (a == b)
                continue;
            print_point("M", (struct point){a & 1, a >> 1 & 1, a >> 2},
                        left);
            print_point("L", (struct point){b & 1, b >> 1 & 1, b >> 2},
                        left);
        }
    printf("\" fill=\"none\" stroke=\"" RULE "\" stroke-width=\"1.5\"/>\n");
}

/* Draws the triples; how many of them have a whole number of turns.  A
 * bit of *planes for each such number, the lowest for -6.  */
static int
draw(const char *name, double (*number)(void), int colour,
     const char *stroke, int left, unsigned *planes)
{
    int whole = 0;
    printf("<text class=\"txt ink\" x=\"%d\" y=\"24\" fill=\"" INK
           "\" font-weight=\"600\">%s</text>\n",
           left, name);
    cube(left);
    printf("<path class=\"s%d\" fill=\"none\" stroke=\"%s\" "
           "stroke-width=\"2.4\" stroke-linecap=\"round\" d=\"",
           colour, stroke);
    for (int i = 0; i < TRIPLES; i++) {
        struct point p;
        p.x = number();
        p.y = number();
        p.z = number();
        print_point("M", p, left);
        printf("h0");
        double t = turns(p);
        if (t == floor(t)) {
            whole++;
            *planes |= 1u << (int)(t + 6);
        }
    }
    printf("\"/>\n");
    return whole;
}

int
main(void)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"356\" viewBox=\"0 0 640 356\" role=\"img\" "
           "aria-labelledby=\"planes-t planes-d\" font-family=\"'Source "
           "Sans 3',Helvetica,Arial,sans-serif\" font-size=\"15\">\n");
    printf("<title id=\"planes-t\">%d triples of RANDU and of the "
           "darts</title>\n",
           TRIPLES);
    printf("<desc id=\"planes-d\">Two cubes of points, seen from the same "
           "side. In the cube of RANDU all points stand on parallel "
           "lines, with empty stripes between them. In the cube of the "
           "darts they are scattered.</desc>\n");
    unsigned seen = 0, also = 0;
    int count = 0;
    state = 2 * SEED + 1;
    int left = draw("RANDU", randu, 1, "#a84a08", 20, &seen);
    int right = draw("the darts", dart_number, 0, "#1f5f99", 340, &also);
    for (; seen > 0; seen /= 2)
        count += seen % 2;
    printf("<text class=\"lbl soft\" x=\"20\" y=\"342\" fill=\"" SOFT
           "\">on one of %d planes: %d of %d</text>\n",
           count, left, TRIPLES);
    printf("<text class=\"lbl soft\" x=\"340\" y=\"342\" fill=\"" SOFT
           "\">on one of these planes: %d of %d</text>\n",
           right, TRIPLES);
    printf("</svg>\n");
    return 0;
}
