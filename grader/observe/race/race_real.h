/* race_real.h - the C library's own function behind one of ours. */
#ifndef MANY_HANDS_RACE_REAL_H
#define MANY_HANDS_RACE_REAL_H

#include <dlfcn.h>

/* REAL(pthread_join)(t, r): looked up once. */
#define REAL(name)                                                         \
    __extension__({                                                        \
        static __typeof__(&name) real;                                     \
        if (real == NULL)                                                  \
            *(void **)&real = race_real(#name);                            \
        real;                                                              \
    })

void *race_real(const char *name);

/* Where a call came from: another observer that stands behind us in the
 * same call is told, for it would see only us. */
void race_passes_on(const void *site);

/* gcc's name for "this macro is meant" under -Wpedantic */
#define OURS(type, name, ...)                                              \
    EXPORT type name(__VA_ARGS__);                                         \
    type name(__VA_ARGS__)

#endif
