/* box_fence.h - what a box may see where it has no namespaces. */
#ifndef MANY_HANDS_BOX_FENCE_H
#define MANY_HANDS_BOX_FENCE_H

#include "box_start.h"

/* In the child, while it is still root: a network of its own, which has
 * nobody else in it.  Where that is not allowed the box does without. */
void box_fence_network(void);

/* In the child, as the user that it stays: no file but those of the system
 * that a program needs, and the box's own.  Where the kernel has no
 * Landlock the box does without.  -1: it has, and the fence fell. */
int box_fence_files(const struct box_place *place);

#endif
