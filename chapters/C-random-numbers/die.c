/*
 * die.c - a whole number below n, and how many bytes lead to each.
 *
 * Run:  ./die [SIDES]      1 to 256 sides
 * Try:  8 sides, 200, 255.  When is nothing refused?
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"

enum { SEED = 42, BYTES = 256 };

// ANCHOR: byte
/* A byte's face, 0 to n - 1, or -1: ask for another byte. */
static int
modulo(int byte, int n)
{
    return byte % n;
}

static int
multiply(int byte, int n)
{
    return byte * n / BYTES;
}

static int
lemire(int byte, int n)
{
    return byte * n % BYTES < BYTES % n ? -1 : byte * n / BYTES;
}
// ANCHOR_END: byte

// ANCHOR: roll
/* Roll k of a seed, 0 to n - 1, from 32 bits.  Each roll has a stream of
 * its own, so a roll that asks again takes nothing from another one. */
static uint32_t
roll(uint64_t seed, uint64_t k, uint32_t n)
{
    uint64_t own = par_u64(seed, k), product;
    uint64_t i = 0;
    do
        product = (par_u64(own, i++) >> 32) * n;
    while ((product & 0xFFFFFFFF) < (UINT64_C(1) << 32) % n);
    return (uint32_t)(product >> 32);
}
// ANCHOR_END: roll

static void
count(const char *name, int (*face)(int byte, int n), int n)
{
    int bytes[BYTES] = {0}, refused = 0, fewest = BYTES, most = 0;
    for (int byte = 0; byte < BYTES; byte++)
        if (face(byte, n) < 0)
            refused++;
        else
            bytes[face(byte, n)]++;
    for (int f = 0; f < n; f++) {
        fewest = bytes[f] < fewest ? bytes[f] : fewest;
        most = bytes[f] > most ? bytes[f] : most;
    }
    printf("%s  %6d  %4d  %7d\n", name, fewest, most, refused);
}

int
main(int argc, char **argv)
{
    int n = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 6;
    if (n < 1 || n > BYTES) {
        fprintf(stderr, "die: 1 to %d sides\n", BYTES);
        return EXIT_FAILURE;
    }
    printf("bytes for a face:  fewest  most  refused\n");
    count("modulo           ", modulo, n);
    count("multiply         ", multiply, n);
    count("multiply, refuse ", lemire, n);
    printf("rolls of seed %d:", SEED);
    for (uint64_t k = 0; k < 10; k++)
        printf(" %" PRIu32, 1 + roll(SEED, k, (uint32_t)n));
    printf("\n");
    return EXIT_SUCCESS;
}
