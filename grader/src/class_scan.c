/* class_scan.c - see class_scan.h */
#define _GNU_SOURCE
#include "class_scan.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
scan_refuse(struct scan *s, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    if (s->refused[0] == '\0')
        vsnprintf(s->refused, sizeof s->refused, format, ap);
    va_end(ap);
    return -1;
}

/* --- one entry ---------------------------------------------------------
 */

/* What is wrong with a path; NULL: nothing. */
static const char *
bad_path(const char *path)
{
    int depth = 0;
    if (path[0] == '/' || path[0] == '\\' ||
        (isalpha((unsigned char)path[0]) && path[1] == ':' &&
         (path[2] == '\\' || path[2] == '/')))
        return "has an absolute path";
    if (strlen(path) > SCAN_PATH)
        return "has a path of more than 1000 bytes";
    for (const char *p = path; *p != '\0';) {
        size_t n = strcspn(p, "/\\");
        if (n == 2 && strncmp(p, "..", 2) == 0)
            return "has a path that leads out of the submission";
        depth += n > 0;
        p += n + (p[n] != '\0');
    }
    return depth > SCAN_DEPTH + 1 ? "lies more than 16 folders deep" : NULL;
}

/* The history of a clone and what a Mac puts into a zip: not looked into.
 */
static bool
is_furniture(const char *path)
{
    for (const char *p = path; *p != '\0';) {
        size_t n = strcspn(p, "/");
        if ((n == 4 && strncmp(p, ".git", 4) == 0) ||
            (n == 8 && strncmp(p, "__MACOSX", 8) == 0) ||
            (n == 9 && strncmp(p, ".DS_Store", 9) == 0))
            return true;
        p += n + (p[n] != '\0');
    }
    return false;
}

/* The SLUG/FILE at the end of a path if an exercise has it, before which
 * there are at most two folders; NULL: it has none. */
static const char *
wanted_part(const struct scan *s, const char *path)
{
    for (int skipped = 0; path != NULL && skipped < 3; skipped++) {
        for (char *const *w = s->wanted; *w != NULL; w++)
            if (strcmp(path, *w) == 0)
                return path;
        path = strchr(path, '/');
        path += path != NULL;
    }
    return NULL;
}

/* Is everything so far in one and the same folder? */
static void
note_top(struct scan *s, const char *path, enum scan_kind kind)
{
    size_t n = strcspn(path, "/");
    bool inside = path[n] == '/' || kind == SCAN_FOLDER;
    if (path[0] == '.') /* .DS_Store, .gitignore: no reason to miss it */
        return;
    if (s->top == NULL)
        s->top = inside ? strndup(path, n) : strdup("");
    else if (!inside || strncmp(s->top, path, n) != 0 || s->top[n] != '\0')
        s->top[0] = '\0';
}

int
scan_entry(struct scan *s, const char *path, enum scan_kind kind,
           int64_t size, int64_t time)
{
    const char *bad = bad_path(path);
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    if (++s->entries > SCAN_ENTRIES)
        return scan_refuse(s, "it holds more than %d files and folders",
                           SCAN_ENTRIES);
    if (bad != NULL)
        return scan_refuse(s, "%.150s %s", path, bad);
    if (*path == '\0' || strcmp(path, ".") == 0 || is_furniture(path))
        return 0;
    if (kind == SCAN_SYMLINK)
        return scan_refuse(s, "%.150s is a symbolic link", path);
    if (kind == SCAN_HARDLINK)
        return scan_refuse(s, "%.150s is a hard link", path);
    if (kind == SCAN_OTHER)
        return scan_refuse(s, "%.150s is a device, a pipe or a socket",
                           path);
    note_top(s, path, kind);
    if (kind == SCAN_FOLDER)
        return 0;
    if (size > 0 && scan_bytes(s, path, size, 0) == -1)
        return -1;
    str_list_add(&s->paths, path, NULL);
    if (time > s->newest)
        s->newest = time;
    if (wanted_part(s, path) == NULL)
        return 0;
    s->files = realloc(s->files, (s->nfiles + 1) * sizeof *s->files);
    if (s->files == NULL)
        return scan_refuse(s, "there is not enough memory for it");
    s->files[s->nfiles++] = (struct scan_file){.path = strdup(path)};
    return 1;
}

int
scan_bytes(struct scan *s, const char *path, int64_t of_this_file,
           int64_t more)
{
    s->bytes += more;
    if (of_this_file > SCAN_FILE)
        return scan_refuse(s, "%.150s is larger than 16 MiB", path);
    if (s->bytes > SCAN_ALL)
        return scan_refuse(s, "its files are larger than 64 MiB together");
    return 0;
}

/* --- where the exercises lie -------------------------------------------
 */

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
refuse_doubles(struct scan *s)
{
    char **p = s->paths.items;
    if (s->paths.count > 0)
        qsort(p, s->paths.count, sizeof *p, by_bytes);
    for (size_t i = 1; i < s->paths.count; i++)
        if (strcmp(p[i - 1], p[i]) == 0)
            return scan_refuse(s, "%.150s is in it twice", p[i]);
    return 0;
}

/* Does `path` lie in `base`, and is the rest wanted? */
static bool
is_answer_in(const struct scan *s, const char *base, const char *path)
{
    size_t n = strlen(base);
    return strncmp(path, base, n) == 0 &&
           wanted_part(s, path + n) == path + n;
}

bool
scan_is_header(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash != NULL ? slash + 1 : path, "contract.h") == 0;
}

static bool
has_answers(const struct scan *s, const char *base)
{
    for (size_t i = 0; i < s->nfiles; i++)
        if (is_answer_in(s, base, s->files[i].path) &&
            !scan_is_header(s->files[i].path))
            return true;
    return false;
}

/* Files beside and in the folders of the exercises that no exercise has. */
static void
count_strays(struct scan *s, const char *base)
{
    size_t n = strlen(base);
    for (size_t i = 0; i < s->paths.count; i++) {
        const char *rest = s->paths.items[i] + n;
        if (strncmp(s->paths.items[i], base, n) != 0)
            continue;
        bool known = rest[0] == '.' || strcmp(rest, "README.md") == 0;
        for (char *const *w = s->wanted; *w != NULL && !known; w++)
            known = strcmp(*w, rest) == 0;
        s->strays += !known;
    }
}

static void
keep_answers(struct scan *s, const char *base)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->nfiles; i++) {
        struct scan_file f = s->files[i];
        if (is_answer_in(s, base, f.path)) {
            char *rest = strdup(f.path + strlen(base));
            free(f.path);
            f.path = rest;
            s->files[kept++] = f;
        } else {
            free(f.path);
            free(f.bytes.data);
        }
    }
    s->nfiles = kept;
}

int
scan_end(struct scan *s)
{
    if (s->refused[0] != '\0' || refuse_doubles(s) == -1)
        return -1;
    const char *top = s->top != NULL ? s->top : "";
    char *bases[] = {strdup(""), strdup("exercises/"),
                     str_format("%s/", top),
                     str_format("%s/exercises/", top)};
    int found = -1, result = 0;
    for (int i = 0; i < (*top != '\0' ? 4 : 2); i++)
        if (has_answers(s, bases[i])) {
            if (found >= 0 && strcmp(bases[found], bases[i]) != 0)
                result = scan_refuse(
                    s,
                    "the exercises are in it twice: in \"%s\" and in "
                    "\"%s\"",
                    *bases[found] ? bases[found] : "./", bases[i]);
            else
                found = i;
        }
    if (found < 0)
        result = scan_refuse(
            s, s->paths.count == 0
                   ? "it is empty"
                   : "it holds no exercise of the course, neither at its "
                     "top nor in exercises/ nor in one folder around it");
    if (result == 0) {
        count_strays(s, bases[found]);
        keep_answers(s, bases[found]);
    }
    for (int i = 0; i < 4; i++)
        free(bases[i]);
    return result;
}

void
scan_free(struct scan *s)
{
    for (size_t i = 0; i < s->nfiles; i++) {
        free(s->files[i].path);
        free(s->files[i].bytes.data);
    }
    free(s->files);
    str_list_free(s->paths.items);
    free(s->top);
    *s = (struct scan){.wanted = s->wanted};
}
