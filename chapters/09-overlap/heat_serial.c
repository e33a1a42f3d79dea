/*
 * heat_serial.c - a cold rod with one hot end, cell by cell.
 *
 * The left end is kept at 100 degrees, the right end at 0.  Prints every
 * fourth cell from time to time, and a fingerprint of all bits at the end.
 *
 *     ./heat_serial [cells] [steps]
 *
 * Try: 10000 steps (a straight line); write into u instead of v.
 */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "rod.h"

int
main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 24;
    int steps = argc > 2 ? atoi(argv[2]) : 1000;
    if (n < 1 || steps < 0) {
        fprintf(stderr, "heat_serial: 1 cell or more, 0 steps or more\n");
        return EXIT_FAILURE;
    }
    size_t places = (size_t)n + 2;
    double *u = check_alloc(calloc(places, sizeof *u), "calloc");
    double *v = check_alloc(calloc(places, sizeof *v), "calloc");
    // ANCHOR: loop
    u[0] = v[0] = 100.0; /* the hot end; everything else is 0 */
    for (int t = 0, next = 1; t < steps; t++) {
        step_cells(u, v, 1, n);
        double *swap = u;
        u = v;
        v = swap;
        if (t + 1 == next) {
            printf("after %4d steps:", t + 1);
            for (int i = 1; i <= n; i += 4)
                printf(" %5.1f", u[i]);
            printf("\n");
            next *= 10;
        }
    }
    // ANCHOR_END: loop
    printf("%d cells, %d steps: fingerprint %016llx\n", n, steps,
           (unsigned long long)fingerprint(u, n, 0));
    free(u);
    free(v);
    return EXIT_SUCCESS;
}
