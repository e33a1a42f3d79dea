/*
 * course.c - proves the set of exercises complete.
 *
 *     course [--jobs N] [EXERCISE ...]
 *
 * Every starter is graded and must fail with a hint, every solution must
 * pass, every wrong answer must get the verdict and the hint that its first
 * lines name:
 *
 *     // expect: RACE hint=lock-per-thread
 *
 * Prints "ok NAME" or "FAIL NAME: why" for each; exit status 1 if any
 * failed.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"

#include <glob.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void
verdict_line(bool ok, const char *name, const char *format, const char *a,
             const char *b, const char *c)
{
    failures += !ok;
    printf("%s %s", ok ? "ok" : "FAIL", name);
    if (!ok) {
        printf(": ");
        printf(format, a, b, c);
    }
    putchar('\n');
    fflush(stdout);
}

/* A copy of the catalogue's row that grades the file at `path`. */
static void
add(json_t *items, const json_t *exercise, const char *path,
    const char *label, const char *verdict, const char *hint)
{
    json_t *item = json_copy((json_t *)exercise);
    json_object_set_new(item, "answer", json_string(path));
    json_object_set_new(item, "label", json_string(label));
    json_object_set_new(item, "expect", json_string(verdict));
    if (hint != NULL)
        json_object_set_new(item, "expect_hint", json_string(hint));
    json_array_append_new(items, item);
}

static void
add_wrong(json_t *items, const json_t *exercise, const char *path)
{
    char *text = str_read_file(path, 1 << 20, NULL), verdict[32] = "",
         hint[80] = "";
    const char *at = text != NULL ? strstr(text, "expect: ") : NULL;
    char *label = str_format("wrong/%s/%s", text_of(exercise, "name"),
                             strrchr(path, '/') + 1);
    if (at == NULL ||
        sscanf(at, "expect: %31s hint=%79s", verdict, hint) != 2)
        verdict_line(false, label, "%s%s%s",
                     "its first line does not say `expect: VERDICT "
                     "hint=NAME`",
                     "", "");
    else if (json_object_get(json_object_get(exercise, "mistakes"), hint) ==
             NULL)
        verdict_line(false, label, "the catalogue has no text for %s%s%s",
                     hint, "", "");
    else
        add(items, exercise, path, label, verdict, hint);
    free(label);
    free(text);
}

static void
add_exercise(json_t *items, const json_t *x, const struct options *o)
{
    const char *slug = text_of(x, "slug"), *name = text_of(x, "name");
    char *starter =
        str_format("%s/exercises/%s/%s", o->root, slug, text_of(x, "file"));
    char *solution =
        str_format("%s/solutions/%s/%s", o->root, slug, text_of(x, "file"));
    char *a = str_format("starter/%s", name);
    char *b = str_format("solution/%s", name);
    add(items, x, starter, a, "starter", "");
    add(items, x, solution, b, "PASS", "");
    free(starter);
    free(solution);
    free(a);
    free(b);
    char *pattern =
        str_format("%s/grader/wrong/%s/%s/*", o->root, slug, name);
    glob_t found = {0};
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_wrong(items, x, found.gl_pathv[i]);
    char *enough = str_format("four-wrong-answers/%s", name);
    verdict_line(found.gl_pathc >= 4, enough, "%s%s%s",
                 "there are fewer than four", "", "");
    globfree(&found);
    free(enough);
    free(pattern);
    for (int n = 1; n <= 3; n++) {
        char *hint = str_format("hint-%d/%s", n, name);
        verdict_line(*hint_of(x, "", n) != '\0', hint, "%s%s%s", "empty",
                     "", "");
        free(hint);
    }
}

static void
finished(const json_t *x, const json_t *r)
{
    const char *label = text_of(x, "label"), *want = text_of(x, "expect");
    const char *got = text_of(r, "verdict"), *hint = text_of(r, "hint_id");
    const char *evidence = text_of(r, "evidence");
    if (strcmp(want, "starter") == 0) {
        bool fails =
            strcmp(got, "WRONG") == 0 || strcmp(got, "SERIAL") == 0;
        verdict_line(
            fails && *text_of(r, "hint") != '\0' &&
                json_array_size(json_object_get(r, "warnings")) == 0,
            label,
            "a starter must compile without a warning, be WRONG or "
            "SERIAL and have a hint; got %s: %s%s",
            got, evidence, "");
    } else if (strcmp(want, got) != 0)
        verdict_line(false, label, "expected %s, got %s: %s", want, got,
                     evidence);
    else if (strcmp(want, "PASS") != 0 && *evidence == '\0')
        verdict_line(false, label, "%s%s%s", "no evidence was given", "",
                     "");
    else
        verdict_line(json_object_get(x, "expect_hint") == NULL
                         || strcmp(text_of(x, "expect_hint"), hint) == 0, label,
                     "expected the hint %s, got \"%s\" (%s)",
                     text_of(x, "expect_hint"), hint, evidence);
}

int
main(int argc, char **argv)
{
    cpu_set_t set;
    int cores =
        sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    struct options o = {.root = ".",
                        .build = "build",
                        .from = ".",
                        .jobs = cores,
                        .force = getenv("FORCE") != NULL};
    o.seed = 20240;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--jobs") == 0) {
        o.jobs = atoi(argv[2]);
        first = 3;
    }
    json_t *all = catalogue_load(&o), *items = json_array(),
           *results = json_array(), *x;
    size_t i;
    if (all == NULL || o.jobs < 1)
        return 2;
    str_make_folders("build/grade/jobs");
    json_array_foreach(all, i, x)
    {
        bool wanted = first == argc;
        for (int k = first; k < argc; k++)
            wanted = wanted || strcmp(argv[k], text_of(x, "name")) == 0;
        if (wanted)
            add_exercise(items, x, &o);
    }
    jobs_stop_on_signals();
    if (!jobs_run(&o, items, results, finished))
        return 2;
    return failures > 0;
}
