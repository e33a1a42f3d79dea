/*
 * reports.h - results.json in the forms that others read.
 *
 * Every form is made from the canonical record alone; the table of them is
 * in report_main.c.  A record from report_load holds clean text only
 * (utf8.h), so what a learner wrote cannot break a form.
 */
#ifndef MANY_HANDS_REPORTS_H
#define MANY_HANDS_REPORTS_H

#include "grade.h"
#include "str.h"

/* Reads a record and cleans it.  One that names no student gets the name of
 * the folder that the file lies in.  NULL with a sentence on stderr if it
 * is no record. */
json_t *report_load(const char *path);

/* The same for a record in memory (a borrowed one: a clean copy). */
json_t *report_clean(const json_t *record);

/* Each makes one form of an array of records; the caller frees.  Those of
 * one learner take the first record. */
char *report_html(json_t *records);
char *report_junit(json_t *records);
char *report_gradescope(json_t *records);
char *report_classroom50(json_t *records);
char *report_exercism(json_t *records);
char *report_markdown(json_t *records);
char *report_csv(json_t *records);
char *report_moodle(json_t *records);

/* --- parts they share --------------------------------------------------
 */

bool report_passed(const json_t *result);

/* How many exercises passed. */
int report_count_passed(const json_t *record);

/* The seed of an exercise's inputs: what was not graded again has that of
 * the run in which it was. */
long long report_seed(const json_t *record, const json_t *result);

/* Have all exercises of a record one seed?  Then it is in *seed. */
bool report_one_seed(const json_t *record, long long *seed);

/* What happened and what to do, as plain paragraphs: headline, evidence,
 * input, expected and got, the first hint. */
char *report_words(const json_t *result);

/* Where `got` is wrong: a mask as long as each text, '^' under what to look
 * at, spaces under the rest.  In `expected` that is only what is missing
 * from `got`, where nothing could be marked. */
void report_difference(const char *expected, const char *got,
                       char **in_expected, char **in_got);

/* One sentence: what stood between the answers and the machine ("sandbox"
 * of a record). */
const char *report_sandbox(const char *level);

/* A JSON text with a line feed at its end; takes the reference. */
char *report_dump(json_t *json);

#endif
