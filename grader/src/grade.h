/*
 * grade.h - the parts of the `grade` program and what they hand on.
 *
 *     catalogue -> submission -> compile -> judge -> record -> report
 *
 * A result is a JSON object from the moment it exists; results.json is a
 * list of them.  Words of verdicts: contracts are in verdict.c.
 */
#ifndef MANY_HANDS_GRADE_H
#define MANY_HANDS_GRADE_H

#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct options {
    const char *root;     /* the repository */
    const char *build;    /* where everything built lies */
    const char *from;     /* the submission's folder */
    const char *exercise; /* only this one, or NULL */
    int chapter;          /* only this one, or 0 */
    uint64_t seed;
    bool seed_given;
    bool force;   /* grade again what has not changed */
    bool forgets; /* `from` is a folder for the moment: nothing in
                     build/grade is about it */
    int jobs;
    int hint; /* how many hints to show, 1 to 3 */
};

/* --- catalogue.c -------------------------------------------------------
 */

/* All exercises of the course in order: an array of the catalogue's own
 * objects, each with "chapter", "slug" and "chapter_title" added.  NULL
 * with a message on stderr if a catalogue cannot be read. */
json_t *catalogue_load(const struct options *o);

/* The exercises that the options ask for.  NULL with a message, naming the
 * nearest exercise, if there is none. */
json_t *catalogue_select(json_t *all, const struct options *o);

/* The exercise of this name, or NULL. */
json_t *catalogue_find(json_t *all, const char *name);

/* Says that there is no exercise `name`, and which one is near: PREFIX and
 * its name. */
void catalogue_suggest(json_t *all, const char *name, const char *prefix);

/* What an exercise adds to the points there are to have: all of them, for a
 * bonus none, so that who leaves it out can still have all.  `key` says
 * where the object has its points: "points" in the catalogue, "max_score"
 * in a result, "max_points" in the learner's progress. */
int points_to_have(const json_t *exercise, const char *key);

/* "12 of 40 points"; where there are none to have, "10 bonus points".  The
 * caller frees. */
char *points_in_words(double points, double most);

/* A string, number or "" / 0 of an object of ours. */
const char *text_of(const json_t *object, const char *key);
int number_of(const json_t *object, const char *key);

/* --- submission.c ------------------------------------------------------
 */

/* Is `from` a submission at all?  If not, one sentence on stderr, false. */
bool submission_check(const struct options *o, json_t *all);

/* Reads the learner's file of an exercise.  NULL and an early verdict in
 * `result` (CE, POLICY) if there is nothing to grade.  The file is
 * FROM/SLUG/FILE, or what the exercise's "answer" names (the tests). */
char *submission_read(const struct options *o, const json_t *exercise,
                      char **path, size_t *len, json_t *result);

/* Is this contract.h of a chapter another than the course's?  Lines may end
 * with a carriage return, as some systems' do. */
bool submission_other_header(const struct options *o, const char *slug,
                             const char *theirs, size_t n);

/* Files in the submission that no exercise has, and a contract.h that is
 * not the course's: notes on stdout. */
void submission_note_strays(const struct options *o, json_t *all);

/* --- compile.c ---------------------------------------------------------
 */

/* Compiles and links the probe in a box, into `out`.  False and a verdict
 * in `result` (CE, POLICY, GRADER_ERROR) if there is nothing to run.
 * Warnings go into result "warnings". */
bool compile_probe(const struct options *o, const json_t *exercise,
                   const char *path, const char *out, json_t *result);

/* --- judge.c -----------------------------------------------------------
 */

/* Runs the driver on the probe in `probes`; fills result's verdict, tests,
 * score, evidence, hint. */
void judge_run(const struct options *o, const json_t *exercise,
               const char *path, const char *probes, json_t *result);

/* JSON wants UTF-8, a terminal no control characters; a learner's bytes may
 * be anything. */
/* The same to print at once: valid until the next call. */
const char *shown(const char *s);
json_t *json_safe_string(const char *s);
/* The same, to print at once: valid until the next call. */
const char *shown(const char *s);

/* Sets one verdict for the whole exercise (CE and the like). */
void judge_set(json_t *result, const char *verdict, const char *detail,
               const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* --- describe.c --------------------------------------------------------
 */

/* Adds to a result all that a report shows beside the verdict: title,
 * file, line, source, headline, hints, the points of each test, and after
 * PASS what comes next.  path and source may be NULL. */
void describe(const struct options *o, const json_t *exercise,
              const char *path, const char *source, size_t len,
              json_t *result);

/* --- verdict.c ---------------------------------------------------------
 */

/* Place in the order of precedence; the smaller one wins.  -1: no verdict.
 */
int verdict_rank(const char *word);
/* Do the tests that passed count in spite of this verdict? */
bool verdict_gives_credit(const char *word);
/* What the word means, for a learner. */
const char *verdict_words(const char *word, const char *detail);
/* False: INCONCLUSIVE and GRADER_ERROR say nothing about the answer. */
bool verdict_settles(const char *word);
/* A first hint for a verdict whose cause was not recognised, or "": for
 * this detail of it, else for all.  CRASH knows "without a line". */
const char *verdict_advice(const char *word, const char *detail);

/* --- record.c ----------------------------------------------------------
 */

/* Everything of ours that a verdict depends on, as text: this program, the
 * driver, the harness and its detectors, the launchers, the catalogue's row
 * and the sandbox.  The caller frees. */
char *record_stamp(const struct options *o, const json_t *exercise);

/* A short name for bytes (FNV-1a); different bytes may share it. */
uint64_t record_hash(const char *bytes, size_t len);

/* A result of the same bytes graded by the same grader, or NULL. */
json_t *record_find(const struct options *o, const json_t *exercise,
                    const char *source, size_t len);
void record_keep(const struct options *o, const json_t *exercise,
                 const char *source, size_t len, const json_t *result);

/* A verdict that settles nothing costs nothing: the points are those of the
 * tests that passed, or the `last` known ones if they are more.  Says in
 * "kept_points" whose they are. */
void record_keep_more(json_t *result, int last);

/* The same with the points that the exercise had in this submission last
 * time; and keeps these for next time. */
void record_keep_points(const struct options *o, const json_t *exercise,
                        json_t *result);

/* Writes results.json; false with a message if the disk refuses. */
bool record_write(const struct options *o, json_t *results);

/* --- jobs.c ------------------------------------------------------------
 */

/* Set by a signal handler: stop, kill what runs, leave the record alone. */
extern volatile sig_atomic_t jobs_interrupted;
void jobs_stop_on_signals(void);

/* So many cores may be used. */
int jobs_cores(void);

/* One piece of work: an exercise of a submission. */
struct job {
    const struct options *options;
    const json_t *exercise;
};

/* Pieces of work, `limit` at a time.  The i-th is what `job` returns,
 * whenever it is asked; `finished` owns the result and is called once for
 * each that ended, in any order. */
struct job_queue {
    int limit;
    size_t count;
    struct job (*job)(void *arg, size_t i);
    void (*started)(void *arg, size_t i);
    void (*finished)(void *arg, size_t i, json_t *result);
    void *arg;
};

/* Works through the queue; needs jobs_make_temporary.  False if it was
 * interrupted: then what was running has been killed. */
bool jobs_run_queue(const struct job_queue *q);

/* One folder in /tmp for all that is temporary, known to all parts as
 * GRADE_TMP, so that nothing is left when jobs are killed.  NULL with a
 * message if there can be none. */
char *jobs_make_temporary(const char *program);
void jobs_remove_temporary(char *tmp);

/* Grades each exercise, o->jobs at a time; results in the same order.
 * `finished` is called as each one ends.  False if it was interrupted. */
bool jobs_run(const struct options *o, json_t *exercises, json_t *results,
              void (*finished)(const json_t *exercise,
                               const json_t *result));

/* --- report.c ----------------------------------------------------------
 */

void report_begin(const struct options *o);
/* On a terminal: names what has just been started, until a result comes. */
void report_running(const json_t *exercise);
void report_line(const json_t *exercise, const json_t *result);
void report_end(const struct options *o, json_t *exercises,
                json_t *results);

/* --- hints -------------------------------------------------------------
 */

/* The text of a known mistake, of this exercise or of all; "" if none. */
const char *mistake_text(const json_t *exercise, const char *mistake);

/* The hint for a result: of the mistake that was recognised, else the n-th
 * of the exercise's ladder (n from 1). */
const char *hint_of(const json_t *exercise, const char *mistake, int n);

#endif
