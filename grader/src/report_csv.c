/*
 * report_csv.c - the gradebook: a row for every student, RFC 4180.
 *
 * `csv` has points and verdict of each exercise; `moodle` is what Moodle's
 * grade import takes: the student, the total, a feedback, the points.
 */
#define _GNU_SOURCE
#include "reports.h"

#include <stdlib.h>
#include <string.h>

/* One cell, in quotes.  A spreadsheet takes a cell that begins with = + - @
 * for a formula, in quotes or not: those get an apostrophe.  A dash alone
 * is Moodle's "no grade". */
static void
cell(struct str_buf *b, const char *text)
{
    size_t blank = strspn(text, " \t\n");
    bool formula = text[blank] != '\0' && strcmp(text, "-") != 0 &&
                   strchr("=+-@|%", text[blank]) != NULL;
    if (b->len > 0 && b->data[b->len - 1] != '\n')
        str_add(b, ",", 1);
    str_add(b, "\"", 1);
    if (formula)
        str_add(b, "'", 1);
    for (; *text != '\0'; text++)
        str_add(b, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    str_add(b, "\"", 1);
}

static void
figure(struct str_buf *b, int value)
{
    if (b->len > 0 && b->data[b->len - 1] != '\n')
        str_add(b, ",", 1);
    str_printf(b, "%d", value);
}

static void
end_row(struct str_buf *b)
{
    str_add(b, "\r\n", 2);
}

static const json_t *
find(const json_t *record, const char *name)
{
    size_t i;
    json_t *x;
    json_array_foreach (json_object_get(record, "exercises"), i, x)
        if (strcmp(text_of(x, "name"), name) == 0)
            return x;
    return NULL;
}

/* The names of all exercises of all records, each once. */
static json_t *
all_names(json_t *records)
{
    json_t *names = json_array(), *seen = json_object(), *record, *x;
    size_t i, k;
    json_array_foreach (records, i, record)
        json_array_foreach (json_object_get(record, "exercises"), k, x) {
            const char *name = text_of(x, "name");
            if (json_object_get(seen, name) != NULL)
                continue;
            json_object_set_new(seen, name, json_true());
            json_array_append_new(names, json_string(name));
        }
    json_decref(seen);
    return names;
}

char *
report_csv(json_t *records)
{
    struct str_buf b = {0};
    json_t *names = all_names(records), *name, *record;
    size_t i, k;
    const char *const first[] = {"student", "score", "max_score", "passed",
                                 "exercises"};
    for (i = 0; i < 5; i++)
        cell(&b, first[i]);
    json_array_foreach (names, k, name) {
        char *verdict = str_format("%s verdict", json_string_value(name));
        cell(&b, json_string_value(name));
        cell(&b, verdict);
        free(verdict);
    }
    end_row(&b);
    json_array_foreach (records, i, record) {
        cell(&b, text_of(record, "student"));
        figure(&b, number_of(record, "score"));
        figure(&b, number_of(record, "max_score"));
        figure(&b, report_count_passed(record));
        figure(&b,
               (int)json_array_size(json_object_get(record, "exercises")));
        json_array_foreach (names, k, name) {
            const json_t *x = find(record, json_string_value(name));
            if (x != NULL)
                figure(&b, number_of(x, "score"));
            else
                cell(&b, "");
            cell(&b, x != NULL ? text_of(x, "verdict") : "");
        }
        end_row(&b);
    }
    json_decref(names);
    return b.data;
}

/* "NAME: WRONG (a result is wrong)" for each that did not pass. */
static char *
feedback(const json_t *record)
{
    struct str_buf b = {0};
    size_t i;
    json_t *x;
    str_printf(&b, "%d of %zu exercises passed.",
               report_count_passed(record),
               json_array_size(json_object_get(record, "exercises")));
    json_array_foreach (json_object_get(record, "exercises"), i, x)
        if (!report_passed(x))
            str_printf(
                &b, " %s: %s (%s).", text_of(x, "name"),
                text_of(x, "verdict"),
                verdict_words(text_of(x, "verdict"), text_of(x, "detail")));
    return b.data;
}

char *
report_moodle(json_t *records)
{
    struct str_buf b = {0};
    json_t *names = all_names(records), *name, *record;
    size_t i, k;
    cell(&b, "username");
    cell(&b, "Many Hands");
    cell(&b, "Many Hands feedback");
    json_array_foreach (names, k, name)
        cell(&b, json_string_value(name));
    end_row(&b);
    json_array_foreach (records, i, record) {
        char *words = feedback(record);
        cell(&b, text_of(record, "student"));
        figure(&b, number_of(record, "score"));
        cell(&b, words);
        free(words);
        json_array_foreach (names, k, name) {
            const json_t *x = find(record, json_string_value(name));
            if (x != NULL)
                figure(&b, number_of(x, "score"));
            else
                cell(&b, "-"); /* Moodle's "no grade" */
        }
        end_row(&b);
    }
    json_decref(names);
    return b.data;
}
