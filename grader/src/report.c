/* report.c - what a person reads in the terminal. */
#define _GNU_SOURCE
#include "grade.h"
#include "box.h"
#include "evidence.h"
#include "str.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 76, ROW = WIDTH - 4 };

static bool
colours(void)
{
    static int known = -1;
    if (known == -1)
        known = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
    return known;
}

static const char *
paint(const char *verdict)
{
    if (!colours())
        return "";
    if (strcmp(verdict, "PASS") == 0)
        return "\033[32m";
    if (strcmp(verdict, "GRADER_ERROR") == 0 ||
        strcmp(verdict, "INCONCLUSIVE") == 0)
        return "\033[33m";
    return "\033[31m";
}

static const char *
plain(void)
{
    return colours() ? "\033[0m" : "";
}

/* Prints words within WIDTH columns, each line indented. */
static void
wrapped(const char *text, int indent)
{
    int column = 0; /* 0: nothing stands on this line yet */
    while (*text != '\0') {
        int n = (int)strcspn(text, " \n");
        if (column > 0 && column + 1 + n > WIDTH) {
            putchar('\n');
            column = 0;
        }
        if (n > 0)
            column +=
                printf("%*s%.*s", column == 0 ? indent : 1, "", n, text);
        text += n;
        if (*text == '\n') {
            putchar('\n');
            column = 0;
        }
        text += *text != '\0';
    }
    putchar('\n');
}

/* A compiler's message or a list keeps its lines. */
static void
verbatim(const char *text, int indent)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        printf("%*s%.*s\n", indent, "", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

void
report_begin(const struct options *o)
{
    const char *open_to = box_open_to();
    printf("Grading %s (seed %llu, sandbox: %s%s%s%s)\n\n", shown(o->from),
           (unsigned long long)o->seed, box_level_name(),
           box_level() == BOX_LIMITS ? ", that is: unsandboxed" : "",
           *open_to != '\0' ? "; answers reach " : "", open_to);
    fflush(stdout);
}

void
report_running(const json_t *exercise)
{
    if (!isatty(STDOUT_FILENO))
        return;
    printf("\r  %2d  %-16s ...\r", number_of(exercise, "chapter"),
           text_of(exercise, "name"));
    fflush(stdout);
}

void
report_line(const json_t *exercise, const json_t *result)
{
    const char *verdict = text_of(result, "verdict");
    const char *detail = text_of(result, "detail");
    bool brief = strlen(detail) < 24 && strchr(detail, '\n') == NULL;
    printf("  %2d  %-16s %s%-12s%s %3d/%-3d",
           number_of(exercise, "chapter"), text_of(exercise, "name"),
           paint(verdict), verdict, plain(), number_of(result, "score"),
           number_of(result, "max_score"));
    if (json_is_true(json_object_get(result, "unchanged")))
        printf(
            "  unchanged since seed %lld",
            (long long)json_integer_value(json_object_get(result, "seed")));
    else
        printf("  %.1f s",
               json_number_value(json_object_get(result, "seconds")));
    if (brief && *detail != '\0' && strcmp(verdict, "PASS") != 0)
        printf("  (%s)", detail);
    if (*text_of(result, "kept_points") != '\0')
        printf("  (points of %s kept)", text_of(result, "kept_points"));
    putchar('\n');
    size_t warnings = json_array_size(json_object_get(result, "warnings"));
    if (warnings > 0)
        printf("      %zu compiler warning%s; the first: %.150s\n",
               warnings, warnings == 1 ? "" : "s",
               json_string_value(
                   json_array_get(json_object_get(result, "warnings"), 0)));
    fflush(stdout);
}

/* --- the decisive failure ----------------------------------------------
 */

/* Rows of their own, after an empty line. */
static void
add_rows(char *rows)
{
    if (*rows != '\0')
        putchar('\n');
    verbatim(rows, 4);
    free(rows);
}

/* The decisive failure in full. */
static void
explain(const struct options *o, const json_t *exercise,
        const json_t *result)
{
    const char *verdict = text_of(result, "verdict");
    printf("\n%s%s: %s%s - %s\n", paint(verdict), text_of(result, "name"),
           verdict, plain(),
           verdict_words(verdict, text_of(result, "detail")));
    const char *evidence = text_of(result, "evidence");
    if (strchr(evidence, '\n') != NULL)
        verbatim(evidence, 4); /* a compiler shows the line itself */
    else {
        wrapped(evidence, 4);
        add_rows(evidence_values(result, ROW, colours()));
        add_rows(evidence_lines(result, ROW - 1));
        if (json_integer_value(json_object_get(result, "line")) > 0 ||
            json_object_get(result, "got") != NULL)
            putchar('\n');
    }
    size_t i;
    json_t *test;
    json_array_foreach (json_object_get(result, "tests"), i, test) {
        if (strcmp(text_of(test, "verdict"), verdict) != 0)
            continue;
        const char *title = text_of(test, "title");
        char *found = str_format("(found by the test: %s)",
                                 *title ? title : text_of(test, "name"));
        wrapped(found, 4);
        free(found);
        break;
    }
    for (int n = 1; n <= o->hint; n++) {
        const char *hint = n == 1 ? text_of(result, "hint")
                           : verdict_settles(verdict)
                               ? hint_of(exercise, "", n)
                               : "";
        if (*hint == '\0')
            continue;
        printf("\n  Hint%s:\n", n == 1 ? "" : n == 2 ? " 2" : " 3");
        wrapped(hint, 4);
    }
    printf("\n  Your file: %s/%s/%s\n", shown(o->from),
           text_of(exercise, "slug"), text_of(exercise, "file"));
    printf("  Again:     make grade EX=%s%s\n", text_of(exercise, "name"),
           !verdict_settles(verdict) ? ""
           : o->hint == 1 ? "        (HINT=2 or HINT=3 says more)"
           : o->hint == 2 ? "        (HINT=3 says more)"
                          : "");
}

static void
congratulate(const struct options *o, const json_t *exercise,
             const json_t *result)
{
    printf("\n%sWell done.%s ", paint("PASS"), plain());
    printf("%s is right for every input that was tried.\n",
           text_of(result, "name"));
    wrapped(text_of(result, "after"), 2);
    char *path =
        str_format("%s/solutions/%s/%s", o->root, text_of(exercise, "slug"),
                   text_of(exercise, "file"));
    if (access(path, R_OK) == 0) /* an export for students has none */
        printf("  The reference solution: %s\n", path);
    else
        puts("  Your instructor has the reference solution.");
    free(path);
}

void
report_end(const struct options *o, json_t *exercises, json_t *results)
{
    int score = 0, max = 0, passed = 0;
    bool explained = false;
    size_t i, n = json_array_size(results);
    json_t *r;
    json_array_foreach (results, i, r) {
        const json_t *x = json_array_get(exercises, i);
        bool pass = strcmp(text_of(r, "verdict"), "PASS") == 0;
        score += number_of(r, "score");
        max += points_to_have(r, "max_score");
        passed += pass;
        if (pass && n == 1)
            congratulate(o, x, r);
        if (pass || explained)
            continue;
        explained = true;
        explain(o, x, r);
    }
    if (n > 1 && passed == (int)n)
        printf("\n%sWell done.%s All of them are right. The remarks on the "
               "solutions and the\nway to each are in the report.\n",
               paint("PASS"), plain());
    char *points = points_in_words(score, max);
    printf("\n%d of %zu exercise%s passed, %s. "
           "Report: %s/grade/report.html\n",
           passed, n, n == 1 ? "" : "s", points, o->build);
    free(points);
}
