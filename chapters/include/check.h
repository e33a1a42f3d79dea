/*
 * check.h - stop with one clear sentence when a system call fails.
 *
 *     int fd = check(open("data", O_RDONLY), "open data");
 *     check_thread(pthread_create(&t, NULL, f, NULL), "pthread_create");
 *     char *p = check_alloc(malloc(n), "malloc");
 *
 * MPI calls need no such helper in this course: MPI stops the whole job by
 * itself when a call fails (that is its default error handler).
 */
#ifndef MANY_HANDS_CHECK_H
#define MANY_HANDS_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ANCHOR: check
/* System calls return -1 and set errno.  Returns `result` otherwise. */
static inline int
check(int result, const char *what)
{
    if (result == -1) {
        perror(what);
        exit(EXIT_FAILURE);
    }
    return result;
}
// ANCHOR_END: check

/* pthread functions return the error number itself, 0 when all is well. */
static inline void
check_thread(int error, const char *what)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", what, strerror(error));
        exit(EXIT_FAILURE);
    }
}

/* Allocators return a null pointer when there is no memory left. */
static inline void *
check_alloc(void *memory, const char *what)
{
    if (memory == NULL) {
        perror(what);
        exit(EXIT_FAILURE);
    }
    return memory;
}

#endif
