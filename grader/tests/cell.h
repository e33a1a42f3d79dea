/*
 * cell.h - run a grader where everything that it leaves behind can be seen.
 *
 * A box is where the learner's code runs; a cell is around the whole
 * grader. It has process ids, System V objects, /tmp, /var/tmp and /dev/shm
 * of its own, all empty at the start.  What is there after the grader has
 * ended was left by it or by what it ran, and by nobody else on the
 * machine, however many cells there are at the same time.
 */
#ifndef MANY_HANDS_CELL_H
#define MANY_HANDS_CELL_H

#include <stdbool.h>
#include <sys/types.h>

struct cell_request {
    const char *folder;    /* of the machine; seen as /mnt in the cell */
    const char *log;       /* in the cell: stdout and stderr go there */
    const char *directory; /* in the cell: everything starts here */
    uid_t uid;             /* whom the command runs as; 0: as the caller */
    char *const *prepare; /* runs first, as the same user; or NULL.  What it
                           * leaves in the background ends with the cell */
    char *const *argv;    /* the command */
    double seconds;       /* after that it is killed */
};

struct cell_result {
    int status;     /* exit status of the command, -1: killed */
    double seconds; /* that it took */
    int survivors;  /* processes alive after it had ended */
    int files;      /* files in the folders that were empty */
    int ipc;        /* System V objects */
    char what[400]; /* the first of them by name, or why there is no cell */
};

/* False if no cell can be made; `what` says why. */
bool cell_run(const struct cell_request *request,
              struct cell_result *result);

#endif
