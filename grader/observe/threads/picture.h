/* picture.h - what the two halves of a picture of threads share: picture.c
 * chooses and names the calls, picture_links.c says what led to what. */
#ifndef MANY_HANDS_THREADS_PICTURE_H
#define MANY_HANDS_THREADS_PICTURE_H

#include "../draw/timeline.h"
#include "observe_threads.h"

enum { MOST_TRACKED = 256, MOST_UNREAD = 256 };

/* What happened last to a lock, a pipe, a barrier, ... */
struct tracked {
    uint64_t key;
    int given; /* the call that unlocked, signalled, posted; -1 */
    int hold[THREADS];
    int inside, meet; /* a barrier: how many are in this round */
    struct {
        int call;
        bool begun; /* one curve a write is enough */
        long bytes;
    } unread[MOST_UNREAD];
    int nunread;
};

struct making {
    struct watch *w;
    struct timeline *tl;
    struct table_event *event; /* in the order of their beginning */
    int *call;                 /* of each event; -1: not shown */
    int n;
    struct tracked *tracked;
    int ntracked;
    int latest; /* the call that took effect last */
};

/* Waiting for a condition gives the lock back: that is one call. */
bool belongs_to_wait(const struct making *m, int i);
void add_links(struct making *m);
/* Rounds of barriers, and where each lane begins. */
void add_meetings(struct making *m);

#endif
