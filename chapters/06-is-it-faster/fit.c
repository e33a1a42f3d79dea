/*
 * fit.c - which serial part would explain these times?
 *
 * Draws the line  seconds = serial + shared / workers  through measured
 * times: through all of them as well as it can, and, for each row, exactly
 * through the first run and this one.
 *
 * Run:  ./fit WORKERS SECONDS WORKERS SECONDS ...
 *       for instance ./fit 1 8.0 2 4.4 4 2.6 8 1.7
 * Try:  times that stop falling: 1 8.0 2 4.4 4 3.2 8 3.4
 */
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 64 };

// ANCHOR: line
struct line {
    double serial, shared; /* seconds */
};

/* The line with the least sum of squared errors, in x = 1 / workers. */
static struct line
fit(const int *workers, const double *seconds, int n)
{
    double x_sum = 0, y_sum = 0, xx = 0, xy = 0;
    for (int i = 0; i < n; i++) {
        double x = 1.0 / workers[i];
        x_sum += x;
        y_sum += seconds[i];
        xx += x * x;
        xy += x * seconds[i];
    }
    double slope = (n * xy - x_sum * y_sum) / (n * xx - x_sum * x_sum);
    return (struct line){(y_sum - slope * x_sum) / n, slope};
}

static double
serial_fraction(struct line l)
{
    return l.serial / (l.serial + l.shared);
}
// ANCHOR_END: line

int
main(int argc, char **argv)
{
    int p[MOST], n = 0;
    double t[MOST];
    for (int i = 1; i + 1 < argc && n < MOST; i += 2, n++) {
        p[n] = atoi(argv[i]);
        t[n] = atof(argv[i + 1]);
        if (p[n] < 1 || !(t[n] > 0) || (n > 0 && p[n] <= p[n - 1]))
            break;
    }
    if (n < 2 || argc != 2 * n + 1) {
        fprintf(stderr, "fit: pairs of workers and seconds, at least two, "
                        "in increasing order of workers\n");
        return EXIT_FAILURE;
    }
    printf("workers   seconds  serial fraction\n");
    printf("%7d %9.4f\n", p[0], t[0]);
    // ANCHOR: rows
    for (int i = 1; i < n; i++) {
        struct line two =
            fit((int[]){p[0], p[i]}, (double[]){t[0], t[i]}, 2);
        printf("%7d %9.4f %16.3f\n", p[i], t[i], serial_fraction(two));
    }
    struct line all = fit(p, t, n);
    printf("all runs: %.4f s serial, %.4f s shared: fraction %.3f\n",
           all.serial, all.shared, serial_fraction(all));
    // ANCHOR_END: rows
    return EXIT_SUCCESS;
}
