/* catalogue.c - reads grader/catalogue and picks what is to be graded. */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"

#include <glob.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
text_of(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s != NULL ? s : "";
}

int
number_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

int
points_to_have(const json_t *exercise, const char *key)
{
    return json_is_true(json_object_get(exercise, "bonus"))
               ? 0
               : number_of(exercise, key);
}

char *
points_in_words(double points, double most)
{
    return most > 0 ? str_format("%.10g of %.10g points", points, most)
                    : str_format("%.10g bonus points", points);
}

json_t *
catalogue_load(const struct options *o)
{
    glob_t found;
    char *pattern = str_format("%s/grader/catalogue/*.json", o->root);
    int missing = glob(pattern, 0, NULL, &found);
    free(pattern);
    if (missing) {
        fprintf(stderr,
                "%s: there is no catalogue in %s/grader/catalogue;"
                " is --root the repository?\n",
                program_invocation_short_name, o->root);
        return NULL;
    }
    json_t *all = json_array(), *common = json_object();
    json_t *x;
    size_t i, k;
    for (i = 0; all != NULL && i < found.gl_pathc; i++) {
        json_error_t e;
        json_t *file = json_load_file(found.gl_pathv[i], 0, &e);
        json_t *list = json_object_get(file, "exercises");
        if (!json_is_array(list)) {
            fprintf(stderr, "%s: %s:%d: %s\n",
                    program_invocation_short_name, found.gl_pathv[i],
                    e.line, file ? "no list of exercises" : e.text);
            json_decref(all);
            all = NULL;
        }
        json_array_foreach (list, k, x) {
            json_object_set(x, "chapter", json_object_get(file, "chapter"));
            json_object_set(x, "slug", json_object_get(file, "slug"));
            json_array_append(all, x);
        }
        json_object_update(common, json_object_get(file, "mistakes"));
        json_decref(file);
    }
    globfree(&found);
    json_array_foreach (all, i, x)
        json_object_set(x, "common", common);
    json_decref(common);
    return all;
}

/* Number of edits between two short names (Wagner and Fischer 1974). */
static int
distance(const char *a, const char *b)
{
    int row[64];
    int nb = (int)strlen(b);
    if (nb > 62)
        return 99;
    for (int j = 0; j <= nb; j++)
        row[j] = j;
    for (int i = 1; a[i - 1] != '\0'; i++) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= nb; j++) {
            int best = corner + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[nb];
}

void
catalogue_suggest(json_t *all, const char *name, const char *prefix)
{
    const char *nearest = "";
    int best = 100;
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x) {
        int d = distance(name, text_of(x, "name"));
        if (d < best) {
            best = d;
            nearest = text_of(x, "name");
        }
    }
    fprintf(stderr, "%s: there is no exercise \"%.60s\"",
            program_invocation_short_name, name);
    if (best * 2 <= (int)strlen(name) + 1) { /* near enough to be meant */
        fprintf(stderr, "; did you mean %s%s?\n", prefix, nearest);
        return;
    }
    fputs(". These are:", stderr);
    json_array_foreach (all, i, x)
        fprintf(stderr, " %s", text_of(x, "name"));
    fputc('\n', stderr);
}

json_t *
catalogue_find(json_t *all, const char *name)
{
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x)
        if (strcmp(text_of(x, "name"), name) == 0)
            return x;
    return NULL;
}

json_t *
catalogue_select(json_t *all, const struct options *o)
{
    json_t *chosen = json_array(), *x;
    size_t i;
    json_array_foreach (all, i, x) {
        if (o->exercise != NULL &&
            strcmp(o->exercise, text_of(x, "name")) != 0)
            continue;
        if (o->chapter != 0 && o->chapter != number_of(x, "chapter"))
            continue;
        json_array_append(chosen, x);
    }
    if (json_array_size(chosen) > 0)
        return chosen;
    json_array_foreach (all, i, x) {
        if (o->exercise == NULL ||
            strcmp(o->exercise, text_of(x, "name")) != 0)
            continue;
        fprintf(stderr, "%s: %s is in chapter %d, not %d\n",
                program_invocation_short_name, o->exercise,
                number_of(x, "chapter"), o->chapter);
        json_decref(chosen);
        return NULL;
    }
    if (o->exercise != NULL)
        catalogue_suggest(all, o->exercise, "EX=");
    else
        fprintf(stderr, "%s: chapter %d has no exercises\n",
                program_invocation_short_name, o->chapter);
    json_decref(chosen);
    return NULL;
}

const char *
mistake_text(const json_t *exercise, const char *mistake)
{
    const char *own =
        text_of(json_object_get(exercise, "mistakes"), mistake);
    return *own != '\0'
               ? own
               : text_of(json_object_get(exercise, "common"), mistake);
}

const char *
hint_of(const json_t *exercise, const char *mistake, int n)
{
    const char *known = mistake_text(exercise, mistake);
    if (n <= 1 && *known != '\0')
        return known;
    const char *s = json_string_value(json_array_get(
        json_object_get(exercise, "hints"), (size_t)(n > 0 ? n - 1 : 0)));
    return s != NULL ? s : "";
}
