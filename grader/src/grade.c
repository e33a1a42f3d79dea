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

static volatile sig_atomic_t interrupted;

static void
on_signal(int sig)
{
    interrupted = sig;
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- one exercise ------------------------------------------------------
 */

static char *
workspace(const struct options *o, const char *name)
{
    return str_format("%s/grade/work/%s.%d", o->build, name, (int)getpid());
}

static void
grade_file(const struct options *o, const json_t *exercise,
           const char *path, json_t *result)
{
    /* Under /tmp the throw-away user can reach it. */
    char work[] = "/tmp/many-hands-work-XXXXXX";
    if (mkdtemp(work) == NULL || chmod(work, 0755) == -1) {
        judge_set(result, "GRADER_ERROR", "disk",
                  "cannot make a folder in /tmp: %s", strerror(errno));
        return;
    }
    if (compile_probe(o, exercise, path, work, result)) {
        if (geteuid() == 0) /* it was lent to the throw-away user */
            if (chown(work, 0, 0) == -1)
                perror("grade: chown");
        judge_run(o, exercise, path, work, result);
    }
    str_remove_tree(work);
}

static json_t *
grade_exercise(const struct options *o, const json_t *exercise)
{
    double started = now();
    json_t *result = json_pack(
        "{s:s,s:i,s:s,s:s,s:i,s:i,s:f,s:s,s:s,s:s,s:i,s:i,s:[]}", "name",
        text_of(exercise, "name"), "chapter",
        number_of(exercise, "chapter"), "verdict", "GRADER_ERROR", "detail",
        "", "score", 0, "max_score", number_of(exercise, "points"),
        "seconds", 0.0, "evidence", "", "hint", "", "hint_id", "",
        "survivors", 0, "peak_rss_kb", 0, "tests");
    char *path = NULL;
    size_t len = 0;
    char *source = submission_read(o, exercise, &path, &len, result);
    json_t *known =
        source != NULL ? record_find(o, exercise, source, len) : NULL;
    if (known != NULL) {
        json_decref(result);
        result = known;
    } else if (source != NULL) {
        grade_file(o, exercise, path, result);
        json_object_set_new(result, "seconds", json_real(now() - started));
    }
    if (strcmp(text_of(result, "verdict"), "PASS") != 0)
        json_object_set_new(
            result, "hint",
            json_string(hint_of(exercise, text_of(result, "hint_id"), 1)));
    record_keep_points(o, result);
    if (source != NULL && known == NULL)
        record_keep(o, exercise, source, len, result);
    free(source);
    free(path);
    return result;
}

/* --- several at once ---------------------------------------------------
 */

struct job {
    pid_t pid;
    size_t index;
    char *path; /* where it leaves its result */
};

static pid_t
start_job(const struct options *o, const json_t *exercise, const char *path)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN); /* the terminal sends it to all of us */
    signal(SIGTERM, SIG_DFL);
    json_t *result = grade_exercise(o, exercise);
    char *text = json_dumps(result, JSON_INDENT(1));
    _exit(text != NULL && str_write_file(path, text, strlen(text)) == 0
              ? 0
              : 1);
}

static void
finish_job(const struct options *o, json_t *exercises, json_t *results,
           struct job *job)
{
    const json_t *x = json_array_get(exercises, job->index);
    json_t *result = json_load_file(job->path, 0, NULL);
    if (result == NULL) {
        result = json_pack("{s:s,s:i,s:i,s:i,s:f,s:[]}", "name",
                           text_of(x, "name"), "chapter",
                           number_of(x, "chapter"), "score", 0, "max_score",
                           number_of(x, "points"), "seconds", 0.0, "tests");
        judge_set(
            result, "GRADER_ERROR", "grader",
            "the grader's own process ended early; is the disk full?");
        record_keep_points(o, result);
    }
    unlink(job->path);
    free(job->path);
    json_array_set_new(results, job->index, result);
    report_line(x, result);
    *job = (struct job){0};
}

static void
stop_jobs(struct job *jobs, int n)
{
    for (int i = 0; i < n; i++)
        if (jobs[i].pid > 0)
            kill(jobs[i].pid, SIGKILL); /* and with it its driver and box */
    for (int i = 0; i < n; i++)
        if (jobs[i].pid > 0) {
            waitpid(jobs[i].pid, NULL, 0);
            unlink(jobs[i].path);
        }
}

static bool
grade_all(const struct options *o, json_t *exercises, json_t *results)
{
    enum { MOST = 64 };
    struct job jobs[MOST] = {{0}};
    int limit = o->jobs < MOST ? o->jobs : MOST, running = 0;
    size_t next = 0, n = json_array_size(exercises);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(results, json_null());
    while ((next < n || running > 0) && !interrupted) {
        while (next < n && running < limit) {
            struct job *j = jobs;
            while (j->pid != 0)
                j++;
            const json_t *x = json_array_get(exercises, next);
            char *path = workspace(o, text_of(x, "name"));
            *j = (struct job){start_job(o, x, path), next++, path};
            if (j->pid == -1) {
                perror("grade: cannot start a process");
                interrupted = SIGTERM;
                j->pid = 0;
                break;
            }
            running++;
        }
        pid_t ended = running > 0 ? waitpid(-1, NULL, 0) : -1;
        for (int i = 0; i < MOST && ended > 0; i++)
            if (jobs[i].pid == ended) {
                finish_job(o, exercises, results, &jobs[i]);
                running--;
            }
    }
    stop_jobs(jobs, MOST);
    return !interrupted;
}

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
number(const char *text, const char *what, unsigned long long low,
       unsigned long long high, unsigned long long *value)
{
    char *end;
    errno = 0;
    *value = strtoull(text, &end, 10);
    if (*text == '-' || *text == '\0' || *end != '\0' || errno != 0 ||
        *value < low || *value > high) {
        fprintf(stderr,
                "grade: %s must be a number from %llu to %llu, not "
                "\"%.40s\"\n",
                what, low, high, text);
        return false;
    }
    return true;
}

static int
cores(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                       : 1;
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
            if (!number(optarg, "CHAPTER", 1, 99, &v))
                return false;
            o->chapter = (int)v;
            break;
        case 's':
            if (!number(optarg, "SEED", 0, INT64_MAX, &v))
                return false;
            o->seed = v;
            o->seed_given = true;
            break;
        case 'j':
            if (!number(optarg, "JOBS", 1, 64, &v))
                return false;
            o->jobs = (int)v;
            break;
        case 'n':
            if (!number(optarg, "HINT", 1, 3, &v))
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
    char *work = str_format("%s/grade/work", o->build);
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
                        .jobs = cores(),
                        .hint = 1};
    if (!parse(argc, argv, &o))
        return COULD_NOT_GRADE;
    json_t *all = catalogue_load(&o);
    json_t *exercises = all != NULL ? catalogue_select(all, &o) : NULL;
    if (exercises == NULL || !submission_check(&o, all) || !prepare(&o))
        return COULD_NOT_GRADE;
    prctl(PR_SET_DUMPABLE, 0); /* nothing may look into the judge */
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    json_t *results = json_array();
    report_begin(&o);
    submission_note_strays(&o, all);
    if (!grade_all(&o, exercises, results)) {
        fputs("\ngrade: stopped; nothing is left running and the last "
              "report is as it was.\n",
              stderr);
        return COULD_NOT_GRADE;
    }
    bool written = record_write(&o, results);
    report_end(&o, exercises, results);
    bool pass = true, graded = written;
    size_t i;
    json_t *r;
    json_array_foreach(results, i, r)
    {
        pass = pass && strcmp(text_of(r, "verdict"), "PASS") == 0;
        graded =
            graded && strcmp(text_of(r, "verdict"), "GRADER_ERROR") != 0;
    }
    json_decref(results);
    json_decref(exercises);
    json_decref(all);
    return !graded ? COULD_NOT_GRADE : pass ? 0 : 1;
}
