/*
 * describe.c - what a result says beside its verdict: the learner's code,
 * the lines the evidence names, the hints, what comes next.
 *
 * All reports are made from these fields of results.json alone.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"
#include "utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SOURCE = 64 * 1024, MOST_LINES = 16 };

/* The lines that a text names as FILE:LINE, in its order, each once. */
static json_t *
lines_named(const char *text, const char *file)
{
    json_t *lines = json_array();
    char *mark = str_format("%s:", file);
    for (const char *p = text; (p = strstr(p, mark)) != NULL;) {
        bool whole = p == text || !(isalnum((unsigned char)p[-1]) ||
                                    strchr("_-.", p[-1]) != NULL);
        p += strlen(mark);
        long line =
            whole && isdigit((unsigned char)*p) ? strtol(p, NULL, 10) : 0;
        bool known = line <= 0 || line > 1000000;
        size_t i;
        json_t *l;
        json_array_foreach (lines, i, l)
            known = known || json_integer_value(l) == line;
        if (!known && json_array_size(lines) < MOST_LINES)
            json_array_append_new(lines, json_integer(line));
    }
    free(mark);
    return lines;
}

/* "a data race (NAME.c:9)" */
static void
add_headline(json_t *result, const char *file, long line)
{
    const char *verdict = text_of(result, "verdict");
    char *place =
        line > 0 ? str_format(" (%s:%ld)", file, line) : strdup("");
    char *headline = str_format(
        "%s%s", verdict_words(verdict, text_of(result, "detail")), place);
    json_object_set_new(result, "headline", json_safe_string(headline));
    free(place);
    free(headline);
}

/* The points of each test; together never more than the exercise's.  What
 * does not divide goes to the first tests that lost most. */
static void
share_points(const json_t *exercise, json_t *result)
{
    json_t *tests = json_object_get(result, "tests");
    int points = number_of(exercise, "points"), weight = 0, given = 0;
    size_t i, n = json_array_size(tests);
    json_t *t;
    json_array_foreach (tests, i, t)
        weight += number_of(t, "weight");
    json_array_foreach (tests, i, t) {
        int most =
            weight > 0 ? points * number_of(t, "weight") / weight : 0;
        given += most;
        json_object_set_new(t, "max_score", json_integer(most));
    }
    for (i = 0; weight > 0 && given < points; i = (i + 1) % n) {
        t = json_array_get(tests, i);
        if (points * number_of(t, "weight") % weight == 0)
            continue;
        json_object_set_new(t, "max_score",
                            json_integer(number_of(t, "max_score") + 1));
        given++;
    }
    int left = number_of(result, "score");
    json_array_foreach (tests, i, t) {
        bool pass = strcmp(text_of(t, "verdict"), "PASS") == 0;
        int score = pass ? number_of(t, "max_score") : 0;
        score = score < left ? score : left;
        left -= score;
        json_object_set_new(t, "score", json_integer(score));
    }
}

/* The exercise's own ladder changes the answer: it is of no use where the
 * answer is not at fault. */
static void
add_hints(const json_t *exercise, json_t *result)
{
    json_t *hints = json_array();
    int most = verdict_settles(text_of(result, "verdict")) ? 3 : 1;
    for (int n = 1; n <= most; n++) {
        const char *hint =
            n == 1 ? text_of(result, "hint") : hint_of(exercise, "", n);
        if (*hint != '\0')
            json_array_append_new(hints, json_string(hint));
    }
    json_object_set_new(result, "hints", hints);
}

void
describe(const struct options *o, const json_t *exercise, const char *path,
         const char *source, size_t len, json_t *result)
{
    bool pass = strcmp(text_of(result, "verdict"), "PASS") == 0;
    const char *slug = text_of(exercise, "slug");
    const char *file = text_of(exercise, "file");
    const char *last =
        path != NULL && strrchr(path, '/') ? strrchr(path, '/') + 1 : file;
    json_t *lines = lines_named(text_of(result, "evidence"), last);
    long line = (long)json_integer_value(json_array_get(lines, 0));
    char *shown = path != NULL
                      ? strdup(path)
                      : str_format("%s/%s/%s", o->from, slug, file);
    char *lesson = str_format("chapters/%s/README.md#%s", slug,
                              text_of(exercise, "lesson"));
    char *solution = str_format("solutions/%s/%s", slug, file);
    char *text = utf8_clean(source != NULL ? source : "", len, MOST_SOURCE);
    json_object_set_new(result, "title",
                        json_string(text_of(exercise, "title")));
    json_object_set_new(result, "slug", json_string(slug));
    json_object_set_new(result, "file", json_safe_string(shown));
    json_object_set_new(result, "line", json_integer(line));
    json_object_set_new(result, "lines", lines);
    json_object_set_new(result, "source", json_string(text));
    json_object_set_new(result, "lesson", json_string(lesson));
    if (pass) {
        const char *remark = text_of(result, "remark");
        char *after = str_format("%s%s%s", remark, *remark ? " " : "",
                                 text_of(exercise, "after"));
        json_object_set_new(result, "after", json_string(after));
        free(after);
        json_object_set_new(result, "solution", json_string(solution));
    } else
        add_hints(exercise, result);
    add_headline(result, last, line);
    share_points(exercise, result);
    free(shown);
    free(lesson);
    free(solution);
    free(text);
}
