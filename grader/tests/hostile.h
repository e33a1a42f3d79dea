/*
 * hostile.h - one hostile case: what it is, and what became of it.
 *
 *     hostile.c runs all of them; hostile_case.c prepares one and judges
 * it.
 */
#ifndef MANY_HANDS_HOSTILE_H
#define MANY_HANDS_HOSTILE_H

#include "cell.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct hostile_case {
    json_t *exercise;  /* its row of the catalogue */
    json_t *neighbour; /* of another exercise, graded at the same time */
    char *path;        /* FILE.c, FILE.sh, or a folder */
    char *name;        /* EXERCISE/NAME */
    char verdict[16];  /* expected */
    bool all_forms;    /* have every form of report checked too */
    char *says;        /* words that the evidence must hold, or NULL */
    char *hides;       /* a pattern that no report may show, or NULL */
};

struct hostile_outcome {
    bool ok, passed; /* passed: PASS though another verdict is expected */
    bool affected;   /* the neighbour got another result than alone */
    int invalid;     /* reports that no parser takes */
    double seconds, overtime;
    long peak_kb;
    struct cell_result cell;
};

/* Reads what the first lines of a case say.  False with FAIL printed. */
bool hostile_read(struct hostile_case *c);

/* Grades the case in a cell, as `uid` (0: as the caller), with `place` as
 * scratch folder, prints its line and fills the outcome.  With c->path NULL
 * only the neighbour is graded, and its result is kept in `alone`. */
void hostile_run(const struct hostile_case *c, const char *scratch,
                 int number, uid_t uid, const char *alone,
                 struct hostile_outcome *out);

/* A number that changes when anything in the folder does. */
uint64_t hostile_fingerprint(const char *folder);

#endif
