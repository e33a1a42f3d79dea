/* probe_rod.h - one rank's part of a rod, for heat_run and heat_overlap. */
#ifndef MANY_HANDS_PROBE_ROD_H
#define MANY_HANDS_PROBE_ROD_H

#include <stddef.h>
#include <stdint.h>

struct rod {
    double *u; /* freed by free */
    size_t size;
    int n_local;
    int64_t steps;
    double r;
};

/* Reads the question and makes this rank's part.  Every temperature of the
 * rod stands in the question; the rank takes its own. */
struct rod ask_rod(void);

/* That of contract.h; it leaves a mark in the record of the case. */
void heat_cells(const double *u, double *v, int first, int last, double r);

#endif
