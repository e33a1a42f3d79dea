/* signature.h - see MPI 3.1, section 3.3.1, type matching rules. */
#ifndef MANY_HANDS_SIGNATURE_H
#define MANY_HANDS_SIGNATURE_H

#include "explain.h"

/* `count` times a type of a rank's table. */
struct typed {
    int rank;
    int32_t type;
    int64_t count;
};

enum signature { SAME, OTHER_TYPE, FIRST_LONGER, SECOND_LONGER, NOT_KNOWN };

enum signature compare_signatures(const struct trace *t, struct typed a,
                                  struct typed b);
int64_t elements_of(const struct trace *t, struct typed a);

#endif
