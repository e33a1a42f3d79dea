/*
 * decode.c - the memory operand of an x86-64 instruction.
 *
 * Only so much is decoded as its address needs: prefixes, the length of the
 * opcode, ModRM, SIB, displacement, and the length of what follows where an
 * address counts from the end.  Vectors by EVEX are left alone.
 */
#define _GNU_SOURCE
#include "decode.h"

#include <string.h>

#ifdef __x86_64__

struct instruction {
    const unsigned char *at; /* the next byte */
    int map;                 /* 1, 2 (0F), 3 (0F 38, 0F 3A) */
    unsigned char opcode, modrm, rex;
    bool operand16, segment, three_a, f3;
};

static void
prefixes(struct instruction *i)
{
    for (;; i->at++) {
        unsigned char b = *i->at;
        if (b == 0x66)
            i->operand16 = true;
        else if (b == 0x64 || b == 0x65)
            i->segment = true; /* the thread's own memory */
        else if (b == 0xF3)
            i->f3 = true;
        else if (b != 0xF2 && b != 0xF0 && b != 0x2E && b != 0x3E)
            break;
    }
    if ((*i->at & 0xF0) == 0x40)
        i->rex = *i->at++;
}

/* VEX: the bits of REX are stored inverted. */
static void
vex(struct instruction *i)
{
    unsigned char first = *i->at++, b = *i->at++;
    i->rex = (unsigned char)(b & 0x80 ? 0 : 4);
    i->map = 2;
    unsigned char last = b;
    if (first == 0xC4) {
        i->rex |= (unsigned char)((b & 0x40 ? 0 : 2) | (b & 0x20 ? 0 : 1));
        i->map = (b & 31) == 1 ? 2 : 3;
        i->three_a = (b & 31) == 3;
        last = *i->at++;
    }
    i->operand16 = (last & 3) == 1;
    i->f3 = (last & 3) == 2;
    i->opcode = *i->at++;
}

static bool
opcode(struct instruction *i)
{
    prefixes(i);
    if (*i->at == 0x62)
        return false;
    if (*i->at == 0xC4 || *i->at == 0xC5) {
        vex(i);
        return true;
    }
    i->map = 1;
    i->opcode = *i->at++;
    if (i->opcode != 0x0F)
        return true;
    i->map = 2;
    i->opcode = *i->at++;
    if (i->opcode == 0x38 || i->opcode == 0x3A) {
        i->three_a = i->opcode == 0x3A;
        i->map = 3;
        i->opcode = *i->at++;
    }
    return true;
}

static bool
has_modrm(const struct instruction *i)
{
    unsigned char o = i->opcode;
    if (i->map == 3)
        return true;
    if (i->map == 2)
        return !(o == 0x05 || o == 0x06 || o == 0x08 || o == 0x09 ||
                 o == 0x0B || (o >= 0x30 && o <= 0x37) || o == 0x77 ||
                 (o >= 0x80 && o <= 0x8F) || (o >= 0xA0 && o <= 0xA2) ||
                 (o >= 0xA8 && o <= 0xAA) || (o >= 0xC8 && o <= 0xCF));
    return (o < 0x40 && (o & 7) < 4) || o == 0x63 || o == 0x69 ||
           o == 0x6B || (o >= 0x80 && o <= 0x8F) || o == 0xC0 ||
           o == 0xC1 || o == 0xC6 || o == 0xC7 ||
           (o >= 0xD0 && o <= 0xD3) || (o >= 0xD8 && o <= 0xDF) ||
           o == 0xF6 || o == 0xF7 || o >= 0xFE;
}

/* Bytes of the constant that follows the operand. */
static int
constant(const struct instruction *i)
{
    unsigned char o = i->opcode;
    int reg = i->modrm >> 3 & 7;
    if (i->map == 3)
        return i->three_a;
    if (i->map == 2)
        return o == 0xA4 || o == 0xAC || o == 0xBA || o == 0xC2 ||
               (o >= 0xC4 && o <= 0xC6) || (o >= 0x70 && o <= 0x73);
    if (o == 0x69 || o == 0x81 || o == 0xC7 || (o == 0xF7 && reg < 2))
        return i->operand16 ? 2 : 4;
    return o == 0x6B || o == 0x80 || o == 0x83 || o == 0xC0 || o == 0xC1 ||
           o == 0xC6 || (o == 0xF6 && reg < 2);
}

static uint64_t
reg(const greg_t *g, int n)
{
    static const int of[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX,
                               REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                               REG_R8,  REG_R9,  REG_R10, REG_R11,
                               REG_R12, REG_R13, REG_R14, REG_R15};
    return (uint64_t)g[of[n]];
}

static uint64_t
address(struct instruction *i, const greg_t *g)
{
    int mod = i->modrm >> 6, rm = i->modrm & 7;
    int bytes = mod == 1 ? 1 : mod == 2 ? 4 : 0;
    uint64_t sum = 0;
    bool from_here = false;
    if (rm == 4) {
        unsigned char sib = *i->at++;
        int index = (sib >> 3 & 7) | (i->rex & 2 ? 8 : 0);
        if (index != 4)
            sum = reg(g, index) << (sib >> 6);
        if ((sib & 7) == 5 && mod == 0)
            bytes = 4;
        else
            sum += reg(g, (sib & 7) | (i->rex & 1 ? 8 : 0));
    } else if (rm == 5 && mod == 0) {
        bytes = 4;
        from_here = true;
    } else {
        sum = reg(g, rm | (i->rex & 1 ? 8 : 0));
    }
    int32_t more = 0;
    if (bytes == 1)
        more = (signed char)*i->at;
    else if (bytes == 4)
        memcpy(&more, i->at, 4);
    i->at += bytes;
    if (from_here)
        sum = (uint64_t)(uintptr_t)(i->at + constant(i));
    return sum + (uint64_t)(int64_t)more;
}

/* Of the x87: not its loads of integers, long doubles and its state. */
static bool
float_stores(unsigned char o, int n)
{
    if (o == 0xD9 || o == 0xDB)
        return n == 2 || n == 3 || (o == 0xD9 ? n >= 6 : n == 1 || n == 7);
    if (o == 0xDD || o == 0xDF)
        return (n >= 1 && n <= 3) || n >= 6;
    return false; /* arithmetic */
}

static bool
writes(const struct instruction *i)
{
    unsigned char o = i->opcode;
    int n = i->modrm >> 3 & 7;
    if (i->map == 3)
        return i->three_a && o >= 0x14 && o <= 0x17;
    if (i->map == 2)
        return o == 0x11 || o == 0x13 || o == 0x17 || o == 0x29 ||
               o == 0x2B || o == 0x7F || o == 0xD6 || o == 0xE7 ||
               (o == 0x7E && !i->f3) || o == 0xC0 || o == 0xC1 ||
               o == 0xB0 || o == 0xB1 || o == 0xC3 ||
               (o >= 0x90 && o <= 0x9F);
    if (o < 0x38)
        return (o & 7) < 2;
    if (o >= 0x80 && o <= 0x83)
        return n != 7;
    if (o >= 0xD8 && o <= 0xDF)
        return float_stores(o, n);
    if (o == 0xF6 || o == 0xF7)
        return n == 2 || n == 3;
    return o == 0x86 || o == 0x87 || o == 0x88 || o == 0x89 || o == 0x8F ||
           o == 0xC0 || o == 0xC1 || o == 0xC6 || o == 0xC7 ||
           (o >= 0xD0 && o <= 0xD3) || (o >= 0xFE && n < 2);
}

/* Calculates an address, or is only a hint. */
static bool
touches_nothing(const struct instruction *i)
{
    return i->map == 1   ? i->opcode == 0x8D
           : i->map == 2 ? i->opcode == 0x0D ||
                               (i->opcode >= 0x18 && i->opcode <= 0x1F)
                         : false;
}

bool
decode(struct touch *t, const unsigned char *code, const greg_t *g)
{
    struct instruction i = {.at = code};
    *t = (struct touch){0};
    if (!opcode(&i))
        return false;
    if (i.map == 1 && i.opcode >= 0xA4 && i.opcode <= 0xAB &&
        i.opcode != 0xA8 && i.opcode != 0xA9) { /* movs, stos */
        t->address = (uint64_t)g[REG_RDI];
        t->writes = true;
        return !(i.opcode == 0xA6 || i.opcode == 0xA7);
    }
    if (!has_modrm(&i))
        return false;
    i.modrm = *i.at++;
    if (i.modrm >> 6 == 3 || touches_nothing(&i))
        return false;
    t->address = address(&i, g);
    t->writes = writes(&i);
    t->calls = i.map == 1 && i.opcode == 0xFF && (i.modrm >> 3 & 7) == 2;
    t->jumps = t->calls ||
               (i.map == 1 && i.opcode == 0xFF && (i.modrm >> 3 & 7) == 4);
    return !i.segment;
}

#endif
