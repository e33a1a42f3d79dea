/*
 * timeline.h - what the workers of a run did, as pictures and other
 * viewers want it: lanes, calls, what led from one call to another.
 *
 * Both observers fill one (explain/picture.c for ranks, threads/picture.c
 * for threads and processes); the same code then draws it or writes it out.
 */
#ifndef MANY_HANDS_TIMELINE_H
#define MANY_HANDS_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
    TL_LANES = 256,
    TL_CALLS = 1 << 17,
    TL_EDGES = 64,
    TL_NONE = INT32_MIN
};

/* One rank, thread or process. */
struct tl_lane {
    char badge[8]; /* a rank's number, or "" */
    char name[48];
    int first, last; /* calls; -1: none */
    uint64_t begin, end;
};

/* One call of one lane; those of a lane come in their order. */
struct tl_call {
    int lane, next;
    uint64_t begin, end; /* nanoseconds; end 0: it never ended */
    char name[40];
    char place[64]; /* "ring.c:31" */
    bool waited;    /* it could not go on at once */
    bool stuck;     /* it can never end */
    bool named;     /* by the sentence about the run */
    int meet;       /* calls of the same meeting; -1: none */
    int32_t peer, tag;
    int64_t bytes;     /* TL_NONE: not known */
    int column, since; /* of the picture, by tl_place */
};

enum tl_kind {
    TL_MESSAGE, /* and all that goes through a pipe */
    TL_BIRTH,
    TL_END,     /* of who was waited for */
    TL_RELEASE, /* of a lock, or a signal */
    TL_ORDER    /* came before; not drawn */
};

struct tl_link {
    int from, to; /* calls; `to` comes after `from` */
    enum tl_kind kind;
    int tag;
};

/* A lane that waits for another one at the end, or for itself. */
struct tl_edge {
    int from, to;
};

/* From this call to that one the lane holds a lock; to -1: to the end. */
struct tl_hold {
    int lane, from, to;
};

struct timeline {
    const char *title, *what; /* "What 4 ranks did", "rank" */
    struct tl_lane lane[TL_LANES];
    int nlanes;
    struct tl_call *call;
    int ncalls, room;
    struct tl_link *link;
    int nlinks, link_room;
    struct tl_hold *hold;
    int nholds, hold_room;
    struct tl_edge edge[TL_EDGES];
    int nedges;
    int meets, columns;
    bool hangs;    /* then its end matters, else its beginning */
    bool around;   /* or what is around the two accesses of a race */
    long left_out; /* calls that are not in it */
};

void tl_free(struct timeline *t);
int tl_lane(struct timeline *t, const char *badge, const char *name);
/* The next call of a lane, or -1: no more room (it is counted then). */
int tl_call(struct timeline *t, int lane, const char *name,
            const char *place, uint64_t begin, uint64_t end);
void tl_link(struct timeline *t, int from, int to, enum tl_kind kind,
             int tag);
void tl_edge(struct timeline *t, int from, int to);
/* The lane holds something from this call on; the hold's number. */
int tl_hold(struct timeline *t, int from);

/* Gives each call a column: behind the call before it, behind what led to
 * it, and beside those it meets. */
void tl_place(struct timeline *t);

/* Each writes one file; false: errno says why. */
bool tl_svg(struct timeline *t, const char *path);
bool tl_chrome(const struct timeline *t, const char *path);
bool tl_paje(const struct timeline *t, const char *path);

#endif
