/* race_calls.h - what race_calls.c and race_waits.c share. */
#ifndef MANY_HANDS_RACE_CALLS_H
#define MANY_HANDS_RACE_CALLS_H

#include "race.h"
#include "race_real.h"

#define PASS_ON() race_passes_on(__builtin_return_address(0))
/* Our own part, unless the caller is part of the runtime. */
#define WATCHED(work)                                                      \
    do {                                                                   \
        if (race_row() != NULL) {                                          \
            race_inside++;                                                 \
            work;                                                          \
            race_inside--;                                                 \
        }                                                                  \
    } while (0)

/* What is known of an object is kept under this. */
uint64_t race_object_key(const volatile void *object);

#endif
