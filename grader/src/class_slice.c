/*
 * class_slice.c - a class that is graded by several machines.
 *
 *     class --plan ...         settles the seed, says what is to be found
 *     class --slice K/N ...    every N-th student, from the K-th
 *     class --merge ...        writes the books from what the slices found
 *
 * They share OUT and nothing else, no lock either: a file system that is
 * shared does not always have locks.  So each run of a slice writes a file
 * of its own, OUT/slices/K-of-N.RUN.jsonl, and reads those of the others. A
 * slice may be killed, begun again on another node, or run twice at the
 * same time; what was found twice counts once.
 */
#define _GNU_SOURCE
#include "class.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_SLICES = 10000, MOST_RUNS = 1000 };

bool
slice_parse(struct class *c, const char *text)
{
    unsigned long long slice = 0, slices = 0;
    const char *slash = strchr(text, '/');
    char *first = strndup(text, strcspn(text, "/"));
    bool ok =
        str_to_number("class", slash != NULL ? slash + 1 : "",
                      "the N of --slice K/N", 1, MOST_SLICES, &slices) &&
        str_to_number("class", first, "the K of --slice K/N", 0, slices - 1,
                      &slice);
    free(first);
    c->part = SLICE;
    c->slice = (size_t)slice;
    c->slices = (size_t)slices;
    return ok;
}

void
slice_cut(struct class *c)
{
    size_t kept = 0;
    for (size_t i = c->slice; i < c->nstudents; i += c->slices)
        c->students[kept++] = c->students[i];
    c->nstudents = kept;
}

static int
is_journal(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 6 && strcmp(e->d_name + n - 6, ".jsonl") == 0;
}

struct str_list
slice_files(const struct class *c)
{
    struct str_list files = {0};
    struct dirent **list = NULL;
    char *folder = str_format("%s/slices", c->out);
    int n = scandir(folder, &list, is_journal, alphasort);
    for (int i = 0; i < n; i++) {
        char *path = str_format("%s/%s", folder, list[i]->d_name);
        str_list_add(&files, path, NULL);
        free(path);
        free(list[i]);
    }
    free(list);
    free(folder);
    return files;
}

int
slice_create(const struct class *c)
{
    char *folder = str_format("%s/slices", c->out);
    int fd = str_make_folders(folder) == 0 ? -1 : -2;
    for (int run = 1; fd == -1 && run <= MOST_RUNS; run++) {
        char *path = str_format("%s/%zu-of-%zu.%d.jsonl", folder, c->slice,
                                c->slices, run);
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        free(path);
        if (fd == -1 && errno != EEXIST)
            break;
    }
    if (fd < 0)
        fprintf(stderr, "class: cannot make a file in %s: %s\n", folder,
                strerror(errno));
    free(folder);
    return fd < 0 ? -1 : fd;
}

void
slice_clear(const struct class *c)
{
    char *folder = str_format("%s/slices", c->out);
    str_remove_tree(folder);
    free(folder);
}
