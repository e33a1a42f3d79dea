/*
 * course.c - proves the set of exercises complete.
 *
 *     course [--jobs N] [EXERCISE ...]
 *     course --files [ROOT]
 *
 * Every starter is graded and must fail with a hint, every solution must
 * pass, every wrong answer must get the verdict and the hint that its first
 * lines name:
 *
 *     // expect: RACE hint=lock-per-thread
 *
 * With --files: nothing is graded; every file must belong to something, and
 * every exercise must have all of its files and hints (course_files.c).
 *
 * Prints "ok NAME" or "FAIL NAME: why" for each; exit status 1 if any
 * failed.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "course_files.h"
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

/* Adds "hint=NAME" of this wrong answer to *all. */
static void
add_wrong(json_t *items, const json_t *exercise, const char *path,
          char **all)
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
    else if (*mistake_text(exercise, hint) == '\0')
        verdict_line(false, label, "the catalogue has no text for %s%s%s",
                     hint, "", "");
    else
        add(items, exercise, path, label, verdict, hint);
    char *longer = str_format("%shint=%s\n", *all, hint);
    free(*all);
    *all = longer;
    free(label);
    free(text);
}

/* Every name of a mistake in the driver, a word such as "no-child", has its
 * text in the catalogue; and every text of the row a wrong answer. */
static void
check_mistakes(const json_t *x, const struct options *o, const char *wrong)
{
    const char *name = text_of(x, "name");
    char *path = str_format("%s/grader/drivers/%s.cc", o->root, name);
    char *label = str_format("mistakes-have-texts/%s", name), word[80] = "";
    char *driver = str_read_file(path, 1 << 20, NULL);
    bool found = driver != NULL;
    for (char *at = driver; found && (at = strchr(at, '"')) != NULL; at++) {
        size_t n = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
        if (at[n + 1] != '"' || n >= sizeof word || at[1] == '-' ||
            memchr(at + 1, '-', n) == NULL)
            continue;
        snprintf(word, sizeof word, "%.*s", (int)n, at + 1);
        found = *mistake_text(x, word) != '\0';
    }
    verdict_line(found, label, "the driver says \"%s\"%s%s", word, "", "");
    free(driver);
    free(label);
    free(path);

    label = str_format("mistakes-are-made/%s", name);
    const char *mistake, *unmade = NULL;
    json_t *text;
    json_object_foreach(json_object_get(x, "mistakes"), mistake, text)
    {
        char *first = str_format("hint=%s\n", mistake);
        if (strstr(wrong, first) == NULL)
            unmade = mistake;
        free(first);
    }
    verdict_line(unmade == NULL, label, "no wrong answer makes \"%s\"%s%s",
                 unmade, "", "");
    free(label);
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
    char *hints = str_format("%s", "");
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_wrong(items, x, found.gl_pathv[i], &hints);
    check_mistakes(x, o, hints);
    free(hints);
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
            fails && *hint == '\0' && *text_of(r, "hint") != '\0' &&
                json_array_size(json_object_get(r, "warnings")) == 0,
            label,
            "a starter must compile without a warning, be WRONG or "
            "SERIAL and get the exercise's first hint, not that of a "
            "mistake; got %s, hint \"%s\": %s",
            got, hint, evidence);
    } else if (strcmp(want, got) != 0)
        verdict_line(false, label, "expected %s, got %s: %s", want, got,
                     evidence);
    else if (strcmp(want, "PASS") != 0 && *evidence == '\0')
        verdict_line(false, label, "%s%s%s", "no evidence was given", "",
                     "");
    else
        verdict_line(json_object_get(x, "expect_hint") == NULL ||
                         strcmp(text_of(x, "expect_hint"), hint) == 0,
                     label, "expected the hint %s, got \"%s\" (%s)",
                     text_of(x, "expect_hint"), hint, evidence);
}

static void
file_line(const char *name, const char *why)
{
    verdict_line(why == NULL, name, "%s%s%s", why != NULL ? why : "", "",
                 "");
}

static int
only_files(const char *root)
{
    struct options o = {.root = root};
    json_t *all = catalogue_load(&o);
    if (all == NULL)
        return 2;
    course_files(&o, all, file_line);
    return failures > 0;
}

int
main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--files") == 0)
        return only_files(argc > 2 ? argv[2] : ".");
    struct options o = {.root = ".",
                        .build = "build",
                        .from = ".",
                        .jobs = jobs_cores() + 1, /* many answers only wait */
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
    for (int k = first; k < argc; k++)
        if (catalogue_find(all, argv[k]) == NULL) {
            catalogue_suggest(all, argv[k], "");
            return 2;
        }
    str_make_folders("build/grade/jobs");
    json_array_foreach (all, i, x) {
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
