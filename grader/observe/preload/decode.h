/* decode.h - which memory does the next instruction touch? */
#ifndef MANY_HANDS_DECODE_H
#define MANY_HANDS_DECODE_H

#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

struct touch {
    uint64_t address;
    bool writes;
    bool jumps; /* jumps or calls through a pointer at the address */
    bool calls; /* and comes back */
};

#ifdef __x86_64__
/* False: none, or an instruction that is not understood. */
bool decode(struct touch *t, const unsigned char *code, const greg_t *g);
#endif

#endif
