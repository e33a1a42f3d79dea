/*
 * grade.c - builds and checks the answers of a submission.
 *
 *     grade [--from DIR] [--exercise NAME] [--chapter N] [--seed N]
 *           [--jobs N] [--hint N] [--force] [--root DIR] [--build DIR]
 *     grade --sandbox        say which sandbox this machine offers
 *
 * Exit status: 0 all graded exercises pass, 1 some do not, 2 it could not
 * grade.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "box.h"
#include "learner.h"
#include "str.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COULD_NOT_GRADE = 2 };

/* --- the command line --------------------------------------------------
 */

static void
usage(FILE *f)
{
    fputs("usage: grade [--from DIR] [--exercise NAME] [--chapter N] "
          "[--seed N] [--jobs N]\n             [--hint 1..3] [--force] "
          "[--root DIR] [--build DIR] [--sandbox]\n",
          f);
}

static bool
parse(int argc, char **argv, struct options *o)
{
    static const struct option longs[] = {
        {"from", 1, NULL, 'f'},    {"exercise", 1, NULL, 'e'},
        {"chapter", 1, NULL, 'c'}, {"seed", 1, NULL, 's'},
        {"jobs", 1, NULL, 'j'},    {"hint", 1, NULL, 'n'},
        {"force", 0, NULL, 'F'},   {"root", 1, NULL, 'r'},
        {"build", 1, NULL, 'b'},   {"sandbox", 0, NULL, 'S'},
        {"help", 0, NULL, 'h'},    {NULL, 0, NULL, 0}};
    unsigned long long v;
    for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
        switch (c) {
        case 'f':
            o->from = optarg;
            break;
        case 'e':
            o->exercise = optarg;
            break;
        case 'c':
            if (!str_to_number("grade", optarg, "CHAPTER", 1, 99, &v))
                return false;
            o->chapter = (int)v;
            break;
        case 's':
            if (!str_to_number("grade", optarg, "SEED", 0, INT64_MAX, &v))
                return false;
            o->seed = v;
            o->seed_given = true;
            break;
        case 'j':
            if (!str_to_number("grade", optarg, "JOBS", 1, 64, &v))
                return false;
            o->jobs = (int)v;
            break;
        case 'n':
            if (!str_to_number("grade", optarg, "HINT", 1, 3, &v))
                return false;
            o->hint = (int)v;
            break;
        case 'F':
            o->force = true;
            break;
        case 'r':
            o->root = optarg;
            break;
        case 'b':
            o->build = optarg;
            break;
        case 'S':
            printf("%s\n", box_level_name());
            exit(0);
        default:
            usage(c == 'h' ? stdout : stderr);
            exit(c == 'h' ? 0 : COULD_NOT_GRADE);
        }
    }
    if (optind < argc) {
        fprintf(stderr, "grade: what is \"%.60s\"?\n", argv[optind]);
        usage(stderr);
        return false;
    }
    return true;
}

static bool
prepare(struct options *o)
{
    if (!o->seed_given) {
        uint32_t random = 0;
        if (getrandom(&random, sizeof random, 0) != sizeof random)
            random = (uint32_t)time(NULL);
        o->seed = random;
    }
    char *work = str_format("%s/grade/jobs", o->build);
    bool ok = str_make_folders(work) == 0 && access(work, W_OK) == 0;
    if (!ok)
        fprintf(stderr, "grade: cannot write into %s: %s\n", work,
                strerror(errno));
    free(work);
    return ok;
}

int
main(int argc, char **argv)
{
    struct options o = {.root = ".",
                        .build = "build",
                        .from = "exercises",
                        .jobs = jobs_cores(),
                        .hint = 1};
    if (!parse(argc, argv, &o))
        return COULD_NOT_GRADE;
    json_t *all = catalogue_load(&o);
    json_t *exercises = all != NULL ? catalogue_select(all, &o) : NULL;
    if (exercises == NULL || !submission_check(&o, all) || !prepare(&o))
        return COULD_NOT_GRADE;
    prctl(PR_SET_DUMPABLE, 0); /* nothing may look into the judge */
    jobs_stop_on_signals();
    json_t *results = json_array();
    report_begin(&o);
    submission_note_strays(&o, all);
    if (json_array_size(exercises) == 1 && o.jobs > 1)
        setenv("GRADE_ALONE", "1", 1); /* its driver may use two cores */
    if (!jobs_run(&o, exercises, results, report_line)) {
        fputs("\ngrade: stopped; nothing is left running and the last "
              "report is as it was.\n",
              stderr);
        return COULD_NOT_GRADE;
    }
    bool written = record_write(&o, results);
    if (learner_owns(&o))
        learner_enter(&o, all, results, o.exercise);
    report_end(&o, exercises, results);
    bool pass = true, graded = written;
    size_t i;
    json_t *r;
    json_array_foreach (results, i, r) {
        pass = pass && strcmp(text_of(r, "verdict"), "PASS") == 0;
        graded =
            graded && strcmp(text_of(r, "verdict"), "GRADER_ERROR") != 0;
    }
    json_decref(results);
    json_decref(exercises);
    json_decref(all);
    return !graded ? COULD_NOT_GRADE : pass ? 0 : 1;
}
