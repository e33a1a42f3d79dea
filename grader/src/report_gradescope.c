/*
 * report_gradescope.c - Gradescope's results.json.
 *
 * One entry an exercise, so that the score of each stands in Gradescope's
 * own columns.  All text is of format "text": nothing of a learner's is
 * read as markup.
 */
#define _GNU_SOURCE
#include "reports.h"

#include <stdlib.h>
#include <string.h>

/* The words of an exercise and the list of its tests. */
static char *
output_of(const json_t *record, const json_t *x)
{
    struct str_buf b = {0};
    char *words = report_words(x);
    size_t i;
    json_t *t;
    str_printf(&b, "%s\n", words);
    json_array_foreach (json_object_get(x, "tests"), i, t)
        str_printf(&b, "%-12s %2d/%-2d  %s\n", text_of(t, "verdict"),
                   number_of(t, "score"), number_of(t, "max_score"),
                   text_of(t, "title"));
    if (report_passed(x))
        str_printf(&b, "\nThe reference solution: %s\n",
                   text_of(x, "solution"));
    else
        str_printf(&b,
                   "\nThe lesson: %s\nMore hints: make grade EX=%s "
                   "HINT=3\n",
                   text_of(x, "lesson"), text_of(x, "name"));
    str_printf(&b,
               "\nThe same inputs again on your machine: make grade EX=%s "
               "SEED=%lld\n",
               text_of(x, "name"), report_seed(record, x));
    free(words);
    return b.data;
}

static json_t *
entry(const json_t *record, const json_t *x, int chapter, int number)
{
    char *name =
        str_format("%s: %s", text_of(x, "name"), text_of(x, "title"));
    char *place = str_format("%d.%d", chapter, number);
    char *output = output_of(record, x);
    json_t *e = json_pack(
        "{s:i,s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:[s],s:s,s:{s:s}}", "score",
        number_of(x, "score"), "max_score", number_of(x, "max_score"),
        "status", report_passed(x) ? "passed" : "failed", "name", name,
        "name_format", "text", "number", place, "output", output,
        "output_format", "text", "tags", text_of(x, "verdict"),
        "visibility", "visible", "extra_data", "verdict",
        text_of(x, "verdict"));
    free(name);
    free(place);
    free(output);
    return e;
}

char *
report_gradescope(json_t *records)
{
    const json_t *record = json_array_get(records, 0), *x;
    const json_t *list = json_object_get(record, "exercises");
    json_t *tests = json_array();
    double seconds = 0;
    int last = 0, number = 0;
    size_t i;
    json_array_foreach (list, i, x) {
        int chapter = number_of(x, "chapter");
        number = chapter == last ? number + 1 : 1;
        last = chapter;
        seconds += json_number_value(json_object_get(x, "seconds"));
        json_array_append_new(tests, entry(record, x, chapter, number));
    }
    char *output = str_format("%d of %zu exercises passed. %s\n",
                              report_count_passed(record),
                              json_array_size(list),
                              report_sandbox(text_of(record, "sandbox")));
    json_t *j = json_pack(
        "{s:i,s:f,s:s,s:s,s:s,s:s,s:s,s:s,s:{s:s,s:O,s:s},s:o}", "score",
        number_of(record, "score"), "execution_time", seconds, "output",
        output, "output_format", "text", "test_output_format", "text",
        "test_name_format", "text", "visibility", "visible",
        "stdout_visibility", "hidden", "extra_data", "schema",
        text_of(record, "schema"), "seed", json_object_get(record, "seed"),
        "sandbox", text_of(record, "sandbox"), "tests", tests);
    free(output);
    return report_dump(j);
}
