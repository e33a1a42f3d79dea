/* submission.c - finds the learner's files and refuses what is none. */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 256 * 1024, MOST_NOTES = 8 };

/* What `from` is of the folders and files of the course. */
enum shape { NO_FOLDER, EMPTY, OTHER_FILES, ANSWERS };

static bool
holds_files(const char *folder)
{
    DIR *d = opendir(folder);
    bool any = false;
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        any = any || e->d_name[0] != '.';
    if (d != NULL)
        closedir(d);
    return any;
}

/* Are these the lessons, of this clone or another?  Some of their programs
 * have the name of an exercise. */
static bool
is_lessons(const char *from)
{
    char *darts = str_format("%s/include/darts.h", from);
    bool yes = access(darts, F_OK) == 0;
    free(darts);
    return yes;
}

static enum shape
shape_of(const struct options *o, json_t *all)
{
    enum shape shape = NO_FOLDER;
    bool lessons = is_lessons(o->from);
    struct stat st;
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x) {
        char *folder = str_format("%s/%s", o->from, text_of(x, "slug"));
        char *file = str_format("%s/%s", folder, text_of(x, "file"));
        enum shape now = NO_FOLDER;
        if (lstat(file, &st) == 0 && !lessons)
            now = ANSWERS;
        else if (stat(folder, &st) == 0 && S_ISDIR(st.st_mode))
            now = holds_files(folder) ? OTHER_FILES : EMPTY;
        shape = now > shape ? now : shape;
        free(folder);
        free(file);
    }
    return shape;
}

bool
submission_check(const struct options *o, json_t *all)
{
    struct stat st;
    if (stat(o->from, &st) == -1) {
        fprintf(stderr, "%s: cannot open FROM=%s: %s\n",
                program_invocation_short_name, shown(o->from),
                strerror(errno));
        return false;
    }
    if (!S_ISDIR(st.st_mode)) {
        fprintf(stderr, "%s: FROM=%s is not a folder\n",
                program_invocation_short_name, shown(o->from));
        return false;
    }
    const json_t *first = json_array_get(all, 0);
    switch (shape_of(o, all)) {
    case NO_FOLDER:
        fprintf(stderr,
                "%s: FROM=%s is not a submission: it has no folder such "
                "as %s\n",
                program_invocation_short_name, shown(o->from),
                text_of(first, "slug"));
        return false;
    case OTHER_FILES:
        fprintf(stderr,
                "%s: FROM=%s is not a submission: its folders hold no "
                "answer such as %s/%s\n",
                program_invocation_short_name, shown(o->from),
                text_of(first, "slug"), text_of(first, "file"));
        return false;
    default: /* of empty folders nothing was submitted: that is graded */
        return true;
    }
}

/* A link must stay within the submission: one that leads to the solution is
 * not an answer. */
static bool
inside(const char *folder, const char *path)
{
    char a[PATH_MAX], b[PATH_MAX];
    if (realpath(folder, a) == NULL || realpath(path, b) == NULL)
        return false;
    size_t n = strlen(a);
    return strncmp(a, b, n) == 0 && (b[n] == '/' || n == 1);
}

/* Why this is no answer to grade, or NULL. */
static const char *
refuse(const char *path, const struct options *o, const struct stat *st,
       const char **verdict)
{
    *verdict = "CE";
    if (!inside(o->from, path)) {
        *verdict = "POLICY";
        return "is a link that leads out of the submission; put the file "
               "itself there";
    }
    if (!S_ISREG(st->st_mode))
        return "is not a file";
    if ((st->st_mode & 0444) == 0) /* root could, nobody else */
        return "may not be read by anybody; `chmod u+r` cures that";
    if (st->st_size == 0)
        return "is empty";
    if (st->st_size > LARGEST_FILE)
        return "is larger than 256 KiB; an answer is a page or two of text";
    return NULL;
}

/* Reads the file, which may become another one while we look: what is read
 * is what was opened, and that is looked at once more. */
static char *
read_answer(const char *path, const struct options *o, size_t *len,
            const char **why, const char **verdict)
{
    struct stat st;
    char open_file[64];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    snprintf(open_file, sizeof open_file, "/proc/self/fd/%d", fd);
    if (fd == -1 || fstat(fd, &st) == -1)
        *why = errno == EACCES ? "may not be read" : strerror(errno);
    else
        *why = refuse(open_file, o, &st, verdict);
    char *source = NULL;
    if (*why == NULL &&
        (source = str_read_file(open_file, LARGEST_FILE, len)) == NULL)
        *why = strerror(errno);
    if (fd != -1)
        close(fd);
    if (*why == NULL && memchr(source, '\0', *len) != NULL)
        *why = "is not a text file: it contains zero bytes";
    if (*why == NULL && strspn(source, " \t\r\n") == *len)
        *why = "is empty but for white space";
    return source;
}

char *
submission_read(const struct options *o, const json_t *exercise,
                char **path, size_t *len, json_t *result)
{
    struct stat st;
    const char *verdict, *why = NULL;
    char *source = NULL;
    const char *given = text_of(exercise, "answer");
    *path = *given
                ? strdup(given)
                : str_format("%s/%s/%s", o->from, text_of(exercise, "slug"),
                             text_of(exercise, "file"));
    const char *shown = *path;
    if (o->forgets) /* the folder's name means nothing to a reader */
        shown += strlen(o->from) + 1;
    bool link = lstat(*path, &st) == 0; /* there, but leads nowhere? */
    if (stat(*path, &st) == -1 && !link) {
        judge_set(result, "CE", "missing", "not submitted: there is no %s",
                  shown);
        return NULL;
    }
    if (stat(*path, &st) == -1) {
        verdict = "CE";
        why = "is a link that leads nowhere; put the file itself there";
    } else if ((why = refuse(*path, o, &st, &verdict)) == NULL)
        source = read_answer(*path, o, len, &why, &verdict);
    if (why != NULL) {
        judge_set(result, verdict, "file", "%s %s", shown, why);
        free(source);
        return NULL;
    }
    return source;
}

static bool
is_slug(json_t *all, const char *name)
{
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x)
        if (strcmp(name, text_of(x, "slug")) == 0)
            return true;
    return false;
}

static bool
known(json_t *all, const char *slug, const char *file)
{
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x)
        if (strcmp(slug, text_of(x, "slug")) == 0 &&
            (strcmp(file, text_of(x, "file")) == 0 ||
             strcmp(file, "contract.h") == 0))
            return true;
    return false;
}

/* A name of the learner's: nothing in it may steer the terminal. */
static void
note_stray(const char *place, char *name)
{
    for (char *p = name; *p; p++)
        if ((unsigned char)*p < 32 || (unsigned char)*p >= 127)
            *p = '?';
    printf("Note: %s%.80s belongs to no exercise; ignored.\n", place, name);
}

/* What lies beside the chapters' folders.  The course's own README.md may.
 */
static void
note_top(const struct options *o, json_t *all)
{
    DIR *d = opendir(o->from);
    size_t strays = 0;
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.' && !is_slug(all, e->d_name) &&
            strcmp(e->d_name, "README.md") != 0 && strays++ == 0)
            note_stray("", e->d_name);
    if (strays > 1)
        printf("Note: so do %zu more beside the chapters' folders.\n",
               strays - 1);
    if (d != NULL)
        closedir(d);
}

bool
submission_other_header(const struct options *o, const char *slug,
                        const char *theirs, size_t n)
{
    size_t m = 0, i = 0, k = 0;
    char *path = str_format("%s/exercises/%s/contract.h", o->root, slug);
    char *ours = str_read_file(path, LARGEST_FILE, &m);
    while (ours != NULL && i < n && k < m) {
        if (theirs[i] == ours[k])
            k++;
        else if (theirs[i] != '\r')
            break;
        i++;
    }
    free(path);
    free(ours);
    return ours == NULL || i < n || k < m;
}

/* Is the submission's contract.h of this chapter another than ours? */
static bool
other_contract(const struct options *o, const char *slug)
{
    size_t n = 0;
    char *path = str_format("%s/%s/contract.h", o->from, slug);
    struct stat st;
    bool there = inside(o->from, path) && stat(path, &st) == 0 &&
                 S_ISREG(st.st_mode);
    char *theirs = there ? str_read_file(path, LARGEST_FILE, &n) : NULL;
    bool other = there && (theirs == NULL ||
                           submission_other_header(o, slug, theirs, n));
    free(path);
    free(theirs);
    return other;
}

static void
note_folder(const struct options *o, json_t *all, const char *slug)
{
    char *folder = str_format("%s/%s", o->from, slug);
    char *place = str_format("%s/", slug);
    DIR *d = inside(o->from, folder) ? opendir(folder) : NULL;
    size_t strays = 0;
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.' && !known(all, slug, e->d_name) &&
            strays++ < MOST_NOTES)
            note_stray(place, e->d_name);
    if (strays > MOST_NOTES)
        printf("Note: so do %zu more files in %s.\n", strays - MOST_NOTES,
               slug);
    if (d != NULL)
        closedir(d);
    free(folder);
    free(place);
}

void
submission_note_strays(const struct options *o, json_t *all)
{
    const char *last = "";
    struct str_buf others = {0};
    size_t i;
    json_t *x;
    note_top(o, all);
    json_array_foreach (all, i, x) {
        const char *slug = text_of(x, "slug");
        if (strcmp(slug, last) == 0)
            continue;
        last = slug;
        note_folder(o, all, slug);
        if (other_contract(o, slug))
            str_printf(&others, "%s%s", others.len > 0 ? ", " : "", slug);
    }
    if (others.len > 0)
        printf("Note: contract.h is not the course's in %s; the course's "
               "is used.\n",
               others.data);
    free(others.data);
}
