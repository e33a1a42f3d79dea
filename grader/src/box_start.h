/* box_start.h - making a box: its folder, its user, its command line. */
#ifndef MANY_HANDS_BOX_START_H
#define MANY_HANDS_BOX_START_H

#include "box.h"

#include <sys/types.h>

struct box_place {
    char dir[128];     /* GRADE_TMP/many-hands-XXXXXX: pipes, staged files */
    uid_t uid;       /* throw-away user, or 0: the grader is not root */
    int uid_lock;    /* holds the user while the box lives, or -1 */
    char why[256];   /* what went wrong */
    char **argv;     /* the command line to exec */
    char **env;      /* without bubblewrap: its environment */
    char *directory; /* and where it starts */
    char **seen;     /* without bubblewrap: the files it may read, */
    char **lent;     /* and those it may write */
};

/* Makes the folder and the pipes, picks a user, builds argv for `level`.
 * False with place->why set if that failed. */
bool box_place_make(struct box_place *place, const struct box_request *r,
                    enum box_level level);
void box_place_remove(struct box_place *place);

/* Removes the files and IPC objects of a throw-away user whose processes
 * are all dead. */
void box_sweep(uid_t uid);

/* In the child, between fork and exec: become the throw-away user. */
int box_become(uid_t uid);

#endif
