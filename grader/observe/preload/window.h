/* window.h - what is known of a window; shared by rma.c and onesided.c. */
#ifndef MANY_HANDS_WINDOW_H
#define MANY_HANDS_WINDOW_H

#include "watch.h"

enum { MOST_WINDOWS = 64, MOST_BORROWED = 64, MOST_SHADOW = 4096 };

struct window {
    MPI_Win handle;
    bool used;
    int32_t id;
    int unit;
    MPI_Comm comm; /* of ours: a duplicate would be collective */
    int size;
    int32_t *world;
    bool fenced, posted, errors_return, lock_all;
    bool synced;         /* MPI_Win_sync: its rank may poll it */
    bool calls_in_fence; /* one-sided calls since the last fence */
    char *locked;        /* of each target: 0, MPI_LOCK_... */
    char *started;       /* targets of MPI_Win_start */
    int nstarted, nlocked;
    const char *site, *epoch_site;
    const char *lock_in_fence; /* a lock with calls since the last fence */
    unsigned char *memory, *shadow; /* of this rank, and as it was */
    size_t bytes;
    bool shared;              /* others store into it directly */
    bool given;               /* the memory is the program's own */
    const void *memory_freed; /* where, if it has been */
    struct {                  /* buffers of calls that are not over */
        struct pending *of;
        int target;
    } borrowed[MOST_BORROWED];
    int nborrowed;
};

struct window *find_window(MPI_Win handle);
/* All above `frame` belongs to functions that have not returned. */
struct window *window_used_at(struct record *r, MPI_Win handle,
                              const void *frame);
#define window_of(r, w) window_used_at(r, w, __builtin_frame_address(0))
void misuse(const struct window *w, const struct record *r,
            const char *class, const char *text);
void lend(struct window *w, struct record *r, int target, const void *out,
          const void *in, int count, MPI_Datatype type);
void give_back(struct window *w, int target); /* -1: all */

#endif
