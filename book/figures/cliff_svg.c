/*
 * cliff_svg.c - draws what one message takes against its length, and where
 * MPI_Send begins to wait, for both MPIs, from what cliff.sh measured.
 *
 * Run:  ./cliff_svg < cliff.csv > cliff.svg
 *
 * Both axes grow by factors.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MPIS = 2,
    MOST = 40,
    LEFT = 70,
    WIDE = 540,
    BOTTOM = 290,
    HIGH = 240
};

#define SOFT "#57534a"
#define RULE "#ddd8cc"

static const char *const names[MPIS] = {"openmpi", "mpich"};
static const char *const titles[MPIS] = {"Open MPI", "MPICH"};
static const char *const colours[MPIS] = {"#1f5f99", "#a84a08"};

struct record {
    int n, limit; /* limit: the longest message that is buffered */
    double bytes[MOST], us[MOST];
};
static struct record records[MPIS];

/* Lines `MPI,limit,BYTES` and `MPI,BYTES,MICROSECONDS`. */
static void
read_records(void)
{
    char line[200];
    while (fgets(line, sizeof line, stdin)) {
        for (int m = 0; m < MPIS; m++) {
            size_t long_ = strlen(names[m]);
            struct record *r = &records[m];
            const char *rest = line + long_ + 1;
            if (strncmp(line, names[m], long_) != 0 || r->n == MOST)
                continue;
            if (sscanf(rest, "limit,%d", &r->limit) != 1 &&
                sscanf(rest, "%lf,%lf", &r->bytes[r->n], &r->us[r->n]) == 2)
                r->n++;
        }
    }
    for (int m = 0; m < MPIS; m++)
        if (records[m].n < 2 || records[m].limit == 0) {
            fprintf(stderr, "cliff_svg: nothing of %s\n", titles[m]);
            exit(EXIT_FAILURE);
        }
}

static double
x_of(double bytes)
{
    return LEFT + WIDE * log2(bytes / 8) / 19; /* 8 B to 4 MiB */
}

static double
y_of(double us)
{
    return BOTTOM - HIGH * log10(us / 0.1) / 4.2; /* 0.1 us to 1.6 ms */
}

static void
axes(void)
{
    static const struct {
        double at;
        const char *word;
    } x[] = {{8, "8 B"},
             {1 << 10, "1 KiB"},
             {1 << 15, "32 KiB"},
             {1 << 20, "1 MiB"}},
      y[] = {
          {0.1, "0.1"}, {1, "1"}, {10, "10"}, {100, "100"}, {1000, "1000"}};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        printf("<text class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\""
               "middle\" fill=\"" SOFT "\">%s</text>\n",
               x_of(x[i].at), BOTTOM + 22, x[i].word);
    for (size_t i = 0; i < sizeof y / sizeof *y; i++)
        printf("<path class=\"rule\" d=\"M%d %.1fh%d\" stroke=\"" RULE
               "\"/><text class=\"soft\" x=\"%d\" y=\"%.1f\" "
               "text-anchor=\"end\" fill=\"" SOFT "\">%s</text>\n",
               LEFT, y_of(y[i].at), WIDE, LEFT - 10, y_of(y[i].at) + 5,
               y[i].word);
    printf("<text class=\"soft\" x=\"0\" y=\"16\" fill=\"" SOFT "\">"
           "microseconds for one message</text>\n");
}

static void
curve(int m)
{
    const struct record *r = &records[m];
    double x = x_of(r->limit);
    printf("<path class=\"s%d\" d=\"M%.1f %dv%d\" stroke=\"%s\" "
           "stroke-dasharray=\"5 5\"/>\n<path class=\"s%d\" fill=\"none\" "
           "stroke=\"%s\" stroke-width=\"2\" d=\"",
           m, x, BOTTOM, -HIGH, colours[m], m, colours[m]);
    for (int i = 0; i < r->n; i++)
        printf("%c%.1f %.1f", i ? 'L' : 'M', x_of(r->bytes[i]),
               y_of(r->us[i]));
    printf("\"/>\n");
    for (int i = 0; i < r->n; i++)
        printf("<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" "
               "fill=\"%s\"/>\n",
               m, x_of(r->bytes[i]), y_of(r->us[i]), colours[m]);
    printf("<text class=\"ink\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" "
           "fill=\"#1f2328\">%s: %d B</text>\n",
           x + (m ? 8 : -8), BOTTOM - HIGH - 4, m ? "start" : "end",
           titles[m], r->limit);
}

int
main(void)
{
    read_records();
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "
           "height=\"324\" viewBox=\"0 0 640 324\" role=\"img\" "
           "aria-labelledby=\"cliff-t cliff-d\" font-family=\"'Source "
           "Sans 3',Helvetica,Arial,sans-serif\" font-size=\"14\">\n"
           "<title id=\"cliff-t\">What a message takes, and where a send "
           "begins to wait</title>\n<desc id=\"cliff-d\">Microseconds "
           "for one message from 8 bytes to 4 MiB. A dashed line for each "
           "MPI stands at the longest message that is buffered:");
    for (int m = 0; m < MPIS; m++)
        printf(" %d bytes with %s%s", records[m].limit, titles[m],
               m ? ".</desc>\n" : ",");
    axes();
    for (int m = 0; m < MPIS; m++)
        curve(m);
    printf("</svg>\n");
    return EXIT_SUCCESS;
}
