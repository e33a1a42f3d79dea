/* debug.h - the variables of a program, from its debugging information. */
#ifndef MANY_HANDS_DEBUG_H
#define MANY_HANDS_DEBUG_H

#include <stdbool.h>
#include <stdint.h>

/* What lies at some place of a variable. */
struct variable {
    const char *name;
    int64_t left; /* bytes from that place to the variable's end */
    char kind;    /* 'i'nteger, 'f'loat, 'p'ointer; 0: anything else */
    int size;     /* of the element there */
    const char *type;
};

/* pc: in the function, in the file's addresses; 0: `place` is a global's
 * address, not a distance from the end of the function's frame. */
bool find_variable(const char *program, uint64_t pc, int64_t place,
                   struct variable *v);

#endif
