/* learner.c - see learner.h */
#define _GNU_SOURCE
#include "learner.h"
#include "str.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static char *
path_of(const struct options *o, const char *name)
{
    return str_format("%s/.many-hands/%s", o->root, name);
}

json_t *
learner_find(const json_t *progress, const char *name)
{
    size_t i;
    json_t *x;
    json_array_foreach (json_object_get(progress, "exercises"), i, x)
        if (strcmp(text_of(x, "name"), name) == 0)
            return x;
    return NULL;
}

/* --- reading -----------------------------------------------------------
 */

/* An entry of the file, or one that says "never graded"; only what has the
 * right type is believed. */
static json_t *
entry(const json_t *exercise, const json_t *old)
{
    int hints = number_of(old, "hints"),
        max = number_of(exercise, "points");
    int points = number_of(old, "points");
    const char *verdict = text_of(old, "verdict");
    bool known = verdict_rank(verdict) >= 0;
    return json_pack(
        "{s:s,s:i,s:s,s:s,s:s,s:i,s:i,s:b,s:b,s:i}", "name",
        text_of(exercise, "name"), "chapter",
        number_of(exercise, "chapter"), "slug", text_of(exercise, "slug"),
        "file", text_of(exercise, "file"), "verdict", known ? verdict : "",
        "points", known && points > 0 && points <= max ? points : 0,
        "max_points", max, "bonus",
        (int)json_is_true(json_object_get(exercise, "bonus")), "solved",
        (int)json_is_true(json_object_get(old, "solved")), "hints",
        hints >= 0 && hints <= 3 ? hints : 0);
}

static void
add_to(json_t *object, const char *key, int n)
{
    json_object_set_new(object, key,
                        json_integer(number_of(object, key) + n));
}

static void
count_in(json_t *object, const json_t *e)
{
    add_to(object, "passed", strcmp(text_of(e, "verdict"), "PASS") == 0);
    add_to(object, "points", number_of(e, "points"));
    add_to(object, "max_points", points_to_have(e, "max_points"));
}

/* Everything that follows from the entries. */
static void
count(json_t *progress)
{
    json_t *chapters = json_array(), *chapter = NULL, *e;
    static const char *const sums[] = {"passed", "points", "max_points"};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        json_object_set_new(progress, sums[i], json_integer(0));
    size_t i;
    json_array_foreach (json_object_get(progress, "exercises"), i, e) {
        if (chapter == NULL ||
            number_of(chapter, "chapter") != number_of(e, "chapter")) {
            chapter = json_pack("{s:i,s:s,s:i}", "chapter",
                                number_of(e, "chapter"), "slug",
                                text_of(e, "slug"), "exercises", 0);
            json_array_append_new(chapters, chapter);
        }
        add_to(chapter, "exercises", 1);
        count_in(chapter, e);
        count_in(progress, e);
    }
    json_object_set_new(progress, "chapters", chapters);
}

json_t *
learner_load(const struct options *o, json_t *all)
{
    char *path = path_of(o, "progress.json");
    json_t *old = json_load_file(path, 0, NULL), *x;
    json_t *entries = json_array();
    const char *current = text_of(old, "current");
    size_t i;
    json_array_foreach (all, i, x)
        json_array_append_new(
            entries, entry(x, learner_find(old, text_of(x, "name"))));
    json_t *progress =
        json_pack("{s:s,s:s,s:o}", "schema", "many-hands/progress/1",
                  "current", "", "exercises", entries);
    if (learner_find(progress, current) != NULL)
        json_object_set_new(progress, "current", json_string(current));
    count(progress);
    json_decref(old);
    free(path);
    return progress;
}

const char *
learner_next(const json_t *progress, const char *name)
{
    const json_t *list = json_object_get(progress, "exercises");
    size_t n = json_array_size(list), start = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(text_of(json_array_get(list, i), "name"), name) == 0)
            start = i + 1;
    for (size_t i = 0; i < n; i++) {
        const json_t *e = json_array_get(list, (start + i) % n);
        if (strcmp(text_of(e, "verdict"), "PASS") != 0)
            return text_of(e, "name");
    }
    return "";
}

/* --- writing -----------------------------------------------------------
 */

bool
learner_owns(const struct options *o)
{
    char from[PATH_MAX], own[PATH_MAX];
    char *path = str_format("%s/exercises", o->root);
    bool same = realpath(o->from, from) != NULL &&
                realpath(path, own) != NULL && strcmp(from, own) == 0;
    free(path);
    return same;
}

/* `make grade` and `make watch` may write at the same time. */
static int
lock(const struct options *o)
{
    char *folder = str_format("%s/.many-hands", o->root);
    char *path = path_of(o, "lock");
    int fd = -1;
    if (str_make_folders(folder) == 0)
        fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    while (fd != -1 && flock(fd, LOCK_EX) == -1 && errno == EINTR)
        continue;
    free(folder);
    free(path);
    return fd;
}

static bool
write_both(const struct options *o, const json_t *progress)
{
    char *text = json_dumps(progress, JSON_INDENT(1));
    char *script = str_format("window.manyHandsProgress = %s;\n", text);
    char *paths[] = {path_of(o, "progress.json"),
                     path_of(o, "progress.js")};
    bool ok = str_write_file(paths[0], text, strlen(text)) == 0 &&
              str_write_file(paths[1], script, strlen(script)) == 0;
    free(paths[0]);
    free(paths[1]);
    free(text);
    free(script);
    return ok;
}

/* What could not be decided, and what the grader failed at, leaves verdict
 * and points as they were. */
static void
enter_result(json_t *progress, const json_t *result)
{
    const char *verdict = text_of(result, "verdict");
    json_t *e = learner_find(progress, text_of(result, "name"));
    if (e == NULL || strcmp(verdict, "GRADER_ERROR") == 0 ||
        strcmp(verdict, "INCONCLUSIVE") == 0)
        return;
    json_object_set_new(e, "verdict", json_string(verdict));
    json_object_set_new(e, "points",
                        json_integer(number_of(result, "score")));
    if (strcmp(verdict, "PASS") == 0)
        json_object_set_new(e, "solved", json_true());
}

static bool
complain(const struct options *o)
{
    fprintf(stderr,
            "grade: cannot keep your progress in %s/.many-hands: %s\n",
            o->root, strerror(errno));
    return false;
}

bool
learner_enter(const struct options *o, json_t *all, const json_t *results,
              const char *current)
{
    int fd = lock(o);
    if (fd == -1)
        return complain(o);
    json_t *progress = learner_load(o, all), *r;
    size_t i;
    json_array_foreach ((json_t *)results, i, r)
        enter_result(progress, r);
    if (current != NULL && learner_find(progress, current) != NULL)
        json_object_set_new(progress, "current", json_string(current));
    count(progress);
    bool ok = write_both(o, progress) || complain(o);
    json_decref(progress);
    close(fd);
    return ok;
}

bool
learner_enter_hints(const struct options *o, json_t *all, const char *name,
                    int hints)
{
    int fd = lock(o);
    if (fd == -1)
        return complain(o);
    json_t *progress = learner_load(o, all);
    json_t *e = learner_find(progress, name);
    if (e != NULL && number_of(e, "hints") < hints)
        json_object_set_new(e, "hints", json_integer(hints));
    bool ok = e == NULL || write_both(o, progress) || complain(o);
    json_decref(progress);
    close(fd);
    return ok;
}
