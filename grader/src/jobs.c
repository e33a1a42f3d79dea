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
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

volatile sig_atomic_t jobs_interrupted;

int
jobs_cores(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                       : 1;
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

/* The text of the mistake that was recognised; else what helps with this
 * verdict in any exercise; else the exercise's own first hint. */
static const char *
first_hint(const json_t *exercise, const json_t *result)
{
    const char *id = text_of(result, "hint_id");
    const char *verdict = text_of(result, "verdict");
    bool left = strcmp(text_of(result, "detail"), "exit") == 0;
    bool unseen = strcmp(verdict, "CRASH") == 0 &&
                  strstr(text_of(result, "evidence"), ".c:") == NULL;
    const char *advice = verdict_advice(left ? "TAMPER" : verdict,
                                        unseen ? "without a line"
                                               : text_of(result, "detail"));
    return *advice == '\0' || *mistake_text(exercise, id) != '\0'
               ? hint_of(exercise, id, 1)
               : advice;
}

/* With every field that a record promises, and nothing found yet. */
static json_t *
new_result(const struct options *o, const json_t *exercise)
{
    json_t *result = json_pack(
        "{s:s,s:i,s:s,s:s,s:i,s:i,s:f,s:s,s:s,s:s,s:i,s:i,s:I,s:[]}",
        "name", text_of(exercise, "name"), "chapter",
        number_of(exercise, "chapter"), "verdict", "GRADER_ERROR", "detail",
        "", "score", 0, "max_score", number_of(exercise, "points"),
        "seconds", 0.0, "evidence", "", "hint", "", "hint_id", "",
        "survivors", 0, "peak_rss_kb", 0, "seed", (json_int_t)o->seed,
        "tests");
    if (json_is_true(json_object_get(exercise, "bonus")))
        json_object_set_new(result, "bonus", json_true());
    return result;
}

/* What follows from the verdict: the hint, and whose points count. */
static void
complete(const struct options *o, const json_t *exercise, json_t *result)
{
    if (strcmp(text_of(result, "verdict"), "PASS") != 0)
        json_object_set_new(result, "hint",
                            json_string(first_hint(exercise, result)));
    record_keep_points(o, exercise, result);
}

static json_t *
grade_exercise(const struct options *o, const json_t *exercise)
{
    double started = now();
    json_t *result = new_result(o, exercise);
    char *path = NULL;
    size_t len = 0;
    char *source = submission_read(o, exercise, &path, &len, result);
    json_t *known = source != NULL && !o->forgets
                        ? record_find(o, exercise, source, len)
                        : NULL;
    if (known != NULL) {
        json_decref(result);
        result = known;
    } else if (source != NULL) {
        grade_bytes(o, exercise, source, len, result);
        json_object_set_new(result, "seconds", json_real(now() - started));
    }
    complete(o, exercise, result);
    describe(o, exercise, path, source, len, result);
    if (source != NULL && known == NULL && !o->forgets)
        record_keep(o, exercise, source, len, result);
    free(source);
    free(path);
    return result;
}

/* --- several at once ---------------------------------------------------
 */

struct running {
    pid_t pid;
    size_t index;
    int result; /* a file in memory: no disk can be full for it */
};

static bool
write_all(int fd, const char *bytes, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = write(fd, bytes + done, len - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool
start(const struct job_queue *q, size_t index, struct running *r)
{
    struct job job = q->job(q->arg, index);
    *r = (struct running){.index = index,
                          .result = memfd_create("result", MFD_CLOEXEC)};
    fflush(NULL);
    r->pid = r->result == -1 ? -1 : fork();
    if (r->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        signal(SIGINT, SIG_IGN); /* the terminal sends it to all of us */
        signal(SIGTERM, SIG_DFL);
        json_t *result = grade_exercise(job.options, job.exercise);
        char *text = json_dumps(result, JSON_COMPACT);
        _exit(text == NULL || !write_all(r->result, text, strlen(text)));
    }
    if (r->pid > 0)
        return true;
    perror("grade: cannot start a process");
    if (r->result != -1)
        close(r->result);
    *r = (struct running){0};
    return false;
}

/* What a job that ended without a result gets. */
static json_t *
no_result(const struct job *job)
{
    const json_t *x = job->exercise;
    json_t *result = new_result(job->options, x);
    judge_set(result, "GRADER_ERROR", "grader",
              "the grader's own process ended early; is the disk full?");
    complete(job->options, x, result);
    describe(job->options, x, NULL, NULL, 0, result);
    return result;
}

static void
finish(const struct job_queue *q, struct running *r)
{
    struct job job = q->job(q->arg, r->index);
    lseek(r->result, 0, SEEK_SET);
    json_t *result = json_loadfd(r->result, 0, NULL);
    if (result == NULL)
        result = no_result(&job);
    close(r->result);
    q->finished(q->arg, r->index, result);
    *r = (struct running){0};
}

static void
stop_all(struct running *running, int n)
{
    for (int i = 0; i < n; i++)
        if (running[i].pid > 0) /* and with it its driver and box */
            kill(running[i].pid, SIGKILL);
    for (int i = 0; i < n; i++)
        if (running[i].pid > 0) {
            waitpid(running[i].pid, NULL, 0);
            close(running[i].result);
        }
}

/* A grader that was killed outright could not remove its folder.  Nobody
 * holds its lock any more. */
static void
remove_forgotten(void)
{
    glob_t g;
    if (glob("/tmp/many-hands-{grade,class}-??????",
             GLOB_NOSORT | GLOB_BRACE, NULL, &g) != 0)
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
static int lock = -1;

char *
jobs_make_temporary(const char *program)
{
    char *tmp = str_format("/tmp/many-hands-%s-XXXXXX", program);
    remove_forgotten();
    /* others may pass, not look: the folders in it have random names */
    if (mkdtemp(tmp) == NULL || chmod(tmp, 0711) == -1 ||
        setenv("GRADE_TMP", tmp, 1) == -1) {
        fprintf(stderr, "%s: cannot make a folder in /tmp: %s\n", program,
                strerror(errno));
        free(tmp);
        return NULL;
    }
    lock = open(tmp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    flock(lock, LOCK_EX | LOCK_NB);
    return tmp;
}

void
jobs_remove_temporary(char *tmp)
{
    if (tmp == NULL)
        return;
    str_remove_tree(tmp);
    unsetenv("GRADE_TMP");
    close(lock);
    lock = -1;
    free(tmp);
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
jobs_run_queue(const struct job_queue *q)
{
    enum { MOST = 64 };
    struct running running[MOST] = {{0}};
    int limit = q->limit < MOST ? q->limit : MOST, n = 0;
    for (size_t next = 0;
         (next < q->count || n > 0) && !jobs_interrupted;) {
        while (next < q->count && n < limit && !jobs_interrupted) {
            struct running *r = running;
            while (r->pid != 0)
                r++;
            if (!start(q, next, r)) {
                jobs_interrupted = SIGTERM;
                break;
            }
            n++;
            q->started(q->arg, next++);
        }
        pid_t ended = n > 0 ? waitpid(-1, NULL, 0) : -1;
        for (int i = 0; i < MOST && ended > 0; i++)
            if (running[i].pid == ended) {
                finish(q, &running[i]);
                n--;
            }
    }
    stop_all(running, MOST);
    return !jobs_interrupted;
}

/* --- the exercises of one submission -----------------------------------
 */

struct submission {
    const struct options *o;
    json_t *exercises, *results;
    void (*finished)(const json_t *exercise, const json_t *result);
};

static struct job
job_of(void *arg, size_t i)
{
    const struct submission *s = arg;
    return (struct job){s->o, json_array_get(s->exercises, i)};
}

static void
job_started(void *arg, size_t i)
{
    const struct submission *s = arg;
    report_running(json_array_get(s->exercises, i));
}

static void
job_finished(void *arg, size_t i, json_t *result)
{
    const struct submission *s = arg;
    json_array_set_new(s->results, i, result);
    s->finished(json_array_get(s->exercises, i), result);
}

bool
jobs_run(const struct options *o, json_t *exercises, json_t *results,
         void (*finished)(const json_t *exercise, const json_t *result))
{
    struct submission s = {o, exercises, results, finished};
    struct job_queue q = {.limit = o->jobs,
                          .count = json_array_size(exercises),
                          .job = job_of,
                          .started = job_started,
                          .finished = job_finished,
                          .arg = &s};
    char *tmp = jobs_make_temporary("grade");
    if (tmp == NULL)
        return false;
    for (size_t i = 0; i < q.count; i++)
        json_array_append_new(results, json_null());
    bool done = jobs_run_queue(&q);
    jobs_remove_temporary(tmp);
    return done;
}
