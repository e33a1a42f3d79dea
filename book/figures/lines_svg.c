/*
 * lines_svg.c - four counters on lines of memory, packed and padded, as
 * SVG.
 *
 * Run:  ./lines_svg > lines.svg
 *
 * Where the counters lie is asked of the compiler: the types are those of
 * chapters/07-threads-that-share/padded.c.  Colours stand in the attributes
 * for readers without a style sheet; the classes let a page recolour them.
 */
#include <stdint.h>
#include <stdio.h>

enum { LINE = 64, COUNTERS = 4, BYTE = 8, ROW = 34, LEFT = 84 };

#define INK "#1f2328"
#define SOFT "#57534a"
#define RULE "#ddd8cc"

static const char *const colour[COUNTERS] = {"#1f5f99", "#a84a08",
                                             "#1b7a5a", "#8a3d91"};

struct packed {
    int64_t count;
};

struct padded {
    _Alignas(LINE) int64_t count;
};

static _Alignas(LINE) struct packed packed[COUNTERS];
static struct padded padded[COUNTERS];

static void
line(int y, int number)
{
    printf("<text class=\"lbl soft\" x=\"%d\" y=\"%d\" fill=\"" SOFT
           "\" text-anchor=\"end\">line %d</text>\n",
           LEFT - 12, y + 19, number);
    printf("<rect class=\"rule\" x=\"%d\" y=\"%d\" width=\"%d\" "
           "height=\"26\" fill=\"none\" stroke=\"" RULE "\" "
           "stroke-width=\"1.5\"/>\n",
           LEFT, y, LINE * BYTE);
}

/* The counters at base, base + size, ...; how many lines they touch. */
static int
draw(const char *title, int y, const void *base, size_t size)
{
    int lines = 0;
    printf("<text class=\"txt ink\" x=\"%d\" y=\"%d\" fill=\"" INK
           "\" font-weight=\"600\">%s, %zu bytes each</text>\n",
           LEFT, y, title, size);
    for (int k = 0; k < COUNTERS; k++) {
        uintptr_t at = (uintptr_t)base + (uintptr_t)k * size;
        int number = (int)(at / LINE - (uintptr_t)base / LINE);
        int top = y + 14 + number * ROW, x = LEFT + (int)(at % LINE) * BYTE;
        if (number == lines)
            line(top, lines++);
        printf("<rect class=\"f%d\" x=\"%d\" y=\"%d\" width=\"%d\" "
               "height=\"26\" fill=\"%s\" fill-opacity=\"0.25\"/>\n",
               k, x, top, (int)sizeof(int64_t) * BYTE, colour[k]);
        printf("<text class=\"lbl ink\" x=\"%d\" y=\"%d\" fill=\"" INK
               "\" text-anchor=\"middle\">%d</text>\n",
               x + (int)sizeof(int64_t) * BYTE / 2, top + 18, k);
    }
    return lines;
}

int
main(void)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"284\" viewBox=\"0 0 640 284\" role=\"img\" "
           "aria-labelledby=\"lines-t lines-d\" font-family=\"'Source Sans "
           "3',Helvetica,Arial,sans-serif\" font-size=\"15\">\n");
    printf("<title id=\"lines-t\">Four counters on lines of 64 "
           "bytes</title>\n");
    printf("<desc id=\"lines-d\">Packed, the counters 0 to 3 lie side by "
           "side on one line. Padded, each of them stands at the beginning "
           "of a line of its own.</desc>\n");
    draw("packed", 24, packed, sizeof packed[0]);
    draw("padded", 110, padded, sizeof padded[0]);
    printf("</svg>\n");
    return 0;
}
