/* record.c - results.json, and what was graded before. */
#define _GNU_SOURCE
#include "grade.h"
#include "box.h"
#include "reports.h"
#include "str.h"

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

uint64_t
record_hash(const char *bytes, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return h;
}

/* Size and time of each file that the pattern names. */
static void
stamp_files(struct str_buf *b, char *pattern)
{
    glob_t g;
    if (glob(pattern, GLOB_NOCHECK, NULL, &g) == 0) {
        for (size_t i = 0; i < g.gl_pathc; i++) {
            struct stat st = {0};
            stat(g.gl_pathv[i], &st);
            str_printf(b, "%s %lld %lld.%ld\n", g.gl_pathv[i],
                       (long long)st.st_size, (long long)st.st_mtim.tv_sec,
                       st.st_mtim.tv_nsec);
        }
        globfree(&g);
    }
    free(pattern);
}

char *
record_stamp(const struct options *o, const json_t *exercise)
{
    static const char *const built[] = {"bin/warden", "probes/race.o",
                                        "probes/c11.o", "reserved-symbols"};
    static const char *const ours[] = {
        "grader/src/compile.sh", "grader/machine/mpi*",
        "grader/probes/probe_simulated/*",
        "chapters/include/*", "build/threads/preload.so"};
    struct str_buf b = {0};
    const char *name = text_of(exercise, "name");
    stamp_files(&b, str_format("/proc/self/exe"));
    stamp_files(&b, str_format("%s/drivers/%s", o->build, name));
    stamp_files(&b, str_format("%s/probes/%s.*", o->build, name));
    for (size_t i = 0; i < sizeof built / sizeof *built; i++)
        stamp_files(&b, str_format("%s/%s", o->build, built[i]));
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        stamp_files(&b, str_format("%s/%s", o->root, ours[i]));
    stamp_files(&b, str_format("%s/grader/probes/%s/*", o->root, name));
    stamp_files(&b, str_format("%s/exercises/%s/contract.h", o->root,
                               text_of(exercise, "slug")));
    char *row = json_dumps(exercise, JSON_SORT_KEYS);
    str_printf(&b, "%s\n%s\nrecord 3\n", box_level_name(), row);
    free(row);
    return b.data;
}

static char *
folder(const struct options *o, const json_t *exercise, const char *source,
       size_t len)
{
    return str_format("%s/grade/known/%s-%016llx", o->build,
                      text_of(exercise, "name"),
                      (unsigned long long)record_hash(source, len));
}

static bool
same(const char *dir, const char *name, const char *bytes, size_t len)
{
    size_t n = 0;
    char *path = str_format("%s/%s", dir, name);
    char *text = str_read_file(path, 16 << 20, &n);
    bool equal = text != NULL && n == len && memcmp(text, bytes, n) == 0;
    free(path);
    free(text);
    return equal;
}

json_t *
record_find(const struct options *o, const json_t *exercise,
            const char *source, size_t len)
{
    if (o->force || o->seed_given)
        return NULL;
    char *dir = folder(o, exercise, source, len);
    char *now = record_stamp(o, exercise);
    char *path = str_format("%s/result.json", dir);
    json_t *result = NULL;
    if (same(dir, "source", source, len) &&
        same(dir, "stamp", now, strlen(now)))
        result = json_load_file(path, 0, NULL);
    if (result != NULL)
        json_object_set_new(result, "unchanged", json_true());
    free(dir);
    free(now);
    free(path);
    return result;
}

/* Losing this costs a moment next time, so failures are silent. */
void
record_keep(const struct options *o, const json_t *exercise,
            const char *source, size_t len, const json_t *result)
{
    if (!verdict_settles(text_of(result, "verdict")))
        return;
    char *dir = folder(o, exercise, source, len);
    char *now = record_stamp(o, exercise);
    char *text = json_dumps(result, JSON_INDENT(1));
    const char *names[] = {"stamp", "result.json", "source"};
    const char *bytes[] = {now, text, source};
    size_t lens[] = {strlen(now), strlen(text), len};
    bool ok = str_make_folders(dir) == 0;
    for (size_t i = 0; ok && i < 3; i++) {
        char *path = str_format("%s/%s", dir, names[i]);
        ok = str_write_file(path, bytes[i], lens[i]) == 0;
        free(path);
    }
    free(dir);
    free(now);
    free(text);
}

/* --- the last known points ---------------------------------------------
 *
 * A file for each exercise of each submission: the next call may grade
 * another exercise and write a results.json without this one.
 */

void
record_keep_more(json_t *result, int last)
{
    int score = number_of(result, "score");
    int most = number_of(result, "max_score");
    if (verdict_settles(text_of(result, "verdict")))
        return;
    last = last < most ? last : most; /* the exercise may have changed */
    if (last > score) {
        json_object_set_new(result, "score", json_integer(last));
        json_object_set_new(result, "kept_points",
                            json_string("last time"));
    } else if (score > 0)
        json_object_set_new(result, "kept_points",
                            json_string("the tests that passed"));
}

void
record_keep_points(const struct options *o, const json_t *exercise,
                   json_t *result)
{
    char real[PATH_MAX];
    if (o->forgets || *text_of(exercise, "answer") != '\0' ||
        realpath(o->from, real) == NULL) {
        record_keep_more(result, 0); /* of no submission that lasts */
        return;
    }
    char *dir = str_format("%s/grade/points", o->build);
    char *path =
        str_format("%s/%s-%016llx", dir, text_of(exercise, "name"),
                   (unsigned long long)record_hash(real, strlen(real)));
    json_t *last = json_load_file(path, 0, NULL);
    bool ours = strcmp(text_of(last, "from"), real) == 0;
    record_keep_more(result, ours ? number_of(last, "score") : 0);
    json_decref(last);
    json_t *now = json_pack("{s:o,s:i}", "from", json_safe_string(real),
                            "score", number_of(result, "score"));
    char *text = json_dumps(now, JSON_INDENT(1));
    if (text != NULL && str_make_folders(dir) == 0)
        str_write_file(path, text, strlen(text));
    json_decref(now);
    free(text);
    free(path);
    free(dir);
}

/* The same for a browser.  It can be made again from the record. */
static void
write_page(const struct options *o, const json_t *record)
{
    json_t *records = json_pack("[o]", report_clean(record));
    char *page = report_html(records);
    char *path = str_format("%s/grade/report.html", o->build);
    if (str_write_file(path, page, strlen(page)) != 0)
        fprintf(stderr, "grade: cannot write %s: %s\n", path,
                strerror(errno));
    free(path);
    free(page);
    json_decref(records);
}

bool
record_write(const struct options *o, json_t *results)
{
    int score = 0, max = 0;
    size_t i;
    json_t *r;
    json_array_foreach (results, i, r) {
        score += number_of(r, "score");
        max += points_to_have(r, "max_score");
    }
    char when[32];
    time_t now = time(NULL);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
    json_t *record = json_pack(
        "{s:s,s:o,s:s,s:s,s:s,s:I,s:i,s:i,s:O}", "schema",
        "many-hands/grade/1", "from", json_safe_string(o->from), "sandbox",
        box_level_name(), "answers_reach", box_open_to(), "graded_at", when,
        "seed", (json_int_t)o->seed, "score", score, "max_score", max,
        "exercises", results);
    char *text = json_dumps(record, JSON_INDENT(1));
    char *path = str_format("%s/grade/results.json", o->build);
    bool ok = text != NULL && str_write_file(path, text, strlen(text)) == 0;
    if (!ok)
        fprintf(stderr,
                "grade: cannot write %s: %s; the last one is left as it "
                "was\n",
                path, strerror(errno));
    if (ok)
        write_page(o, record);
    free(path);
    free(text);
    json_decref(record);
    return ok;
}
