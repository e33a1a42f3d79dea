/*
 * key.c - what an instructor needs of the course, as Markdown.
 *
 *     key minutes     each lesson's minutes, from its own first line, with
 *                     its exercises and points
 *     key answers     each exercise: points, tests and weights, solution,
 *                     wrong answers with the misconception behind them
 *
 * Run in the repository's root.  Exit status: 0, or 2 if something that
 * these tables need is not there.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool incomplete;

static char *
read_or_complain(const char *path)
{
    char *text = str_read_file(path, 1 << 20, NULL);
    if (text == NULL) {
        fprintf(stderr, "key: cannot read %s\n", path);
        incomplete = true;
    }
    return text != NULL ? text : strdup("");
}

/* --- minutes -----------------------------------------------------------
 */

struct sums {
    int minutes, exercises, points, bonus;
};

/* The table's row of one chapter, whose exercises begin at `first`. */
static size_t
chapter_row(json_t *all, size_t first, struct sums *total)
{
    const json_t *x = json_array_get(all, first);
    const char *slug = text_of(x, "slug");
    struct sums s = {0};
    char *path = str_format("chapters/%s/README.md", slug);
    char *text = read_or_complain(path);
    const char *line = strstr(text, "\n*");
    if (line == NULL || sscanf(line, "\n*%d minutes", &s.minutes) != 1) {
        fprintf(stderr, "key: %s does not say `*N minutes ...*`\n", path);
        incomplete = true;
    }
    size_t i = first;
    for (; (x = json_array_get(all, i)) != NULL &&
           strcmp(text_of(x, "slug"), slug) == 0;
         i++) {
        bool bonus = json_is_true(json_object_get(x, "bonus"));
        s.exercises++;
        s.points += bonus ? 0 : number_of(x, "points");
        s.bonus += bonus ? number_of(x, "points") : 0;
    }
    printf("| %d | %.*s | %d | %d | %d | %d |\n",
           number_of(json_array_get(all, first), "chapter"),
           (int)strcspn(text, "\n") - 2, text + 2, s.minutes, s.exercises,
           s.points, s.bonus);
    total->minutes += s.minutes;
    total->exercises += s.exercises;
    total->points += s.points;
    total->bonus += s.bonus;
    free(path);
    free(text);
    return i;
}

static void
minutes(json_t *all)
{
    struct sums total = {0};
    puts(
        "# Minutes\n\nThe minutes are those that each lesson names in its "
        "own first lines: reading it and running its programs. An exercise "
        "is made for 10 to 15 minutes more.\n\n"
        "| chapter | lesson | minutes | exercises | points | bonus |\n"
        "|--:|:---------------------|--:|--:|--:|--:|");
    for (size_t i = 0; i < json_array_size(all);)
        i = chapter_row(all, i, &total);
    printf("| | **Together** | **%d** | **%d** | **%d** | **%d** |\n",
           total.minutes, total.exercises, total.points, total.bonus);
}

/* --- answers -----------------------------------------------------------
 */

/* A fence that the code cannot end. */
static void
listing(const char *path)
{
    char *text = read_or_complain(path);
    size_t n = strlen(path);
    bool shell = (n > 3 && strcmp(path + n - 3, ".sh") == 0) ||
                 (n > 6 && strcmp(path + n - 6, ".slurm") == 0);
    printf("~~~~~~~~{.%s}\n%s%s~~~~~~~~\n\n", shell ? "bash" : "c", text,
           *text && text[strlen(text) - 1] == '\n' ? "" : "\n");
    free(text);
}

static void
wrong_answer(const json_t *x, const char *path)
{
    char *text = read_or_complain(path), verdict[32] = "", hint[80] = "";
    const char *at = strstr(text, "expect: ");
    if (at == NULL ||
        sscanf(at, "expect: %31s hint=%79s", verdict, hint) != 2) {
        fprintf(stderr, "key: %s does not say what it expects\n", path);
        incomplete = true;
    }
    const char *why = mistake_text(x, hint);
    if (*why == '\0') {
        fprintf(stderr, "key: no text for %s of %s\n", hint, path);
        incomplete = true;
    }
    printf("**%s** (`%s`): %s\n\n<details><summary>%s</summary>\n\n",
           verdict, hint, why, strrchr(path, '/') + 1);
    listing(path);
    puts("</details>\n");
    free(text);
}

static void
exercise(const json_t *x)
{
    const char *slug = text_of(x, "slug"), *name = text_of(x, "name");
    printf("## %s {#%s}\n\n%s. Chapter %d, %d points%s.\n\n", name, name,
           text_of(x, "title"), number_of(x, "chapter"),
           number_of(x, "points"),
           json_is_true(json_object_get(x, "bonus")) ? " (bonus)" : "");
    size_t i;
    json_t *t;
    puts("| test | weight |\n|:-----------------------------|--:|");
    json_array_foreach (json_object_get(x, "tests"), i, t)
        printf("| %s | %d |\n", text_of(t, "title"),
               number_of(t, "weight"));
    puts("\n### Solution\n");
    char *path = str_format("solutions/%s/%s", slug, text_of(x, "file"));
    listing(path);
    free(path);
    printf("%s\n\n### Wrong answers\n\n", text_of(x, "after"));
    glob_t found = {0};
    char *pattern = str_format("grader/wrong/%s/%s/*", slug, name);
    glob(pattern, 0, NULL, &found);
    for (size_t k = 0; k < found.gl_pathc; k++)
        wrong_answer(x, found.gl_pathv[k]);
    globfree(&found);
    free(pattern);
}

int
main(int argc, char **argv)
{
    struct options o = {.root = "."};
    json_t *all = catalogue_load(&o), *x;
    if (all == NULL || argc != 2)
        return 2;
    size_t i;
    if (strcmp(argv[1], "minutes") == 0)
        minutes(all);
    else if (strcmp(argv[1], "answers") == 0) {
        puts("# Answer key\n");
        json_array_foreach (all, i, x)
            exercise(x);
    } else
        return 2;
    json_decref(all);
    return incomplete ? 2 : 0;
}
