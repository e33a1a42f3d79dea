/*
 * class.c - grades the submissions of a whole class.
 *
 *     class --submissions DIR --out DIR [--jobs N] [--seed N]
 *           [--exercise NAME] [--chapter N] [--rules FILE]
 *           [--root DIR] [--build DIR] [--plan | --slice K/N | --merge]
 *
 * Every folder and archive in DIR is one student's submission.  Exit
 * status: 0 every exercise of every student is graded, 1 a submission was
 * refused or an exercise could not be graded, 2 it had to stop, 3 (--plan,
 * --merge) results are missing.
 * grader/CLASS.md tells the rest.
 */
#define _GNU_SOURCE
#include "box.h"
#include "class.h"
#include "str.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COULD_NOT_GRADE = 2, RESULTS_MISSING = 3, MOST_JOBS = 64 };

static void
on_signal(int sig)
{
    jobs_interrupted = sig;
}

/* --- the command line --------------------------------------------------
 */

static void
usage(FILE *f)
{
    fputs("usage: class --submissions DIR --out DIR [--jobs N] [--seed N]\n"
          "             [--exercise NAME] [--chapter N] [--rules FILE]\n"
          "             [--root DIR] [--build DIR]\n"
          "             [--plan | --slice K/N | --merge]\n",
          f);
}

static bool
take_option(struct class *c, int option, char *value)
{
    unsigned long long v = 0;
    bool ok = true;
    switch (option) {
    case 's':
        c->submissions = value;
        break;
    case 'o':
        c->out = value;
        break;
    case 'e':
        c->options.exercise = value;
        break;
    case 'R':
        c->rules_file = value;
        break;
    case 'r':
        c->options.root = value;
        break;
    case 'b':
        c->options.build = value;
        break;
    case 'c':
        ok = str_to_number("class", value, "CHAPTER", 1, 99, &v);
        c->options.chapter = (int)v;
        break;
    case 'j':
        ok = str_to_number("class", value, "JOBS", 1, MOST_JOBS, &v);
        c->options.jobs = (int)v;
        break;
    case 'p':
        c->part = PLAN;
        break;
    case 'm':
        c->part = MERGE;
        break;
    case 'k':
        ok = slice_parse(c, value);
        break;
    case 'S':
        ok = str_to_number("class", value, "SEED", 0, INT64_MAX, &v);
        c->options.seed = v;
        c->options.seed_given = true;
        break;
    default:
        usage(option == 'h' ? stdout : stderr);
        exit(option == 'h' ? 0 : COULD_NOT_GRADE);
    }
    return ok;
}

static bool
parse(int argc, char **argv, struct class *c)
{
    static const struct option longs[] = {
        {"submissions", 1, NULL, 's'}, {"out", 1, NULL, 'o'},
        {"exercise", 1, NULL, 'e'},    {"chapter", 1, NULL, 'c'},
        {"jobs", 1, NULL, 'j'},        {"seed", 1, NULL, 'S'},
        {"rules", 1, NULL, 'R'},       {"root", 1, NULL, 'r'},
        {"build", 1, NULL, 'b'},       {"plan", 0, NULL, 'p'},
        {"slice", 1, NULL, 'k'},       {"merge", 0, NULL, 'm'},
        {"help", 0, NULL, 'h'},        {NULL, 0, NULL, 0}};
    for (int o; (o = getopt_long(argc, argv, "", longs, NULL)) != -1;)
        if (!take_option(c, o, optarg))
            return false;
    if (optind < argc || c->submissions == NULL || c->out == NULL) {
        if (optind < argc)
            fprintf(stderr, "class: what is \"%.60s\"?\n", argv[optind]);
        else
            fputs("class: say where the submissions are and where the "
                  "results go:\n    make class SUBMISSIONS=folder "
                  "OUT=folder\n",
                  stderr);
        return false;
    }
    return true;
}

/* --- the folders -------------------------------------------------------
 */

/* Both folders as absolute paths.  OUT must not be a submission. */
static bool
find_folders(struct class *c)
{
    struct stat st;
    char *in = realpath(c->submissions, NULL);
    if (in == NULL || stat(in, &st) == -1 || !S_ISDIR(st.st_mode)) {
        fprintf(stderr, "class: SUBMISSIONS=%s: %s\n", c->submissions,
                in == NULL ? strerror(errno) : "is not a folder");
        return false;
    }
    char *out =
        str_make_folders(c->out) == 0 ? realpath(c->out, NULL) : NULL;
    if (out == NULL || stat(out, &st) == -1 || !S_ISDIR(st.st_mode)) {
        fprintf(stderr, "class: OUT=%s: %s\n", c->out,
                out == NULL ? strerror(errno) : "is not a folder");
        return false;
    }
    size_t n = strlen(in);
    if (strncmp(in, out, n) == 0 && (out[n] == '/' || out[n] == '\0')) {
        fputs("class: OUT lies in SUBMISSIONS, where it would be graded; "
              "take another folder\n",
              stderr);
        return false;
    }
    c->submissions = in;
    c->out = out;
    return true;
}

/* OUT/running holds the name of this run's folder in /tmp.  The lock on it
 * keeps a second run out; the name lets the next run clear away what a
 * killed one has left. */
static bool
take_lock(struct class *c)
{
    char *path = str_format("%s/running", c->out), left[64] = "";
    int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd == -1) {
        fprintf(stderr, "class: cannot write into OUT=%s: %s\n", c->out,
                strerror(errno));
        free(path);
        return false;
    }
    struct stat st, now;
    if (flock(fd, LOCK_EX | LOCK_NB) == -1 || fstat(fd, &now) == -1 ||
        stat(path, &st) == -1 || st.st_ino != now.st_ino) {
        /* another inode: the other run has removed it this moment */
        fprintf(stderr, "class: another run is at work in OUT=%s\n",
                c->out);
        free(path);
        return false;
    }
    free(path);
    ssize_t n = read(fd, left, sizeof left - 1);
    if (n > 0 && strncmp(left, "/tmp/many-hands-class-", 22) == 0 &&
        strchr(left + 5, '/') == NULL && lstat(left, &st) == 0 &&
        S_ISDIR(st.st_mode) && st.st_uid == geteuid())
        str_remove_tree(left);
    c->tmp = jobs_make_temporary("class");
    if (c->tmp == NULL)
        return false;
    n = (ssize_t)strlen(c->tmp);
    if (ftruncate(fd, 0) == -1 || pwrite(fd, c->tmp, (size_t)n, 0) != n) {
        fprintf(stderr, "class: cannot write into OUT=%s: %s\n", c->out,
                strerror(errno));
        return false;
    }
    return true; /* fd stays open, and with it the lock */
}

static void
give_back(struct class *c)
{
    journal_close();
    jobs_remove_temporary(c->tmp);
    if (c->part == SLICE)
        return;
    char *path = str_format("%s/running", c->out);
    unlink(path);
    free(path);
}

/* --- the queue ---------------------------------------------------------
 */

/* A piece of work is the exercise of a student that has no result yet. */
struct work {
    struct class *class;
    struct {
        size_t student, exercise;
    } * pieces;
    size_t count, known;
    bool journal_failed;
};

static struct job
piece_of(void *arg, size_t i)
{
    const struct work *w = arg;
    const struct class *c = w->class;
    return (struct job){
        &c->students[w->pieces[i].student].options,
        json_array_get(c->exercises, w->pieces[i].exercise)};
}

static void
started(void *arg, size_t i)
{
    (void)arg, (void)i;
}

/* Who could not be graded this time keeps the points of last time. */
static void
keep_points(const struct student *s, size_t exercise, json_t *result)
{
    if (s->last[exercise] != NULL)
        record_keep_more(result, number_of(s->last[exercise], "score"));
}

/* Stands in the journal, so that a report made later says the same. */
static void
set_time(json_t *result)
{
    char *when = rules_date((int64_t)time(NULL));
    json_object_set_new(result, "graded_at", json_string(when));
    free(when);
}

/* The answer lies in a folder for the moment; a report calls it by the
 * name that it has in the submission. */
static void
name_file(json_t *result)
{
    const char *path = text_of(result, "file");
    const char *slug = text_of(result, "slug");
    const char *at = *slug != '\0' ? strstr(path, slug) : NULL;
    if (at != NULL) {
        char *name = strdup(at);
        json_object_set_new(result, "file", json_string(name));
        free(name);
    }
}

static void
finished(void *arg, size_t i, json_t *result)
{
    struct work *w = arg;
    struct class *c = w->class;
    size_t exercise = w->pieces[i].exercise;
    struct student *s = &c->students[w->pieces[i].student];
    keep_points(s, exercise, result);
    name_file(result);
    set_time(result);
    s->results[exercise] = result;
    if (!journal_add(c, w->pieces[i].student, exercise)) {
        w->journal_failed = true;
        jobs_interrupted = SIGTERM;
    }
    show_piece(c, s, result);
    if (--s->pending == 0)
        show_student(c, s);
}

/* Every student is graded with the same options but for the folder. */
static void
set_options(struct class *c)
{
    for (size_t i = 0; i < c->nstudents; i++) {
        c->students[i].options = c->options;
        c->students[i].options.from = c->students[i].taken;
        c->students[i].options.forgets = true;
    }
}

static void
plan(struct class *c, struct work *w)
{
    size_t n = json_array_size(c->exercises);
    *w = (struct work){.class = c};
    set_options(c);
    w->pieces = calloc(c->nstudents * n + 1, sizeof *w->pieces);
    for (size_t k = 0; k < c->nstudents; k++)
        for (size_t i = 0; c->students[k].refused == NULL && i < n; i++)
            if (c->students[k].results[i] != NULL)
                w->known++;
            else {
                w->pieces[w->count].student = k;
                w->pieces[w->count++].exercise = i;
                c->students[k].pending++;
            }
}

/* --- all together ------------------------------------------------------
 */

static void
take_all(struct class *c)
{
    size_t n = json_array_size(c->exercises);
    for (size_t i = 0; i < c->nstudents && !jobs_interrupted; i++) {
        struct student *s = &c->students[i];
        s->results = calloc(n, sizeof *s->results);
        s->last = calloc(n, sizeof *s->last);
        show_taking(c, i);
        class_take(c, s);
    }
}

/* 0 if all is graded, 1 if a row holds less than it could. */
static int
status_of(const struct class *c)
{
    for (size_t k = 0; k < c->nstudents; k++) {
        const struct student *s = &c->students[k];
        if (s->refused != NULL)
            return 1;
        for (size_t i = 0; i < json_array_size(c->exercises); i++)
            if (s->results[i] == NULL ||
                strcmp(text_of(s->results[i], "verdict"), "GRADER_ERROR") ==
                    0)
                return 1;
    }
    return 0;
}

/* Grades what has no result yet; false if it was interrupted. */
static bool
grade_pieces(struct class *c, struct work *w)
{
    struct job_queue q = {.limit = c->options.jobs,
                          .count = w->count,
                          .job = piece_of,
                          .started = started,
                          .finished = finished,
                          .arg = w};
    show_begin(c, w->count, w->known);
    bool done = jobs_run_queue(&q);
    show_end();
    free(w->pieces);
    if (!done && !w->journal_failed)
        fputs("class: stopped; nothing is left running.  The same command "
              "goes on from here.\n",
              stderr);
    return done;
}

static int
grade_slice(struct class *c)
{
    struct work work;
    if (!journal_open_slice(c))
        return COULD_NOT_GRADE;
    plan(c, &work);
    return grade_pieces(c, &work) ? status_of(c) : COULD_NOT_GRADE;
}

/* Plans, merges, or grades all and writes the books. */
static int
grade_whole(struct class *c)
{
    struct work work;
    if (!journal_open(c) || !journal_gather(c, false) ||
        (c->part == MERGE && !journal_gather(c, true)))
        return COULD_NOT_GRADE;
    plan(c, &work);
    if (c->part != WHOLE)
        show_begin(c, work.count, work.known);
    bool done = c->part == WHOLE ? grade_pieces(c, &work) : work.count == 0;
    if (c->part == PLAN)
        return done ? status_of(c) : RESULTS_MISSING;
    if (done)
        alike_find(c);
    if (work.journal_failed || !out_write(c))
        return COULD_NOT_GRADE;
    printf("%s/index.html is the overview, %s/gradebook.csv the table.\n",
           c->out, c->out);
    if (!done)
        return c->part == MERGE ? RESULTS_MISSING : COULD_NOT_GRADE;
    slice_clear(c);
    return status_of(c);
}

static int
grade_class(struct class *c)
{
    take_all(c);
    if (jobs_interrupted)
        fputs("class: stopped before anything was graded.\n", stderr);
    if (jobs_interrupted || !rules_load(c))
        return COULD_NOT_GRADE;
    return c->part == SLICE ? grade_slice(c) : grade_whole(c);
}

/* Half as many more as there are cores: a piece of work waits now and then,
 * for its disk or to see whether a probe hangs. */
static int
enough_jobs(void)
{
    int cores = jobs_cores();
    int jobs = cores + (cores + 1) / 2;
    return jobs < MOST_JOBS ? jobs : MOST_JOBS;
}

int
main(int argc, char **argv)
{
    struct class c = {.options = {.root = ".",
                                  .build = "build",
                                  .jobs = enough_jobs(),
                                  .hint = 1}};
    uint32_t random = 0;
    if (getrandom(&random, sizeof random, 0) != sizeof random)
        random = (uint32_t)time(NULL);
    c.options.seed = random;
    c.begun = rules_date((int64_t)time(NULL));
    if (!parse(argc, argv, &c))
        return COULD_NOT_GRADE;
    box_level(); /* stops here if none can be had, before OUT is locked */
    c.all = catalogue_load(&c.options);
    c.exercises =
        c.all != NULL ? catalogue_select(c.all, &c.options) : NULL;
    if (c.exercises == NULL || !find_folders(&c) || !class_find(&c))
        return COULD_NOT_GRADE;
    if (c.part == SLICE) { /* others are at work in OUT, as they should */
        slice_cut(&c);
        c.tmp = jobs_make_temporary("class");
    }
    if (c.part == SLICE ? c.tmp == NULL : !take_lock(&c)) {
        if (c.tmp != NULL)
            str_remove_tree(c.tmp);
        return COULD_NOT_GRADE;
    }
    prctl(PR_SET_DUMPABLE, 0); /* nothing may look into the judge */
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    int status = grade_class(&c);
    give_back(&c);
    return status;
}
