/* darts.c - the darts of darts.h; read that file first. */
#include "darts.h"

/* One source, two builds of the loop: gcc can compile pi_hits a second time
 * for processors with AVX-512 and let the program choose when it starts.
 * Eight darts then fly side by side.  Sanitizers cannot start such
 * programs. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&     \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE_CLONE                                                         \
    __attribute__((target_clones("arch=x86-64-v4", "default"),             \
                   optimize("O3")))
#else
#define WIDE_CLONE
#endif

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15) /* 2^64 / golden ratio, odd */

static inline uint64_t
par_mix64(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static inline uint64_t
stream(uint64_t seed, uint64_t i)
{
    return par_mix64(seed + (i + 1) * GOLDEN);
}

uint64_t
par_u64(uint64_t seed, uint64_t i)
{
    return stream(seed, i);
}

// ANCHOR: pi_hits
WIDE_CLONE int64_t
pi_hits(uint64_t seed, int64_t first, int64_t last)
{
    int64_t hits = 0;
    uint64_t place = seed + (uint64_t)first * GOLDEN;
    for (int64_t k = first; k < last; k++) {
        place += GOLDEN; /* seed + (k + 1) * GOLDEN */
        uint64_t z = par_mix64(place);
        uint64_t x = z >> 32, y = z & 0xFFFFFFFF;
        uint64_t xx = x * x;
        hits += xx + y * y >= xx; /* the sum stayed below 2^64: a hit */
    }
    return hits;
}
// ANCHOR_END: pi_hits
