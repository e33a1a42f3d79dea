/* box_watch.h - what the processes of a box are doing, read from /proc. */
#ifndef MANY_HANDS_BOX_WATCH_H
#define MANY_HANDS_BOX_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct box_watch {
    pid_t root;  /* the process the grader started */
    size_t own;  /* so many at the top are bubblewrap's and the warden */
    long rss_kb; /* resident now, all processes */
    double
        cpu_seconds; /* used so far by the living and those seen to die */
    double cpu_now;  /* of the living alone */
    double waited;   /* seconds the living were ready and had no processor */
    int processes;   /* beneath the warden */
    bool blocked;    /* every thread waits for another one of the box */
    bool runnable;   /* some thread has or wants a processor */
    unsigned long moves; /* changes whenever any thread was scheduled */
    char why[512];       /* what the blocked threads wait in */
};

/* Reads /proc once.  Costs about 50 microseconds a process. */
void box_watch_sample(struct box_watch *watch);

/* Are there more files in a box of bubblewrap than anybody needs?  Empty
 * ones cost the kernel memory that belongs to no process, and a long time
 * to remove.  Their number is asked of the box's own file systems, which
 * are seen through the root of a process in it. */
bool box_watch_files(const struct box_watch *watch);

/* The pids of all descendants of `root`, parents before children. */
size_t box_descendants(pid_t root, pid_t *pids, size_t capacity);

#endif
