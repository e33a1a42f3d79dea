/* reports.c - see reports.h */
#define _GNU_SOURCE
#include "reports.h"
#include "utf8.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_TEXT = 128 * 1024,
    LARGEST_RECORD = 256 << 20,
    DEEPEST = 32
};

/* --- loading -----------------------------------------------------------
 */

static json_t *
clean_string(const char *bytes, size_t len)
{
    char *text = utf8_clean(bytes, len, LONGEST_TEXT);
    json_t *s = json_string(text);
    free(text);
    return s;
}

static json_t *
clean(const json_t *j, int depth)
{
    size_t i;
    const char *key;
    json_t *value, *copy;
    if (depth > DEEPEST)
        return json_null();
    if (json_is_string(j))
        return clean_string(json_string_value(j), json_string_length(j));
    if (json_is_array(j)) {
        copy = json_array();
        json_array_foreach (j, i, value)
            json_array_append_new(copy, clean(value, depth + 1));
        return copy;
    }
    if (json_is_object(j)) {
        copy = json_object();
        json_object_foreach((json_t *)j, key, value)
            json_object_set_new(copy, key, clean(value, depth + 1));
        return copy;
    }
    return json_deep_copy(j);
}

json_t *
report_clean(const json_t *record)
{
    return clean(record, 0);
}

static const char *
fault_of(const json_t *record)
{
    const json_t *list = json_object_get(record, "exercises"), *x;
    size_t i;
    if (strcmp(text_of(record, "schema"), "many-hands/grade/1") != 0)
        return "its schema is not many-hands/grade/1";
    if (!json_is_array(list))
        return "it has no list of exercises";
    json_array_foreach (list, i, x)
        if (!json_is_object(x) || *text_of(x, "name") == '\0' ||
            verdict_rank(text_of(x, "verdict")) < 0)
            return "an exercise in it has no name or no verdict";
    return NULL;
}

json_t *
report_load(const char *path)
{
    json_error_t e;
    json_t *raw = NULL;
    size_t len = 0;
    char *text = str_read_file(path, LARGEST_RECORD, &len);
    if (text == NULL) {
        fprintf(stderr, "report: cannot read %s: %s\n", path,
                strerror(errno));
        return NULL;
    }
    raw = json_loadb(text, len, JSON_ALLOW_NUL, &e);
    free(text);
    const char *fault = raw == NULL ? e.text : fault_of(raw);
    if (fault != NULL) {
        fprintf(stderr, "report: %s is no record of the grader: %s\n", path,
                fault);
        json_decref(raw);
        return NULL;
    }
    json_t *record = report_clean(raw);
    json_decref(raw);
    if (!json_is_integer(json_object_get(record, "seed")))
        json_object_set_new(record, "seed", json_integer(0));
    if (*text_of(record, "student") == '\0') {
        char *full = realpath(path, NULL);
        const char *folder = full != NULL ? basename(dirname(full)) : "";
        json_object_set_new(record, "student",
                            clean_string(folder, strlen(folder)));
        free(full);
    }
    return record;
}

/* --- parts -------------------------------------------------------------
 */

bool
report_passed(const json_t *result)
{
    return strcmp(text_of(result, "verdict"), "PASS") == 0;
}

int
report_count_passed(const json_t *record)
{
    int passed = 0;
    size_t i;
    json_t *r;
    json_array_foreach (json_object_get(record, "exercises"), i, r)
        passed += report_passed(r);
    return passed;
}

long long
report_seed(const json_t *record, const json_t *result)
{
    const json_t *own = json_object_get(result, "seed");
    return (long long)json_integer_value(
        json_is_integer(own) ? own : json_object_get(record, "seed"));
}

bool
report_one_seed(const json_t *record, long long *seed)
{
    const json_t *list = json_object_get(record, "exercises"), *x;
    size_t i;
    *seed = report_seed(record, json_array_get(list, 0));
    json_array_foreach (list, i, x)
        if (report_seed(record, x) != *seed)
            return false;
    return true;
}

char *
report_words(const json_t *result)
{
    struct str_buf b = {0};
    const char *evidence = text_of(result, "evidence");
    if (report_passed(result))
        str_printf(&b, "Well done. %s", text_of(result, "after"));
    else
        str_printf(&b, "%s: %s\n\n%s", text_of(result, "verdict"),
                   *text_of(result, "headline")
                       ? text_of(result, "headline")
                       : verdict_words(text_of(result, "verdict"),
                                       text_of(result, "detail")),
                   evidence);
    if (json_object_get(result, "got") != NULL && !report_passed(result))
        str_printf(&b, "\n\nInput:    %s\nExpected: %s\nGot:      %s",
                   text_of(result, "input"), text_of(result, "expected"),
                   text_of(result, "got"));
    if (*text_of(result, "kept_points") != '\0')
        str_printf(&b, "\n\nYou keep the points of %s.",
                   text_of(result, "kept_points"));
    if (*text_of(result, "hint") != '\0' && !report_passed(result))
        str_printf(&b, "\n\nHint: %s", text_of(result, "hint"));
    str_add(&b, "\n", 1);
    return b.data;
}

const char *
report_sandbox(const char *level)
{
    if (strcmp(level, "bubblewrap") == 0)
        return "Every answer ran in a sandbox of its own (bubblewrap).";
    if (strcmp(level, "uid") == 0)
        return "Every answer ran as a user that owns nothing, but in no "
               "namespaces of its own (sandbox: uid).";
    if (strcmp(level, "limits") == 0)
        return "The answers ran unsandboxed: in no namespaces and as the "
               "user who grades them, held by limits and by what the "
               "kernel keeps from them (sandbox: limits).";
    return "The record does not say in which sandbox the answers ran.";
}

char *
report_dump(json_t *json)
{
    char *text = json_dumps(json, JSON_INDENT(1));
    json_decref(json);
    if (text == NULL)
        return NULL;
    char *line = str_format("%s\n", text);
    free(text);
    return line;
}

/* --- where two texts differ --------------------------------------------
 */

#define BREAKS " \t\n,;()[]{}"

struct word {
    const char *at;
    size_t len;
};

/* The words of a text, in a new array. */
static struct word *
words_of(const char *text, size_t *n)
{
    struct word *words = calloc(strlen(text) / 2 + 1, sizeof *words);
    *n = 0;
    while (words != NULL && *(text += strspn(text, BREAKS)) != '\0') {
        size_t len = strcspn(text, BREAKS);
        words[(*n)++] = (struct word){text, len};
        text += len;
    }
    return words;
}

static bool
same(struct word a, struct word b)
{
    return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

/* Of two long words only what follows their common beginning. */
static void
mark_word(char *mask, struct word a, struct word b)
{
    enum { LONG = 24 };
    size_t skip = 0;
    while (a.len > LONG && skip < a.len && skip < b.len &&
           a.at[skip] == b.at[skip])
        skip++;
    memset(mask + skip, '^', a.len - skip);
}

/* As many words: each against its own.  Else those between the equal words
 * at the beginning and the equal words at the end. */
static char *
differing(const char *other, const char *text)
{
    size_t n, m, head = 0, tail = 0;
    struct word *a = words_of(text, &n), *b = words_of(other, &m);
    char *mask = str_format("%*s", (int)strlen(text), "");
    while (n != m && head < n && head < m && same(a[head], b[head]))
        head++;
    while (n != m && head + tail < n && head + tail < m &&
           same(a[n - 1 - tail], b[m - 1 - tail]))
        tail++;
    for (size_t i = head; i + tail < n; i++)
        if (n == m && !same(a[i], b[i]))
            mark_word(mask + (a[i].at - text), a[i], b[i]);
        else if (n != m)
            memset(mask + (a[i].at - text), '^', a[i].len);
    free(a);
    free(b);
    return mask;
}

void
report_difference(const char *expected, const char *got, char **in_expected,
                  char **in_got)
{
    *in_got = differing(expected, got);
    *in_expected = strchr(*in_got, '^') == NULL
                       ? differing(got, expected)
                       : str_format("%*s", (int)strlen(expected), "");
}
