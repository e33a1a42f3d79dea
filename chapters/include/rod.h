/*
 * rod.h - a rod of cells: one step of heat, and a fingerprint.
 *
 * An array u of n + 2 doubles holds cells 1 to n; u[0] and u[n + 1] stand
 * beside them.  The programs of chapter 9 share this file, so that one step
 * is the same step in all of them.
 */
#ifndef MANY_HANDS_ROD_H
#define MANY_HANDS_ROD_H

#include <stdint.h>
#include <string.h>

// ANCHOR: step
/* The new temperatures of the cells first to last: a quarter of each
 * neighbour and half of the cell itself. */
static inline void
step_cells(const double *u, double *v, int first, int last)
{
    for (int i = first; i <= last; i++)
        v[i] = 0.25 * u[i - 1] + 0.5 * u[i] + 0.25 * u[i + 1];
}
// ANCHOR_END: step

/* A number made of all bits of the cells 1 to n; `before` cells of the rod
 * lie to their left.  Parts of a rod add up to that of the whole. */
static inline uint64_t
fingerprint(const double *u, int n, int before)
{
    uint64_t sum = 0;
    for (int i = 1; i <= n; i++) {
        uint64_t bits;
        memcpy(&bits, &u[i], sizeof bits);
        bits = (bits ^ (uint64_t)(before + i)) * 0x9E3779B97F4A7C15;
        sum += bits ^ (bits >> 32);
    }
    return sum;
}

#endif
