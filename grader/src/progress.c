/*
 * progress.c - a table of chapters and points, and what comes next.
 *
 *     progress [--root DIR]
 *
 * Reads the record that `make grade` and `make watch` leave (learner.h);
 * grades nothing.  Exit status: 0, or 2 if there is no course here.
 */
#define _GNU_SOURCE
#include "learner.h"
#include "str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAR = 10 };

/* The lesson's first line, `# Title`; else the folder's name. */
static char *
title_of(const struct options *o, const char *slug)
{
    char *path = str_format("%s/chapters/%s/README.md", o->root, slug);
    char *text = str_read_file(path, 1 << 20, NULL), *title = NULL;
    if (text != NULL && strncmp(text, "# ", 2) == 0)
        title = strndup(text + 2, strcspn(text + 2, "\r\n"));
    free(path);
    free(text);
    return title != NULL ? title : strdup(slug);
}

/* Columns of UTF-8 text, as far as these titles need it. */
static int
columns(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

/* The widest of all titles. */
static int
widest(const struct options *o, const json_t *chapters)
{
    int most = 0;
    size_t i;
    json_t *chapter;
    json_array_foreach (chapters, i, chapter) {
        char *title = title_of(o, text_of(chapter, "slug"));
        most = columns(title) > most ? columns(title) : most;
        free(title);
    }
    return most;
}

static void
row(const char *number, const char *title, int width, const json_t *sums,
    int of)
{
    int points = number_of(sums, "points");
    int max = number_of(sums, "max_points");
    int full = max > 0 ? points * BAR / max : 0;
    printf("%2s  %s%*s %2d of %-2d  %3d of %-3d  ", number, title,
           width > columns(title) ? width - columns(title) : 0, "",
           number_of(sums, "passed"), of, points, max);
    for (int i = 0; i < BAR; i++)
        putchar(i < full ? '#' : '.');
    putchar('\n');
}

/* Where to go on: at the exercise worked on last, else at the first that
 * has not passed. */
static void
next_step(const json_t *progress, json_t *all)
{
    const char *current = text_of(progress, "current");
    const json_t *e = learner_find(progress, current);
    if (e == NULL || strcmp(text_of(e, "verdict"), "PASS") == 0)
        e = learner_find(progress, learner_next(progress, current));
    if (e == NULL) {
        puts("\nEvery exercise of the course has passed. Well done.");
        return;
    }
    const char *title = "", *verdict = text_of(e, "verdict");
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x)
        if (strcmp(text_of(x, "name"), text_of(e, "name")) == 0)
            title = text_of(x, "title");
    printf("\nNext: %s, chapter %d%s%s\n", text_of(e, "name"),
           number_of(e, "chapter"), *verdict ? ", last verdict " : "",
           verdict);
    printf("  %s\n  Your file: exercises/%s/%s\n", title,
           text_of(e, "slug"), text_of(e, "file"));
    printf(
        "  Check it:  make grade EX=%s   or leave `make watch` running\n",
        text_of(e, "name"));
}

int
main(int argc, char **argv)
{
    struct options o = {.root = "."};
    if (argc == 3 && strcmp(argv[1], "--root") == 0)
        o.root = argv[2];
    else if (argc != 1) {
        fputs("usage: progress [--root DIR]\n", stderr);
        return 2;
    }
    json_t *all = catalogue_load(&o);
    if (all == NULL)
        return 2;
    json_t *progress = learner_load(&o, all), *chapter;
    const json_t *chapters = json_object_get(progress, "chapters");
    int width = widest(&o, chapters);
    printf("    %-*s %8s  %10s\n", width, "Chapter", "passed", "points");
    size_t i;
    json_array_foreach (chapters, i, chapter) {
        char number[12];
        snprintf(number, sizeof number, "%d",
                 number_of(chapter, "chapter"));
        char *title = title_of(&o, text_of(chapter, "slug"));
        row(number, title, width, chapter, number_of(chapter, "exercises"));
        free(title);
    }
    row("", "Together", width, progress, (int)json_array_size(all));
    next_step(progress, all);
    json_decref(progress);
    json_decref(all);
    return 0;
}
