/* watch_view.c - what the screen of `watch` says. */
#define _GNU_SOURCE
#include "watch.h"
#include "evidence.h"
#include "learner.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDEST = 76 };

/* --- colours -----------------------------------------------------------
 */

static bool
colours(void)
{
    return getenv("NO_COLOR") == NULL;
}

static const char *
paint(const char *verdict)
{
    if (!colours())
        return "";
    if (strcmp(verdict, "PASS") == 0)
        return "\033[1;32m";
    if (*verdict == '\0' || strcmp(verdict, "GRADER_ERROR") == 0 ||
        strcmp(verdict, "INCONCLUSIVE") == 0)
        return "\033[1;33m";
    return "\033[1;31m";
}

static const char *
strong(void)
{
    return colours() ? "\033[1m" : "";
}

static const char *
faint(void)
{
    return colours() ? "\033[2m" : "";
}

/* A paragraph made by a format, in one colour. */
__attribute__((format(printf, 4, 5))) static void
say(struct lines *l, int indent, const char *colour, const char *format,
    ...)
{
    char *text = NULL;
    va_list ap;
    va_start(ap, format);
    if (vasprintf(&text, format, ap) < 0)
        text = NULL;
    va_end(ap);
    lines_paint(l, indent, colour, text != NULL ? text : "");
    free(text);
}

/* --- head and foot -----------------------------------------------------
 */

static void
head(const struct state *s, struct lines *l)
{
    int points = number_of(s->progress, "points");
    int max = number_of(s->progress, "max_points");
    char *right =
        str_format(l->width >= 60 ? "%d of %zu passed, %d of %d points"
                                  : "%d/%zu passed %d/%d points",
                   number_of(s->progress, "passed"),
                   json_array_size(s->all), points, max);
    const char *left = l->width >= 60 ? "Many Hands" : "Watch";
    int gap = l->width - screen_columns(left) - screen_columns(right);
    say(l, 0, strong(), "%s%*s%s", left, gap > 1 ? gap : 1, "", right);
    char bar[WIDEST + 1];
    int full = max > 0 ? points * l->width / max : 0;
    for (int i = 0; i < l->width; i++)
        bar[i] = i < full ? '#' : '.';
    bar[l->width] = '\0';
    lines_add(l, 0, bar);
    lines_add(l, 0, "");
    free(right);
}

static void
foot(const struct state *s, struct lines *l)
{
    lines_add(l, 0, "");
    lines_paint(l, 0, faint(), s->note);
    lines_paint(l, 0, strong(),
                l->width >= 50
                    ? "h hint   n next   r run all   q quit   ? help"
                    : "h hint  n next  r all  q quit  ? help");
}

/* --- one exercise ------------------------------------------------------
 */

const char *
view_hint(const struct state *s, int n)
{
    const json_t *x = json_array_get(s->all, s->current);
    const json_t *r = json_object_get(s->results, text_of(x, "name"));
    return n == 1 ? text_of(r, "hint") : hint_of(x, "", n);
}

static bool
is_running(const struct state *s, const json_t *exercise)
{
    size_t i;
    json_t *x;
    json_array_foreach (s->running, i, x)
        if (x == exercise)
            return true;
    return false;
}

/* Tabs become spaces: a column is a column. */
static char *
without_tabs(const char *text)
{
    struct str_buf b = {0};
    int column = 0;
    str_add(&b, "", 0);
    for (; *text != '\0'; text++) {
        do
            str_add(&b, *text == '\t' ? " " : text, 1);
        while (++column % 8 != 0 && *text == '\t');
        if (*text == '\n')
            column = 0;
    }
    return b.data;
}

/* Rows that fit as they are: a mark stays below what it marks. */
static void
add_rows(struct lines *l, char *rows)
{
    for (char *row = rows, *end; (end = strchr(row, '\n')) != NULL;
         row = end + 1) {
        char *line = str_format("  %.*s", (int)(end - row), row);
        str_list_add(&l->list, line, NULL);
        free(line);
    }
    free(rows);
}

static void
explain(const struct state *s, const json_t *r, struct lines *l)
{
    const char *verdict = text_of(r, "verdict");
    char *evidence = without_tabs(text_of(r, "evidence"));
    lines_add(l, 2, evidence);
    free(evidence);
    add_rows(l, evidence_values(r, l->width - 2, colours()));
    if (strchr(text_of(r, "evidence"), '\n') == NULL)
        add_rows(l, evidence_lines(r, l->width - 2));
    size_t i;
    json_t *test;
    json_array_foreach (json_object_get(r, "tests"), i, test) {
        if (strcmp(text_of(test, "verdict"), verdict) != 0)
            continue;
        const char *title = text_of(test, "title");
        say(l, 2, faint(), "(found by the test: %s)",
            *title ? title : text_of(test, "name"));
        break;
    }
    for (int n = 1; n <= s->hints; n++) {
        if (*view_hint(s, n) == '\0')
            continue;
        lines_add(l, 0, "");
        say(l, 0, strong(), "Hint %d of 3", n);
        lines_add(l, 2, view_hint(s, n));
    }
    if (s->hints == 0) {
        lines_add(l, 0, "");
        lines_paint(l, 0, faint(), "Press h for a hint.");
    }
}

static void
congratulate(const struct state *s, const json_t *x, struct lines *l)
{
    lines_add(l, 2,
              "Well done: it is right for every input that was tried.");
    lines_add(l, 0, "");
    lines_add(l, 2, text_of(x, "after"));
    char *path = str_format("%s/solutions/%s/%s", s->o.root,
                            text_of(x, "slug"), text_of(x, "file"));
    bool there = access(path, R_OK) == 0; /* an export has none */
    lines_add(l, 0, "");
    say(l, 2, "",
        there ? "The reference solution: solutions/%s/%s"
              : "Your instructor has the reference solution.",
        text_of(x, "slug"), text_of(x, "file"));
    free(path);
    const char *next = learner_next(s->progress, text_of(x, "name"));
    lines_add(l, 0, "");
    if (*next != '\0')
        say(l, 0, strong(), "Press n for the next one: %s.", next);
    else
        lines_paint(l, 0, strong(),
                    "Every exercise of the course has passed.");
}

static void
one_exercise(const struct state *s, struct lines *l)
{
    const json_t *x = json_array_get(s->all, s->current);
    const json_t *r = json_object_get(s->results, text_of(x, "name"));
    const char *verdict = text_of(r, "verdict");
    bool running = is_running(s, x);
    say(l, 0, strong(), "Chapter %d: %s", number_of(x, "chapter"),
        text_of(x, "name"));
    lines_add(l, 0, text_of(x, "title"));
    say(l, 0, faint(), "%s/%s/%s", s->o.from, text_of(x, "slug"),
        text_of(x, "file"));
    lines_add(l, 0, "");
    if (running) {
        lines_paint(l, 0, paint(""), "grading ...");
        return;
    }
    if (r == NULL) {
        lines_add(l, 0, "Save the file and it is graded.");
        return;
    }
    say(l, 0, paint(verdict), "%s  %d/%d  %s%s%s", verdict,
        number_of(r, "score"), number_of(r, "max_score"),
        verdict_words(verdict, text_of(r, "detail")),
        json_is_true(json_object_get(r, "unchanged")) ? "  (unchanged)"
                                                      : "",
        json_is_true(json_object_get(r, "kept_points"))
            ? "  (points of last time kept)"
            : "");
    if (strcmp(verdict, "PASS") == 0)
        congratulate(s, x, l);
    else
        explain(s, r, l);
    size_t warnings = json_array_size(json_object_get(r, "warnings"));
    if (warnings > 0) {
        lines_add(l, 0, "");
        say(l, 0, "", "%zu compiler warning%s; the first:\n%s", warnings,
            warnings == 1 ? "" : "s",
            json_string_value(
                json_array_get(json_object_get(r, "warnings"), 0)));
    }
}

/* --- all exercises -----------------------------------------------------
 */

static void
all_exercises(const struct state *s, struct lines *l)
{
    size_t i;
    json_t *x;
    json_array_foreach (s->all, i, x) {
        const char *name = text_of(x, "name");
        const json_t *e = learner_find(s->progress, name);
        const char *verdict = text_of(e, "verdict");
        const char *shown = is_running(s, x)   ? "..."
                            : *verdict != '\0' ? verdict
                                               : "-";
        say(l, 0, is_running(s, x) || !*verdict ? "" : paint(verdict),
            "%2d  %-15.15s %-12s %3d/%d", number_of(x, "chapter"), name,
            shown, number_of(e, "points"), number_of(e, "max_points"));
    }
    const char *next = learner_next(s->progress, "");
    lines_add(l, 0, "");
    if (json_array_size(s->running) > 0)
        return;
    if (*next != '\0')
        say(l, 0, strong(), "Press n for the next one: %s.",
            learner_next(
                s->progress,
                text_of(json_array_get(s->all, s->current), "name")));
    else
        lines_paint(l, 0, strong(),
                    "Every exercise of the course has passed.");
}

static void
help(const struct state *s, struct lines *l)
{
    say(l, 0, "",
        "Edit a file in %s/ and save it: it is graded at once, and the "
        "verdict stands here. An answer that has not changed since its "
        "last verdict is not run again.",
        s->o.from);
    lines_add(l, 0, "");
    lines_add(l, 0,
              "h  the next hint: a nudge, then a place in the "
              "lesson, then a worked trace");
    lines_add(l, 0, "n  the next exercise that has not passed");
    lines_add(l, 0, "r  run all exercises");
    lines_add(l, 0, "?  this page, and back");
    lines_add(l, 0, "q  quit (also Ctrl-C)");
    lines_add(l, 0,
              "arrows, j, k  move when a text is longer than the "
              "screen");
    lines_add(l, 0, "");
    lines_add(l, 0,
              "`make progress` prints where you are, `make grade` "
              "does one check without this screen.");
}

void
view_show(struct state *s)
{
    int columns = screen_size().columns;
    int width = columns < WIDEST ? columns : WIDEST;
    struct lines top = {.width = width}, middle = {.width = width},
                 bottom = {.width = width};
    head(s, &top);
    if (s->view == VIEW_HELP)
        help(s, &middle);
    else if (s->view == VIEW_ALL)
        all_exercises(s, &middle);
    else
        one_exercise(s, &middle);
    foot(s, &bottom);
    screen_show(&top, &middle, &bottom, &s->offset);
    str_list_free(top.list.items);
    str_list_free(middle.list.items);
    str_list_free(bottom.list.items);
}
