/* picture.h - what the ranks did, as a timeline. */
#ifndef MANY_HANDS_PICTURE_H
#define MANY_HANDS_PICTURE_H

#include "../draw/timeline.h"
#include "explain.h"

/* For a picture: the last calls of each rank if it hangs, else the first.
 * NULL: no memory.  tl_free frees what is in it. */
struct timeline *picture_timeline(struct trace *t,
                                  const struct stuck *stuck);
/* For other viewers: all calls. */
struct timeline *whole_timeline(struct trace *t, const struct stuck *stuck);

#endif
