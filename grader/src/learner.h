/*
 * learner.h - the small local file that remembers where the learner is.
 *
 * It is ROOT/.many-hands/progress.json, outside build/ so that `make clean`
 * does not lose it.  `make grade` and `make watch` write it when they grade
 * ROOT/exercises and nothing else; `make progress` and the book read it.
 * Beside it lies progress.js with the same object, which a page opened from
 * file:// can load as a script: `window.manyHandsProgress = {...};`.
 *
 *     {"schema": "many-hands/progress/1",
 *      "current": "fork_sum",        the exercise worked on last, or ""
 *      "passed": 1, "points": 13, "max_points": 205,
 *      "chapters": [
 *        {"chapter": 1, "slug": "01-one-memory-or-many", "exercises": 3,
 *         "passed": 1, "points": 13, "max_points": 30}],
 *      "exercises": [
 *        {"name": "fork_sum", "chapter": 1,
 *         "slug": "01-one-memory-or-many", "file": "fork_sum.c",
 *         "verdict": "WRONG",        the last one, "" if never graded
 *         "points": 3, "max_points": 10,
 *         "bonus": false,
 *         "solved": false,           true for ever after the first PASS:
 *                                    the reference solution is unlocked
 *         "hints": 1}]}              how many hints were shown, 0 to 3
 *
 * Chapters and exercises are those of the catalogue, in its order, whether
 * or not they were ever graded.
 */
#ifndef MANY_HANDS_LEARNER_H
#define MANY_HANDS_LEARNER_H

#include "grade.h"

/* The record, complete for the catalogue `all`; a file that is missing or
 * cannot be read is one in which nothing was graded.  The caller frees. */
json_t *learner_load(const struct options *o, json_t *all);

/* Does FROM name the learner's own exercises, not another submission? */
bool learner_owns(const struct options *o);

/* Enters results, and `current` unless it is NULL.  False with a message on
 * stderr if the disk refuses; nothing else depends on it. */
bool learner_enter(const struct options *o, json_t *all,
                   const json_t *results, const char *current);

/* Remembers that `hints` hints of an exercise were shown. */
bool learner_enter_hints(const struct options *o, json_t *all,
                         const char *name, int hints);

/* The record's entry of an exercise, or NULL. */
json_t *learner_find(const json_t *progress, const char *name);

/* The first exercise after `name` in the course's order, and around its
 * end, that has not passed; "" if all have. */
const char *learner_next(const json_t *progress, const char *name);

#endif
