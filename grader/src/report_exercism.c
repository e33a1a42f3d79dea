/*
 * report_exercism.c - the results.json, version 3, of exercism's runners.
 *
 * A task is an exercise of the record, in its order.
 */
#define _GNU_SOURCE
#include "reports.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_MESSAGE = 65535, MOST_OUTPUT = 500 };

/* At most `most` characters; none is more than its bytes. */
static json_t *
bounded(const char *text, size_t most)
{
    char *short_text = utf8_clean(text, strlen(text), most);
    json_t *s = json_string(short_text);
    free(short_text);
    return s;
}

/* A test was decided, or (GRADER_ERROR, INCONCLUSIVE, CE) could not be. */
static const char *
status_of(const char *verdict, bool ran)
{
    if (strcmp(verdict, "PASS") == 0)
        return "pass";
    return !ran || strcmp(verdict, "GRADER_ERROR") == 0 ||
                   strcmp(verdict, "INCONCLUSIVE") == 0
               ? "error"
               : "fail";
}

static json_t *
test_of(const json_t *x, const char *title, const char *verdict,
        const char *message, bool ran, int task, json_int_t seed)
{
    char *name = str_format("%s: %s", text_of(x, "name"), title);
    char *command = str_format("make grade EX=%s SEED=%lld",
                               text_of(x, "name"), (long long)seed);
    bool decisive =
        *message == '\0' || strcmp(message, text_of(x, "evidence")) == 0;
    char *words = decisive ? report_words(x) : str_format("%s", message);
    json_t *t = json_pack("{s:s,s:s,s:s,s:i}", "name", name, "status",
                          status_of(verdict, ran), "test_code", command,
                          "task_id", task);
    if (strcmp(verdict, "PASS") != 0)
        json_object_set_new(t, "message", bounded(words, MOST_MESSAGE));
    if (decisive && *text_of(x, "got") != '\0' &&
        strcmp(verdict, "PASS") != 0)
        json_object_set_new(t, "output",
                            bounded(text_of(x, "got"), MOST_OUTPUT));
    free(name);
    free(command);
    free(words);
    return t;
}

char *
report_exercism(json_t *records)
{
    const json_t *record = json_array_get(records, 0), *x, *t;
    json_t *tests = json_array();
    bool pass = true, ran = false;
    size_t i, k;
    json_t *first = json_null();
    json_array_foreach (json_object_get(record, "exercises"), i, x) {
        const json_t *list = json_object_get(x, "tests");
        bool here = json_array_size(list) > 0;
        json_int_t seed = report_seed(record, x);
        if (!report_passed(x) && json_is_null(first)) {
            char *words = report_words(x);
            first = bounded(words, MOST_MESSAGE);
            free(words);
        }
        pass = pass && report_passed(x);
        ran = ran || here;
        json_array_foreach (list, k, t)
            json_array_append_new(
                tests, test_of(x,
                               *text_of(t, "title") ? text_of(t, "title")
                                                    : text_of(t, "name"),
                               text_of(t, "verdict"), text_of(t, "message"),
                               true, (int)i + 1, seed));
        if (!here)
            json_array_append_new(tests, test_of(x, text_of(x, "title"),
                                                 text_of(x, "verdict"),
                                                 text_of(x, "evidence"),
                                                 false, (int)i + 1, seed));
    }
    /* "error" is for a record in which no test ran; its message then says
     * why, and the list is empty. */
    json_t *j =
        json_pack("{s:i,s:s,s:O,s:O}", "version", 3, "status",
                  pass && ran ? "pass"
                  : ran       ? "fail"
                              : "error",
                  "message", ran ? json_null() : first, "tests", tests);
    if (!ran)
        json_object_set_new(j, "tests", json_array());
    if (!ran && json_is_null(first))
        json_object_set_new(j, "message",
                            json_string("nothing was graded"));
    json_decref(first);
    json_decref(tests);
    return report_dump(j);
}
