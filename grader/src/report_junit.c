/*
 * report_junit.c - JUnit XML with the attributes that GoogleTest writes.
 *
 * A suite is an exercise, a case one of its tests.  What stopped an
 * exercise before its tests (CE, POLICY) is a case of its own, so that no
 * reader takes a suite without cases for a good one.
 */
#define _GNU_SOURCE
#include "html.h" /* its escapes are XML's */
#include "reports.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct count {
    int tests, failures, errors, skipped;
};

/* Did a test of this exercise find what its verdict says? */
static bool
found_by_test(const json_t *exercise)
{
    size_t i;
    json_t *t;
    json_array_foreach (json_object_get(exercise, "tests"), i, t)
        if (!report_passed(t))
            return true;
    return false;
}

/* The end of a testcase's tag and what stands in it. */
static void
add_outcome(struct str_buf *b, const char *verdict, const char *message,
            const char *words, struct count *n)
{
    bool error = strcmp(verdict, "GRADER_ERROR") == 0;
    const char *kind = error ? "error" : "failure";
    n->tests++;
    if (strcmp(verdict, "PASS") == 0)
        html_add(b, "/>\n");
    else if (strcmp(verdict, "INCONCLUSIVE") == 0) {
        n->skipped++;
        html_add(b, ">\n      <skipped message=\"%s\"/>\n    </testcase>\n",
                 message);
    } else {
        n->errors += error;
        n->failures += !error;
        html_add(b,
                 ">\n      <%s message=\"%s\" type=\"%s\">%s</%s>\n"
                 "    </testcase>\n",
                 kind, message, verdict, words, kind);
    }
}

/* `test` is one of the exercise's tests, or the exercise itself. */
static void
add_case(struct str_buf *b, const json_t *exercise, const json_t *test,
         const char *name, double seconds, struct count *n)
{
    const char *verdict = text_of(test, "verdict");
    const char *evidence = text_of(exercise, "evidence");
    const char *message =
        test == exercise ? evidence : text_of(test, "message");
    bool decisive = strcmp(message, evidence) == 0;
    char *time = str_format("%.3f", seconds);
    char *words =
        decisive ? report_words(exercise) : str_format("%s\n", message);
    int line = number_of(exercise, "line");
    html_add(b,
             "    <testcase name=\"%s\" file=\"%s\" line=\"%d\" status=\""
             "run\" result=\"%s\" time=\"%s\" classname=\"%s\"",
             name, text_of(exercise, "file"), line > 0 ? line : 1,
             strcmp(verdict, "INCONCLUSIVE") == 0 ? "skipped" : "completed",
             time, text_of(exercise, "name"));
    add_outcome(b, verdict, message, words, n);
    free(words);
    free(time);
}

static void
add_suite(struct str_buf *b, const json_t *x, const char *when,
          const char *sandbox, struct count *all)
{
    struct str_buf cases = {0};
    struct count n = {0};
    double seconds = json_number_value(json_object_get(x, "seconds"));
    size_t i, tests = json_array_size(json_object_get(x, "tests"));
    json_t *t;
    str_add(&cases, "", 0);
    json_array_foreach (json_object_get(x, "tests"), i, t)
        add_case(&cases, x, t, text_of(t, "name"), seconds / (double)tests,
                 &n);
    if (tests == 0 || (!report_passed(x) && !found_by_test(x)))
        add_case(&cases, x, x, "it_can_be_run", tests ? 0.0 : seconds, &n);
    char *time = str_format("%.3f", seconds);
    html_add(b,
             "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" "
             "disabled=\"0\" skipped=\"%d\" errors=\"%d\" time=\"%s\" "
             "timestamp=\"%s\">\n",
             text_of(x, "name"), n.tests, n.failures, n.skipped, n.errors,
             time, when);
    html_add(b,
             "    <properties>\n      <property name=\"sandbox\" value=\""
             "%s\"/>\n    </properties>\n",
             report_sandbox(sandbox));
    str_add(b, cases.data, cases.len);
    html_add(b, "  </testsuite>\n");
    all->tests += n.tests;
    all->failures += n.failures;
    all->errors += n.errors;
    all->skipped += n.skipped;
    free(cases.data);
    free(time);
}

char *
report_junit(json_t *records)
{
    const json_t *record = json_array_get(records, 0), *x;
    struct str_buf b = {0}, suites = {0};
    struct count n = {0};
    double seconds = 0;
    size_t i;
    char when[32]; /* GoogleTest writes no zone */
    struct tm t = {.tm_mday = 1, .tm_year = 70};
    strptime(text_of(record, "graded_at"), "%Y-%m-%dT%H:%M:%S", &t);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%S", &t);
    str_add(&suites, "", 0);
    json_array_foreach (json_object_get(record, "exercises"), i, x) {
        seconds += json_number_value(json_object_get(x, "seconds"));
        add_suite(&suites, x, when, text_of(record, "sandbox"), &n);
    }
    char *time = str_format("%.3f", seconds);
    long long one; /* the form has room for one seed only */
    char *seed = report_one_seed(record, &one)
                     ? str_format(" random_seed=\"%lld\"", one)
                     : str_format("%s", "");
    html_add(&b,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<testsuites tests=\"%d\" failures=\"%d\" disabled=\"0\" "
             "errors=\"%d\" time=\"%s\" timestamp=\"%s\"",
             n.tests, n.failures, n.errors, time, when);
    str_add(&b, seed, strlen(seed));
    html_add(&b, " name=\"many-hands\">\n");
    str_add(&b, suites.data, suites.len);
    html_add(&b, "</testsuites>\n");
    free(suites.data);
    free(time);
    free(seed);
    return b.data;
}
