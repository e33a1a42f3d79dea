/* contract_jobs.h - items of work done by child processes. */
#ifndef MANY_HANDS_CONTRACT_JOBS_H
#define MANY_HANDS_CONTRACT_JOBS_H

#include <stdbool.h>

struct sentence;

struct job_kind {
    /* Does item `item` of `what` in a child; the line is printed.  Returns
     * whether it went well. */
    bool (*work)(const void *what, int item, struct sentence *line);
    /* Signal handler of the children: leave nothing alive, end. */
    void (*stopped)(int number);
    const void *what;
};

/* Returns how many items did not go well, -1 if it could not be done. */
int run_jobs(const struct job_kind *kind, int count, int at_once);

#endif
