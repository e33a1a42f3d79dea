/*
 * course_files.c - is every file of the course there, and none too many?
 *
 * What can be seen without running anything; course.c does the rest.
 */
#define _GNU_SOURCE
#include "course_files.h"
#include "str.h"

#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static json_t *all;
static const char *root;
static void (*report)(const char *name, const char *why);

/* One fault of one file, or none. */
__attribute__((format(printf, 2, 3))) static void
fault(const char *path, const char *format, ...)
{
    char *why = NULL;
    va_list ap;
    va_start(ap, format);
    if (vasprintf(&why, format, ap) < 0)
        why = NULL;
    va_end(ap);
    report(path, why != NULL ? why : "no memory");
    free(why);
}

static bool
exists(const char *path)
{
    char *whole = str_format("%s/%s", root, path);
    struct stat st;
    bool there = stat(whole, &st) == 0 && S_ISREG(st.st_mode);
    free(whole);
    return there;
}

/* Does the catalogue have an exercise whose `key` is this?  slug NULL: in
 * any chapter. */
static bool
known(const char *slug, const char *key, const char *value, size_t n)
{
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x) {
        const char *v = text_of(x, key);
        if ((slug == NULL || strncmp(slug, text_of(x, "slug"),
                                     strlen(text_of(x, "slug"))) == 0) &&
            strlen(v) == n && strncmp(v, value, n) == 0)
            return true;
    }
    return false;
}

static bool
ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n > m && strcmp(s + n - m, end) == 0;
}

/* --- which files a room may hold ---------------------------------------
 * Each says whether a file belongs; `rest` is its path within the room.
 */

static bool
in_exercises(const char *rest)
{
    const char *name = strchr(rest, '/');
    if (name == NULL) /* what holds for every answer */
        return strcmp(rest, "README.md") == 0;
    return known(rest, "file", name + 1, strlen(name + 1)) ||
           (strcmp(name + 1, "contract.h") == 0 &&
            known(NULL, "slug", rest, (size_t)(name - rest)));
}

static bool
in_solutions(const char *rest)
{
    const char *name = strchr(rest, '/');
    return name != NULL && known(rest, "file", name + 1, strlen(name + 1));
}

static bool
in_wrong(const char *rest)
{
    const char *name = strchr(rest, '/');
    const char *file = name != NULL ? strchr(name + 1, '/') : NULL;
    return file != NULL &&
           known(rest, "name", name + 1, (size_t)(file - name - 1)) &&
           strchr(file + 1, '/') == NULL &&
           (ends_with(file, ".c") || ends_with(file, ".sh") ||
            ends_with(file, ".slurm"));
}

static bool
in_drivers(const char *rest)
{
    return strncmp(rest, "driver", 6) == 0 ||
           (ends_with(rest, ".cc") &&
            known(NULL, "name", rest, strlen(rest) - 3));
}

static bool
in_probes(const char *rest)
{
    const char *slash = strchr(rest, '/');
    size_t n = slash != NULL ? (size_t)(slash - rest) : strlen(rest) - 2;
    return strncmp(rest, "probe", 5) == 0 ||
           ((slash != NULL || ends_with(rest, ".c")) &&
            known(NULL, "name", rest, n));
}

static bool
in_catalogue(const char *rest)
{
    return strcmp(rest, "common.json") == 0 ||
           (ends_with(rest, ".json") &&
            known(NULL, "slug", rest, strlen(rest) - 5));
}

/* Is the program of this contract there, NAME.c or NAME.py? */
static bool
has_program(const char *contract)
{
    static const char *const endings[] = {"c", "py"};
    bool there = false;
    for (size_t i = 0; i < 2 && !there; i++) {
        char *path = str_format("%.*s.%s",
                                (int)(strlen(contract) - strlen(".expect")),
                                contract, endings[i]);
        there = exists(path);
        free(path);
    }
    return there;
}

/* Programs, their contracts, the lesson, the pictures, measurements and
 * files for launchers and scripts that it names, and the labs. */
static bool
in_chapters(const char *rest)
{
    const char *name = strrchr(rest, '/');
    if (name == NULL)
        return strcmp(rest, "chapters.mk") == 0;
    if (strncmp(rest, "include/", 8) == 0)
        return ends_with(rest, ".c") || ends_with(rest, ".h");
    if (ends_with(rest, ".c") || ends_with(rest, ".py") ||
        strcmp(name, "/README.md") == 0)
        return true;
    if (strstr(rest, "/labs/") != NULL) /* each lab has its own tests */
        return true;
    char *path = str_format("chapters/%s", rest);
    bool ok = false;
    if (ends_with(rest, ".expect")) {
        ok = has_program(path);
    } else if (ends_with(rest, ".svg") || ends_with(rest, ".csv") ||
               ends_with(rest, ".slurm") || ends_with(rest, ".sh") ||
               ends_with(rest, "/hosts")) {
        char *lesson = str_format("%s/chapters/%.*s/README.md", root,
                                  (int)(name - rest), rest);
        char *text = str_read_file(lesson, 1 << 20, NULL);
        ok = text != NULL && strstr(text, name + 1) != NULL;
        free(lesson);
        free(text);
    }
    free(path);
    return ok;
}

static void
room(const char *folder, bool (*belongs)(const char *rest))
{
    static const char *const depths[] = {
        "*", "*/*", "*/*/*", "*/*/*/*", ".[!.]*", "*/.[!.]*", "*/*/.[!.]*"};
    size_t start = strlen(root) + 1;
    for (size_t d = 0; d < sizeof depths / sizeof *depths; d++) {
        glob_t found = {0};
        char *pattern = str_format("%s/%s/%s", root, folder, depths[d]);
        glob(pattern, 0, NULL, &found);
        for (size_t i = 0; i < found.gl_pathc; i++) {
            struct stat st;
            const char *path = found.gl_pathv[i] + start;
            if (lstat(found.gl_pathv[i], &st) == 0 && !S_ISDIR(st.st_mode))
                report(path, belongs(path + strlen(folder) + 1)
                                 ? NULL
                                 : "belongs to nothing in this folder");
        }
        globfree(&found);
        free(pattern);
    }
}

/* --- what every exercise needs -----------------------------------------
 */

static void
need(const char *what, char *path)
{
    if (!exists(path))
        fault(path, "is missing: %s", what);
    free(path);
}

static void
texts(const json_t *x)
{
    const char *name = text_of(x, "name"), *id;
    json_t *text;
    json_object_foreach(json_object_get(x, "mistakes"), id,
                        text) if (json_string_length(text) == 0)
        fault(name, "the hint for %s is empty", id);
    for (int n = 1; n <= 3; n++)
        if (strspn(hint_of(x, "", n), " \n") == strlen(hint_of(x, "", n)))
            fault(name, "hint %d is empty", n);
    if (*text_of(x, "after") == '\0')
        fault(name, "nothing is said after PASS");
}

static void
exercise(const json_t *x)
{
    const char *slug = text_of(x, "slug"), *name = text_of(x, "name");
    const char *file = text_of(x, "file");
    bool script = strcmp(text_of(x, "kind"), "script") == 0;
    need("the starter", str_format("exercises/%s/%s", slug, file));
    need("the solution", str_format("solutions/%s/%s", slug, file));
    need("the contract", str_format("exercises/%s/contract.h", slug));
    need("the driver", str_format("grader/drivers/%s.cc", name));
    if (!script)
        need("the probe", str_format("grader/probes/%s.c", name));
    texts(x);
    char *path = str_format("%s/exercises/%s/%s", root, slug, file);
    char *text = str_read_file(path, 1 << 20, NULL);
    if (text != NULL && strstr(text, "TODO") == NULL)
        fault(path + strlen(root) + 1, "a starter says TODO");
    free(text);
    free(path);
}

void
course_files(const struct options *o, json_t *catalogue,
             void (*say)(const char *name, const char *why))
{
    all = catalogue;
    root = o->root;
    report = say;
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x)
        exercise(x);
    room("exercises", in_exercises);
    room("solutions", in_solutions);
    room("grader/wrong", in_wrong);
    room("grader/drivers", in_drivers);
    room("grader/probes", in_probes);
    room("grader/catalogue", in_catalogue);
    room("chapters", in_chapters);
}
