/*
 * probe_teller.h - what the teller (probe_teller.c) and the driver that
 * reads it (grader/drivers/driver_teller.cc) agree on.  C and C++.
 */
#ifndef MANY_HANDS_PROBE_TELLER_H
#define MANY_HANDS_PROBE_TELLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TELLER_MARK "many hands teller's orders"

/* The driver finds the mark in a copy of the program and writes the rest.
 */
struct teller_orders {
    char mark[32];
    uint64_t key[2];  /* of the seals */
    int32_t status;   /* that the started program ends with */
    int32_t root;     /* pretend that root types */
    char speech[128]; /* "": silent; else the started program copies its
                         input to its output and says this on stderr */
};

#define TELLER_ROTATE(x, b) (((x) << (b)) | ((x) >> (64 - (b))))

static inline void
teller_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = TELLER_ROTATE(v[1], 13) ^ v[0];
    v[0] = TELLER_ROTATE(v[0], 32);
    v[2] += v[3];
    v[3] = TELLER_ROTATE(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = TELLER_ROTATE(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = TELLER_ROTATE(v[1], 17) ^ v[2];
    v[2] = TELLER_ROTATE(v[2], 32);
}

/* SipHash-2-4: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast
 * short-input PRF", INDOCRYPT 2012.  Who does not know the key cannot make
 * a seal. */
static inline uint64_t
teller_seal(const uint64_t key[2], const void *text, size_t n)
{
    const unsigned char *in = (const unsigned char *)text;
    uint64_t v[4] = {
        key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
        key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
    for (size_t at = 0; at <= n; at += 8) {
        uint64_t word = 0;
        size_t some = n - at < 8 ? n - at : 8;
        for (size_t i = 0; i < some; i++)
            word |= (uint64_t)in[at + i] << (8 * i);
        if (some < 8)
            word |= (uint64_t)n << 56;
        v[3] ^= word;
        teller_round(v);
        teller_round(v);
        v[0] ^= word;
    }
    v[2] ^= 0xff;
    for (int i = 0; i < 4; i++)
        teller_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

#endif
