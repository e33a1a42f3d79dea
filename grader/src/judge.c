/* judge.c - runs a driver and turns its tests into one verdict. */
#define _GNU_SOURCE
#include "grade.h"
#include "box.h"
#include "str.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

json_t *
json_safe_string(const char *s)
{
    char *clean = utf8_clean(s, strlen(s), (size_t)-1 / 2);
    json_t *j = json_string(clean);
    free(clean);
    return j;
}

const char *
shown(const char *s)
{
    static json_t *last;
    json_decref(last);
    last = json_safe_string(s);
    return json_string_value(last);
}

void
judge_set(json_t *result, const char *verdict, const char *detail,
          const char *format, ...)
{
    va_list ap;
    char *evidence = NULL;
    va_start(ap, format);
    if (vasprintf(&evidence, format, ap) < 0)
        evidence = NULL;
    va_end(ap);
    json_object_set_new(result, "verdict", json_string(verdict));
    json_object_set_new(result, "detail", json_safe_string(detail));
    json_object_set_new(result, "evidence",
                        json_safe_string(evidence ? evidence : ""));
    free(evidence);
}

/* --- the driver --------------------------------------------------------
 */

static void
exec_driver(const struct options *o, char **argv, const char *log)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* Not an argument: every user of the machine may read those. */
    char *seed = str_format("%llu", (unsigned long long)o->seed);
    setenv("GRADE_SEED", seed, 1);
    setenv("GRADE_SANDBOX", box_level_name(), 1);
    int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0) {
        dup2(fd, 1);
        dup2(fd, 2);
    }
    execv(argv[0], argv);
    _exit(127);
}

/* Runs the driver; its JSON report, or NULL with a verdict set. */
static json_t *
run_driver(const struct options *o, const json_t *exercise,
           const char *path, const char *probes, json_t *result)
{
    const char *name = text_of(exercise, "name");
    char *report = str_format("%s/report.json", probes);
    char *log = str_format("%s/driver.log", probes);
    char *argv[] = {
        str_format("%s/drivers/%s", o->build, name),
        str_format("--gtest_output=json:%s", report),
        str_format("--probes=%s", probes),
        str_format("--file=%s", path),
        str_format("--root=%s", o->root),
        NULL,
    };
    json_t *json = NULL;
    unlink(report);
    pid_t pid = access(argv[0], X_OK) == 0 ? fork() : -1;
    if (pid == 0)
        exec_driver(o, argv, log);
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) == -1 && errno == EINTR)
        continue;
    if (pid == -1)
        judge_set(result, "GRADER_ERROR", "driver",
                  "the driver %s is missing; run `make` again", argv[0]);
    else if ((json = json_load_file(report, 0, NULL)) == NULL)
        judge_set(result, "GRADER_ERROR", "driver",
                  "the driver ended without a report (status %d); see %s",
                  status, log);
    for (size_t i = 0; argv[i] != NULL; i++)
        free(argv[i]);
    free(report);
    free(log);
    return json;
}

/* The record of one test in GoogleTest's report, or NULL. */
static const json_t *
find_test(const json_t *report, const char *name)
{
    size_t i, k;
    json_t *suite, *test;
    json_array_foreach (json_object_get(report, "testsuites"), i, suite)
        json_array_foreach (json_object_get(suite, "testsuite"), k, test)
            if (strcmp(text_of(test, "name"), name) == 0 &&
                strcmp(text_of(test, "result"), "COMPLETED") == 0)
                return test;
    return NULL;
}

/* --- from tests to a verdict -------------------------------------------
 */

struct tally {
    const char *verdict, *hint;
    const json_t *decisive; /* the driver's record of that test */
    const json_t *remark;   /* of a test that has something to add */
    int passed_weight, weight;
};

/* What went in, what should have come out, what did. */
static void
copy_comparison(const json_t *from, json_t *to)
{
    static const char *const keys[] = {"input", "expected", "got"};
    if (json_object_get(from, "got") == NULL)
        return;
    for (size_t i = 0; i < 3; i++)
        json_object_set_new(to, keys[i],
                            json_safe_string(text_of(from, keys[i])));
}

static void
judge_test(const json_t *wanted, const json_t *report, json_t *tests,
           struct tally *t)
{
    const json_t *test = find_test(report, text_of(wanted, "name"));
    const char *verdict = "PASS";
    if (test == NULL)
        verdict = "GRADER_ERROR"; /* a driver must run every named test */
    else if (json_object_get(test, "verdict") != NULL)
        verdict = text_of(test, "verdict");
    else if (json_object_get(test, "failures") != NULL)
        verdict = "WRONG";
    int weight = number_of(wanted, "weight");
    t->weight += weight;
    if (strcmp(verdict, "PASS") == 0)
        t->passed_weight += weight;
    if (verdict_rank(verdict) < verdict_rank(t->verdict)) {
        t->verdict = verdict;
        t->decisive = test;
    }
    json_t *entry = json_pack(
        "{s:s,s:s,s:i,s:s}", "name", text_of(wanted, "name"), "title",
        text_of(wanted, "title"), "weight", weight, "verdict", verdict);
    json_object_set_new(entry, "message",
                        json_safe_string(text_of(test, "evidence")));
    copy_comparison(test, entry);
    if (*text_of(test, "remark") != '\0')
        t->remark = test;
    json_array_append_new(tests, entry);
}

static void
judge_tests(const json_t *exercise, const json_t *report, json_t *result)
{
    struct tally t = {.verdict = "PASS"};
    json_t *tests = json_array(), *wanted;
    size_t i;
    json_array_foreach (json_object_get(exercise, "tests"), i, wanted)
        judge_test(wanted, report, tests, &t);
    if (t.weight == 0)
        t.verdict = "GRADER_ERROR";
    const char *evidence = t.decisive ? text_of(t.decisive, "evidence")
                           : strcmp(t.verdict, "PASS") == 0
                               ? ""
                               : "the driver did not run every test";
    /* What a test remarks goes with its own evidence, or with a PASS. */
    const char *remark = t.decisive == NULL || t.decisive == t.remark
                             ? text_of(t.remark, "remark")
                             : "";
    judge_set(result, t.verdict,
              t.decisive ? text_of(t.decisive, "detail") : "", "%s%s%s",
              evidence, *evidence && *remark ? ". " : "",
              *evidence ? remark : "");
    if (*remark != '\0')
        json_object_set_new(result, "remark", json_safe_string(remark));
    json_object_set_new(
        result, "hint_id",
        json_string(t.decisive ? text_of(t.decisive, "hint") : ""));
    copy_comparison(t.decisive, result);
    int points = number_of(exercise, "points");
    int score = verdict_gives_credit(t.verdict) && t.weight > 0
                    ? points * t.passed_weight / t.weight
                    : 0;
    if (strcmp(t.verdict, "PASS") != 0 && score >= points && points > 0)
        score = points - 1;
    json_object_set_new(result, "score", json_integer(score));
    json_object_set_new(result, "tests", tests);
}

void
judge_run(const struct options *o, const json_t *exercise, const char *path,
          const char *probes, json_t *result)
{
    json_t *report = run_driver(o, exercise, path, probes, result);
    if (report == NULL)
        return;
    judge_tests(exercise, report, result);
    static const char *const totals[] = {"peak_rss_kb", "survivors"};
    for (size_t i = 0; i < 2; i++)
        json_object_set_new(result, totals[i],
                            json_integer(atoi(text_of(report, totals[i]))));
    /* the compiler's and the probes' own, without the grader's */
    json_object_set_new(result, "cpu_ms",
                        json_integer(number_of(result, "cpu_ms") +
                                     atoi(text_of(report, "cpu_ms"))));
    json_object_set_new(
        result, "overtime_seconds",
        json_real(atof(text_of(report, "overtime_seconds"))));
    json_decref(report);
}
