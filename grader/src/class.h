/*
 * class.h - the parts of the `class` program.
 *
 *     names -> take -> (journal) -> jobs -> journal -> rules -> out, page
 *
 * A class is a list of students; each has one submission, of which only
 * the answers are taken, into a folder of the run's own.
 */
#ifndef MANY_HANDS_CLASS_H
#define MANY_HANDS_CLASS_H

#include "grade.h"
#include "str.h"

#include <stdint.h>
#include <time.h>

struct student {
    char *name;    /* as a reader sees it; no two students have the same */
    char *folder;  /* below OUT */
    char *file;    /* below SUBMISSIONS; the bytes may be anything */
    char *taken;   /* the folder of the answers that were taken */
    char *refused; /* why there is nothing to grade; NULL: there is */
    size_t strays; /* files of no exercise, ignored */
    char *headers; /* chapters whose contract.h is not the course's, or NULL
                    */
    int64_t submitted;      /* seconds since 1970; 0: unknown */
    struct options options; /* with which the exercises are graded */
    json_t **results;       /* one an exercise, NULL: none yet */
    json_t **last;  /* the last that was settled, maybe of another answer */
    char **answers; /* what the journal calls each answer */
    size_t pending; /* exercises not graded yet */
};

/* Two students whose answers are much alike. */
struct alike {
    size_t a, b;
    size_t exercises; /* in how many */
    int most;         /* per cent, in the exercise in which it is highest */
    char *where;      /* "pi_mpi 96 %, fork_sum 90 %" */
};

struct class
{
    struct options options; /* root, build, exercise, chapter, seed, jobs */
    char *submissions, *out;
    char *begun; /* when its journal was, "2026-11-30T23:59:00Z" */
    const char
        *rules_file; /* NULL: SUBMISSIONS/class.json if it is there */
    char *tmp;       /* for all that is temporary */
    enum { WHOLE, PLAN, SLICE, MERGE } part; /* see class_slice.c */
    size_t slice, slices; /* which of how many, counted from 0 */
    json_t *all;          /* the catalogue's rows */
    json_t *exercises;    /* those that are graded */
    json_t *rules;
    struct student *students;
    size_t nstudents;
    struct alike *alike;
    size_t nalike;
    struct str_list natural; /* exercises in which most are alike */
    char *not_compared;      /* why the answers were not compared; NULL */
};

/* --- class_names.c -----------------------------------------------------
 */

/* The name of a submission as text for people: what is no text or could
 * steer a terminal is written as \xNN.  The caller frees. */
char *class_name(const char *file, size_t len);

/* Gives every student a folder below OUT that every file system takes and
 * that no other student has, whatever the letters' case. */
void class_folders(struct class *c);

/* --- class_take.c ------------------------------------------------------
 */

/* Finds the submissions; false with a message if there are none. */
bool class_find(struct class *c);

/* Takes the answers of one student or says why not. */
void class_take(struct class *c, struct student *s);

/* --- class_rules.c -----------------------------------------------------
 */

/* Reads class.json; false with a message if it holds what it may not. */
bool rules_load(struct class *c);

/* What an exercise counts: points are multiplied by it. */
double rules_weight(const struct class *c, const json_t *exercise);

/* By how many per cent a result is cut because it came late, 0 to 100. */
double rules_late(const struct class *c, const struct student *s,
                  const json_t *exercise);

/* Points of a student that count, and those there are to have (bonus
 * exercises add to the first alone). */
double rules_points(const struct class *c, const struct student *s,
                    size_t exercise);
double rules_total(const struct class *c, const struct student *s);
double rules_most(const struct class *c);

/* "2026-11-30T23:59:00Z", in UTC; "" for 0.  The caller frees. */
char *rules_date(int64_t seconds);

/* --- class_journal.c ---------------------------------------------------
 */

/* Opens OUT/journal.jsonl and takes from it what is still true: results of
 * the same answer by the same grader.  Settles the seed.  False with a
 * message if that cannot be. */
bool journal_open(struct class *c);

/* The same for a slice: what OUT holds is read, and what is found is
 * written into a new file in OUT/slices. */
bool journal_open_slice(struct class *c);

/* Takes from OUT/slices what has no result yet, and writes it down; `any`:
 * also what could not be settled.  False with a message if the disk
 * refuses. */
bool journal_gather(struct class *c, bool any);

/* Writes a result down and waits until the disk has it. */
bool journal_add(struct class *c, size_t student, size_t exercise);

void journal_close(void);

/* --- class_slice.c -----------------------------------------------------
 */

/* "3/8" of the command line. */
bool slice_parse(struct class *c, const char *text);

/* Leaves only the students of the slice. */
void slice_cut(struct class *c);

/* The files of OUT/slices, in the order of their names. */
struct str_list slice_files(const struct class *c);

/* A new file in OUT/slices for this slice, open for writing; -1 with a
 * message. */
int slice_create(const struct class *c);

/* Removes OUT/slices, when the journal holds all of it. */
void slice_clear(const struct class *c);

/* --- class_alike.c -----------------------------------------------------
 */

/* Compares the answers of all students, what the starters hold left out. */
void alike_find(struct class *c);

/* --- class_show.c ------------------------------------------------------
 */

/* What a person sees while it runs: a bar on a terminal, else lines. */
void show_taking(const struct class *c, size_t student);
void show_begin(const struct class *c, size_t pieces, size_t known);
void show_student(const struct class *c, const struct student *s);
void show_piece(const struct class *c, const struct student *s,
                const json_t *result);
void show_end(void);

/* --- class_out.c, class_page.c -----------------------------------------
 */

/* gradebook.csv, index.html, and each student's results.json and
 * report.html.  False with a message if the disk refuses. */
bool out_write(struct class *c);

/* What an instructor should know of a row before believing it, or "".  The
 * caller frees. */
char *out_note(const struct class *c, const struct student *s);

/* The text of index.html; the caller frees. */
char *page_make(const struct class *c);

#endif
