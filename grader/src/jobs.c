/*
 * jobs.c - grades one exercise, and several at once.
 *
 * Each exercise is graded by a process of its own, so that nothing one
 * answer does can reach the grading of another.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

volatile sig_atomic_t jobs_interrupted;

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
workspace(const struct options *o, const char *name, size_t index)
{
    return str_format("%s/grade/jobs/%s.%d.%zu", o->build, name,
                      (int)getpid(), index);
}

/* A folder under /tmp, where the throw-away user can reach it; NULL with a
 * verdict set. */
static char *
temporary_folder(const char *name, json_t *result)
{
    const char *tmp = getenv("GRADE_TMP");
    char *path =
        str_format("%s/%s-XXXXXX", tmp != NULL ? tmp : "/tmp", name);
    if (mkdtemp(path) != NULL && chmod(path, 0755) == 0)
        return path;
    judge_set(result, "GRADER_ERROR", "disk",
              "cannot make a folder in /tmp: %s", strerror(errno));
    free(path);
    return NULL;
}

static void
grade_file(const struct options *o, const json_t *exercise,
           const char *path, json_t *result)
{
    char *work = temporary_folder("work", result);
    if (work == NULL)
        return;
    if (compile_probe(o, exercise, path, work, result)) {
        if (geteuid() == 0) /* it was lent to the throw-away user */
            if (chown(work, 0, 0) == -1)
                perror("grade: chown");
        judge_run(o, exercise, path, work, result);
    }
    str_remove_tree(work);
    free(work);
}

/* Grades the bytes that were read: the learner's file may become another
 * one while it is graded, and what is kept as known is these bytes. */
static void
grade_bytes(const struct options *o, const json_t *exercise,
            const char *source, size_t len, json_t *result)
{
    char *folder = temporary_folder("answer", result);
    if (folder == NULL)
        return;
    char *copy = str_format("%s/%s", folder, text_of(exercise, "file"));
    if (str_write_file(copy, source, len) == 0)
        grade_file(o, exercise, copy, result);
    else
        judge_set(result, "GRADER_ERROR", "disk",
                  "cannot copy the answer: %s", strerror(errno));
    str_remove_tree(folder);
    free(copy);
    free(folder);
}

/* What does not compile needs another first hint than what is wrong. */
static const char *
first_hint(const json_t *exercise, const json_t *result)
{
    if (strcmp(text_of(result, "detail"), "missing") == 0)
        return "The file is not where it should be. In your clone, `git "
               "checkout exercises` brings the starters that are gone "
               "back.";
    if (strcmp(text_of(result, "verdict"), "CE") == 0)
        return "The file must compile before it can be run. Correct the "
               "first error that the compiler reports: those after it "
               "often "
               "vanish with it.";
    return hint_of(exercise, text_of(result, "hint_id"), 1);
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
    if (json_is_true(json_object_get(exercise, "bonus")))
        json_object_set_new(result, "bonus", json_true());
    char *path = NULL;
    size_t len = 0;
    char *source = submission_read(o, exercise, &path, &len, result);
    json_t *known =
        source != NULL ? record_find(o, exercise, source, len) : NULL;
    if (known != NULL) {
        json_decref(result);
        result = known;
    } else if (source != NULL) {
        grade_bytes(o, exercise, source, len, result);
        json_object_set_new(result, "seconds", json_real(now() - started));
    }
    if (strcmp(text_of(result, "verdict"), "PASS") != 0)
        json_object_set_new(result, "hint",
                            json_string(first_hint(exercise, result)));
    record_keep_points(o, result);
    describe(o, exercise, path, source, len, result);
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
           struct job *job,
           void (*finished)(const json_t *, const json_t *))
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
        describe(o, x, NULL, NULL, 0, result);
    }
    unlink(job->path);
    free(job->path);
    json_array_set_new(results, job->index, result);
    finished(x, result);
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

/* A grader that was killed outright could not remove its folder.  Nobody
 * holds its lock any more. */
static void
remove_forgotten(void)
{
    glob_t g;
    if (glob("/tmp/many-hands-grade-*", GLOB_NOSORT, NULL, &g) != 0)
        return;
    for (size_t i = 0; i < g.gl_pathc; i++) {
        struct stat st;
        int fd = open(g.gl_pathv[i],
                      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == geteuid() &&
            time(NULL) - st.st_mtime > 60 && /* no lock yet? */
            flock(fd, LOCK_EX | LOCK_NB) == 0)
            str_remove_tree(g.gl_pathv[i]);
        if (fd >= 0)
            close(fd);
    }
    globfree(&g);
}

/* One folder in /tmp for all that is temporary, so that nothing is left
 * when the jobs are killed.  Its lock lasts as long as this process and its
 * jobs.
 */
static char *
make_temporary(int *lock)
{
    char *tmp = strdup("/tmp/many-hands-grade-XXXXXX");
    remove_forgotten();
    /* others may pass, not look: the folders in it have random names */
    if (mkdtemp(tmp) == NULL || chmod(tmp, 0711) == -1 ||
        setenv("GRADE_TMP", tmp, 1) == -1) {
        fprintf(stderr, "grade: cannot make a folder in /tmp: %s\n",
                strerror(errno));
        free(tmp);
        return NULL;
    }
    *lock = open(tmp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    flock(*lock, LOCK_EX | LOCK_NB);
    return tmp;
}

static void
on_signal(int sig)
{
    jobs_interrupted = sig;
}

void
jobs_stop_on_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

bool
jobs_run(const struct options *o, json_t *exercises, json_t *results,
         void (*finished)(const json_t *exercise, const json_t *result))
{
    enum { MOST = 64 };
    struct job jobs[MOST] = {{0}};
    int limit = o->jobs < MOST ? o->jobs : MOST, running = 0;
    size_t next = 0, n = json_array_size(exercises);
    int lock = -1;
    char *tmp = make_temporary(&lock);
    if (tmp == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        json_array_append_new(results, json_null());
    while ((next < n || running > 0) && !jobs_interrupted) {
        while (next < n && running < limit) {
            struct job *j = jobs;
            while (j->pid != 0)
                j++;
            const json_t *x = json_array_get(exercises, next);
            char *path = workspace(o, text_of(x, "name"), next);
            *j = (struct job){start_job(o, x, path), next++, path};
            if (j->pid == -1) {
                perror("grade: cannot start a process");
                jobs_interrupted = SIGTERM;
                j->pid = 0;
                break;
            }
            running++;
            report_running(x);
        }
        pid_t ended = running > 0 ? waitpid(-1, NULL, 0) : -1;
        for (int i = 0; i < MOST && ended > 0; i++)
            if (jobs[i].pid == ended) {
                finish_job(o, exercises, results, &jobs[i], finished);
                running--;
            }
    }
    stop_jobs(jobs, MOST);
    str_remove_tree(tmp);
    unsetenv("GRADE_TMP");
    close(lock);
    free(tmp);
    return !jobs_interrupted;
}
