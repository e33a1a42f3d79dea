/* preload.h - the parts of the library that stands before the C library
 * in a watched program; see preload.c. */
#ifndef MANY_HANDS_PRELOAD_H
#define MANY_HANDS_PRELOAD_H

#include "table.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

extern struct table *table;
extern __thread struct table_thread *me;

/* REAL(pthread_join)(t, r): looked up once. */
#define REAL(name)                                                         \
    __extension__({                                                        \
        static __typeof__(&name) real;                                     \
        if (real == NULL)                                                  \
            *(void **)&real = preload_real(#name);                         \
        real;                                                              \
    })

#define SITE preload_site((uint64_t)(uintptr_t)__builtin_return_address(0))

void *preload_real(const char *name);
/* Who called: what another observer in the same call has said, or `here`.
 */
uint64_t preload_site(uint64_t here);
bool preload_ready(void); /* is there a table, and is this thread in it? */
struct table_thread *preload_row(const struct table_thread *parent,
                                 uint64_t site);
void preload_begins(struct table_thread *row);
void preload_ends(struct table_thread *row);
uint64_t preload_next(void); /* the next sequence number */
/* Does this place lie in the program, and not in a library? */
bool preload_own(uint64_t site);
uint64_t preload_key(const volatile void *p);
void preload_shared(const void *p, size_t size);
void preload_unshared(const void *p);
void table_lock(void);
void table_unlock(void);

/* Entries of the table; NULL when it is full. */
struct table_object *preload_object(uint64_t key, int kind);
void preload_thing(int kind, uint64_t id, uint64_t size, uint64_t site,
                   const char *name);
void preload_given_back(int kind, uint64_t id);
void preload_note(int kind, int other, uint64_t object, uint64_t site,
                  uint64_t other_site);

/* For the picture: this thread has done something, or begins a call. */
void preload_event(int what, uint64_t object, uint64_t site, int other,
                   bool ended);
/* The call that it began last has ended. */
void preload_event_ends(int result);
void preload_event_forks(uint64_t site);
uint64_t preload_fork_site(void); /* of the fork that made this process */

/* Before a fork, and in its child: what the child copies. */
void preload_will_fork(uint64_t site, uint64_t frame);
void preload_forked(struct table_thread *row);
void preload_expects_child(uint64_t site);
void preload_has_forked(bool failed); /* in the parent and in the child */
/* This process writes out what it has printed. */
void preload_writes_out(bool exits);
/* The row of this process's main thread. */
extern struct table_thread *my_process_row;

/* The table's entry of a pipe of the program; NULL: there is none. */
struct table_pipe *preload_pipe(uint64_t inode);
void preload_makes_pipe(uint64_t inode, uint64_t site);
void preload_writes_pipe(uint64_t inode, uint64_t n);
void preload_reads_pipe(uint64_t inode, uint64_t asked, int64_t got,
                        uint64_t site);
void preload_closes_pipe(uint64_t inode, uint64_t site);

/* Around every call that may have to wait. */
void wait_begins(int what, uint64_t object, uint64_t site);
void wait_timed(int what, uint64_t object, uint64_t site);
void wait_ends(void);
void wait_ends_with(int result);

#endif
