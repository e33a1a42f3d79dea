/* probe_heat.h - what the probes of chapter 9 share. */
#ifndef MANY_HANDS_PROBE_HEAT_H
#define MANY_HANDS_PROBE_HEAT_H

#include <stddef.h>
#include <stdint.h>

/* n doubles in memory of just that size, from numbers of the question; a
 * step beyond either end is seen by AddressSanitizer.  Freed by free. */
double *new_cells(const int64_t *values, size_t n);

/* The bits of n doubles. */
void say_cells(const double *cells, size_t n);

#endif
