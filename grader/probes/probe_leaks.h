/*
 * probe_leaks.h - which memory counts as the answer's when it is not freed.
 *
 * All of this does nothing except in an AddressSanitizer build.  A library
 * such as MPI keeps memory of its own, has threads of its own, and most of
 * it is compiled without frame pointers, so that the stack of an allocation
 * is often only one frame deep: its leaks cannot be told by their stacks.
 * They are told by who allocates: another thread than the answer's, or the
 * answer's thread inside a call of the library.
 */
#ifndef MANY_HANDS_PROBE_LEAKS_H
#define MANY_HANDS_PROBE_LEAKS_H

#include <stdbool.h>

/* From here on, what other threads than this one allocate is not looked at.
 */
void leaks_begin(void);

/* Around calls of a library, in the answer's thread; they may nest. */
void leaks_pause(void);
void leaks_resume(void);

/* Is this an AddressSanitizer build? */
bool leaks_watched(void);

/* Looks now, reports on stderr; 1 if the answer leaks, else 0. */
int leaks_found(void);

#endif
