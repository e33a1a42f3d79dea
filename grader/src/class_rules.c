/*
 * class_rules.c - weights and deadlines: class.json.
 *
 *     {"title": "Parallel programming, 2026",
 *      "weights": {"1": 1, "2": 1.5, "EXERCISE": 2},
 *      "deadlines": {"1": "2026-11-02T23:59:59+01:00"},
 *      "late_percent_per_day": 10, "late_days": 5,
 *      "submitted": {"Ada Lovelace": "2026-11-03T08:00:00Z"}}
 */
#define _GNU_SOURCE
#include "class.h"
#include "str.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { A_DAY = 24 * 60 * 60 };

/* --- dates -------------------------------------------------------------
 */

/* Seconds since 1970 of 2026-11-30T23:59:00 and Z or +01:00; -1: no date.
 */
static int64_t
date_of(const char *text)
{
    struct tm t = {0};
    const char *rest =
        text ? strptime(text, "%Y-%m-%dT%H:%M:%S", &t) : NULL;
    if (rest == NULL && text != NULL)
        rest = strptime(text, "%Y-%m-%dT%H:%M", &t);
    int hours = 0, minutes = 0, n = 0;
    char sign = '+';
    if (rest == NULL)
        return -1;
    if (strcmp(rest, "Z") != 0 &&
        (sscanf(rest, "%c%2d:%2d%n", &sign, &hours, &minutes, &n) != 3 ||
         rest[n] != '\0' || (sign != '+' && sign != '-')))
        return -1;
    int64_t offset = hours * 3600 + minutes * 60;
    return (int64_t)timegm(&t) - (sign == '-' ? -offset : offset);
}

char *
rules_date(int64_t seconds)
{
    char text[32] = "";
    time_t t = (time_t)seconds;
    struct tm tm;
    if (seconds != 0 && gmtime_r(&t, &tm) != NULL)
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return strdup(text);
}

/* --- is it all right? --------------------------------------------------
 */

static bool
bad(const char *file, const char *where, const char *key, const char *why)
{
    fprintf(stderr, "class: %s: %s%s\"%.60s\" %s\n", file, where,
            *where ? ": " : "", key, why);
    return false;
}

/* "2" or the name of an exercise of the course. */
static bool
names_something(const struct class *c, const char *key)
{
    size_t i;
    json_t *x;
    json_array_foreach (c->all, i, x) {
        char *chapter = str_format("%d", number_of(x, "chapter"));
        bool same = strcmp(key, chapter) == 0 ||
                    strcmp(key, text_of(x, "name")) == 0;
        free(chapter);
        if (same)
            return true;
    }
    return false;
}

static bool
names_student(const struct class *c, const char *key)
{
    for (size_t i = 0; i < c->nstudents; i++)
        if (strcmp(c->students[i].name, key) == 0)
            return true;
    return false;
}

static bool
check_map(const struct class *c, const char *file, const char *where)
{
    json_t *map = json_object_get(c->rules, where), *value;
    const char *key;
    bool weights = strcmp(where, "weights") == 0;
    bool submitted = strcmp(where, "submitted") == 0;
    if (map != NULL && !json_is_object(map))
        return bad(file, "", where, "must be an object, {...}");
    json_object_foreach(map, key, value)
    {
        if (!submitted && !names_something(c, key))
            return bad(file, where, key,
                       "is neither a chapter nor an exercise");
        if (weights &&
            (!json_is_number(value) || json_number_value(value) < 0))
            return bad(file, where, key, "must be a number from 0 up");
        if (!weights && date_of(json_string_value(value)) == -1)
            return bad(file, where, key,
                       "must be a date with its zone, such as "
                       "2026-11-30T23:59:00Z or ...+01:00");
        if (submitted && !names_student(c, key))
            fprintf(stderr,
                    "class: %s: submitted: there is no submission "
                    "of \"%.60s\"\n",
                    file, key);
    }
    return true;
}

static bool
check_number(const struct class *c, const char *file, const char *key,
             double most)
{
    json_t *value = json_object_get(c->rules, key);
    if (value == NULL ||
        (json_is_number(value) && json_number_value(value) >= 0 &&
         json_number_value(value) <= most))
        return true;
    char *why = str_format("must be a number from 0 to %g", most);
    bad(file, "", key, why);
    free(why);
    return false;
}

static bool
check(const struct class *c, const char *file)
{
    static const char *const keys[] = {"title",     "weights",
                                       "deadlines", "late_percent_per_day",
                                       "late_days", "submitted"};
    enum { N = sizeof keys / sizeof *keys };
    const char *key;
    json_t *value;
    json_object_foreach(c->rules, key, value)
    {
        size_t i = 0;
        while (i < N && strcmp(keys[i], key) != 0)
            i++;
        if (i == N)
            return bad(file, "", key,
                       "is not known; these are: title, weights, "
                       "deadlines, late_percent_per_day, late_days, "
                       "submitted");
    }
    value = json_object_get(c->rules, "title");
    if (value != NULL && !json_is_string(value))
        return bad(file, "", "title", "must be a text");
    return check_map(c, file, "weights") &&
           check_map(c, file, "deadlines") &&
           check_map(c, file, "submitted") &&
           check_number(c, file, "late_percent_per_day", 100) &&
           check_number(c, file, "late_days", 10000);
}

bool
rules_load(struct class *c)
{
    json_error_t e;
    char *file = c->rules_file != NULL
                     ? strdup(c->rules_file)
                     : str_format("%s/class.json", c->submissions);
    bool ok = true;
    if (c->rules_file != NULL || access(file, F_OK) == 0) {
        c->rules = json_load_file(file, JSON_REJECT_DUPLICATES, &e);
        if (c->rules == NULL && access(file, R_OK) == -1)
            fprintf(stderr, "class: cannot read %s: %s\n", file,
                    strerror(errno));
        else if (c->rules == NULL)
            fprintf(stderr, "class: %s:%d: %s\n", file, e.line, e.text);
        else if (!json_is_object(c->rules))
            fprintf(stderr, "class: %s: must be an object, {...}\n", file);
        ok = json_is_object(c->rules) && check(c, file);
    }
    for (size_t i = 0; ok && i < c->nstudents; i++) {
        struct student *s = &c->students[i];
        json_t *given = json_object_get(
            json_object_get(c->rules, "submitted"), s->name);
        if (given != NULL)
            s->submitted = date_of(json_string_value(given));
    }
    free(file);
    return ok;
}

/* --- what it comes to --------------------------------------------------
 */

/* What a map says of an exercise: its own name before its chapter. */
static json_t *
said_of(const struct class *c, const char *map, const json_t *x)
{
    const json_t *m = json_object_get(c->rules, map);
    json_t *own = json_object_get(m, text_of(x, "name"));
    char *chapter = str_format("%d", number_of(x, "chapter"));
    if (own == NULL)
        own = json_object_get(m, chapter);
    free(chapter);
    return own;
}

double
rules_weight(const struct class *c, const json_t *exercise)
{
    const json_t *w = said_of(c, "weights", exercise);
    return w != NULL ? json_number_value(w) : 1;
}

double
rules_late(const struct class *c, const struct student *s,
           const json_t *exercise)
{
    const json_t *deadline = said_of(c, "deadlines", exercise);
    if (deadline == NULL || s->submitted == 0)
        return 0;
    int64_t late = s->submitted - date_of(json_string_value(deadline));
    if (late <= 0)
        return 0;
    double days = (double)((late + A_DAY - 1) / A_DAY); /* begun counts */
    const json_t *most = json_object_get(c->rules, "late_days");
    const json_t *rate = json_object_get(c->rules, "late_percent_per_day");
    double cut = rate != NULL ? days * json_number_value(rate) : 0;
    if (most != NULL && days > json_number_value(most))
        cut = 100;
    return cut < 100 ? cut : 100;
}

double
rules_points(const struct class *c, const struct student *s,
             size_t exercise)
{
    const json_t *x = json_array_get(c->exercises, exercise);
    const json_t *r = s->results[exercise];
    double points = number_of(r, "score") * rules_weight(c, x) *
                    (100 - rules_late(c, s, x)) / 100;
    return round(points * 100) / 100;
}

double
rules_total(const struct class *c, const struct student *s)
{
    double sum = 0;
    for (size_t i = 0; i < json_array_size(c->exercises); i++)
        sum += rules_points(c, s, i);
    return sum;
}

double
rules_most(const struct class *c)
{
    double sum = 0;
    size_t i;
    json_t *x;
    json_array_foreach (c->exercises, i, x)
        sum += points_to_have(x, "points") * rules_weight(c, x);
    return sum;
}
