/*
 * laws_svg.c - draws how many times as fast a job becomes that stays, and
 * one that grows: 10 serial steps, 90 shared ones, as in chapter 6's ticks.
 *
 * Run:  ./laws_svg > laws.svg
 *
 * The steps are counted as ticks.c counts them; both axes double.
 */
#include <math.h>
#include <stdio.h>

enum { SERIAL = 10, SHARED = 90, DOUBLINGS = 10 };
enum { LEFT = 56, WIDE = 400, BOTTOM = 300, HIGH = 270 };

#define SOFT "#57534a"
#define RULE "#ddd8cc"

static long
count_ticks(long serial, long shared, int workers)
{
    return serial + (shared + workers - 1) / workers;
}

static double
speedup(int workers, int grow)
{
    long job = grow ? (long)SHARED * workers : SHARED;
    return (double)count_ticks(SERIAL, job, 1) /
           (double)count_ticks(SERIAL, job, workers);
}

static double
x_of(double workers)
{
    return LEFT + WIDE * log2(workers) / DOUBLINGS;
}

static double
y_of(double times)
{
    return BOTTOM - HIGH * log2(times) / DOUBLINGS;
}

static void
curve(int grow, const char *colour, const char *name)
{
    double last = 1;
    printf("<path class=\"s%d\" fill=\"none\" stroke=\"%s\" "
           "stroke-width=\"2\" d=\"",
           grow, colour);
    for (int d = 0; d <= DOUBLINGS; d++)
        printf("%c%.1f %.1f", d ? 'L' : 'M', x_of(1 << d),
               y_of(speedup(1 << d, grow)));
    printf("\"/>\n");
    for (int d = 0; d <= DOUBLINGS; d++) {
        last = speedup(1 << d, grow);
        printf("<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\" "
               "fill=\"%s\"/>\n",
               grow, x_of(1 << d), y_of(last), colour);
    }
    printf("<text class=\"ink\" x=\"%.1f\" y=\"%.1f\" fill=\"#1f2328\">%s"
           "</text>\n",
           x_of(1024) + 14, y_of(last) + 5 + 12 * grow, name);
}

static void
axes(void)
{
    for (int d = 0; d <= DOUBLINGS; d += 2) {
        printf("<path class=\"rule\" d=\"M%d %.1fh%d\" stroke=\"" RULE
               "\"/>\n<text class=\"soft\" x=\"%d\" y=\"%.1f\" "
               "text-anchor=\"end\" fill=\"" SOFT "\">%d</text>\n<text "
               "class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" "
               "fill=\"" SOFT "\">%d</text>\n",
               LEFT, y_of(1 << d), WIDE, LEFT - 10, y_of(1 << d) + 5,
               1 << d, x_of(1 << d), BOTTOM + 22, 1 << d);
    }
    printf("<path class=\"axis\" d=\"M%d %dL%d %d\" stroke=\"" SOFT
           "\" stroke-dasharray=\"5 5\"/>\n<text class=\"soft\" x=\"%d\" "
           "y=\"%d\" text-anchor=\"middle\" fill=\"" SOFT "\">workers"
           "</text>\n<text class=\"soft\" x=\"0\" y=\"16\" fill=\"" SOFT
           "\">times as fast</text>\n<text class=\"soft\" x=\"%d\" "
           "y=\"%d\" fill=\"" SOFT "\">ideal</text>\n",
           LEFT, BOTTOM, LEFT + WIDE, BOTTOM - HIGH, LEFT + WIDE / 2,
           BOTTOM + 44, LEFT + WIDE + 14, BOTTOM - HIGH - 4);
}

int
main(void)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"350\" viewBox=\"0 0 640 350\" role=\"img\" "
           "aria-labelledby=\"laws-t laws-d\" font-family=\"'Source Sans "
           "3',Helvetica,Arial,sans-serif\" font-size=\"14\">\n"
           "<title id=\"laws-t\">A job that stays and a job that grows"
           "</title>\n<desc id=\"laws-d\">Speed-up of 1 to 1024 workers, "
           "10 of 100 steps serial. With 1024 workers the job that stays "
           "is %.2f times as fast, the job that grows %.1f times.</desc>\n",
           speedup(1024, 0), speedup(1024, 1));
    axes();
    curve(0, "#1f5f99", "the job stays");
    curve(1, "#a84a08", "the job grows");
    printf("</svg>\n");
    return 0;
}
