/* hostile_case.c - prepares one hostile case and judges what came of it. */
#define _GNU_SOURCE
#include "hostile.h"
#include "grade.h"
#include "str.h"

#include <errno.h>
#include <ftw.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 1 << 20, CASE_SECONDS = 400 };

/* --- what a case says of itself ----------------------------------------
 */

/* The rest of the line behind a word in the first lines, or NULL. */
static char *
said(const char *text, const char *word)
{
    const char *at = strstr(text, word), *end = strchr(text, '\n');
    for (int i = 0; end != NULL && i < 5; i++)
        end = strchr(end + 1, '\n');
    if (at == NULL || (end != NULL && at > end))
        return NULL;
    at += strlen(word);
    return strndup(at, strcspn(at, "\r\n"));
}

bool
hostile_read(struct hostile_case *c)
{
    struct stat st;
    bool folder = stat(c->path, &st) == 0 && S_ISDIR(st.st_mode);
    char *path = str_format("%s%s", c->path, folder ? "/expect" : "");
    char *text = str_read_file(path, LONGEST, NULL);
    char *verdict = text != NULL ? said(text, "expect: ") : NULL;
    bool ok = verdict != NULL && sscanf(verdict, "%15s", c->verdict) == 1 &&
              verdict_rank(c->verdict) >= 0;
    if (ok) {
        c->says = said(text, "says: ");
        c->hides = said(text, "hides: ");
    } else
        printf("FAIL hostile/%s: %s does not say `expect: VERDICT`\n",
               c->name, path);
    free(path);
    free(text);
    free(verdict);
    return ok;
}

/* --- the submission ----------------------------------------------------
 */

static bool
copy(const char *from, const char *to)
{
    size_t len;
    char *bytes = str_read_file(from, 16 << 20, &len);
    bool ok = bytes != NULL && str_write_file(to, bytes, len) == 0;
    free(bytes);
    return ok;
}

static uid_t owner; /* nftw has no argument for it */

static int
give(const char *path, const struct stat *st, int kind, struct FTW *place)
{
    (void)st, (void)kind, (void)place;
    return lchown(path, owner, owner);
}

/* In PLACE: sub/ with the answer and the neighbour's, build/ with links to
 * what is built. */
static bool
prepare(const struct hostile_case *c, const char *place, uid_t uid)
{
    static const char *const built[] = {"bin", "drivers", "probes",
                                        "reserved-symbols"};
    bool ok = true;
    const json_t *xs[] = {c->exercise, c->neighbour};
    for (size_t i = 0; i < 2; i++) {
        char *folder =
            str_format("%s/sub/%s", place, text_of(xs[i], "slug"));
        char *file = str_format("%s/%s", folder, text_of(xs[i], "file"));
        const char *from =
            i == 1 ? text_of(c->neighbour, "answer") : c->path;
        struct stat st;
        ok = ok && str_make_folders(folder) == 0;
        if (from != NULL && stat(from, &st) == 0 && S_ISREG(st.st_mode))
            ok = ok && copy(from, file);
        free(folder);
        free(file);
    }
    char *build = str_format("%s/build", place);
    ok = ok && str_make_folders(build) == 0;
    for (size_t i = 0; i < 4; i++) {
        char *link = str_format("%s/%s", build, built[i]);
        char *real = str_format("/mnt/course/build/%s", built[i]);
        ok = ok && symlink(real, link) == 0;
        free(link);
        free(real);
    }
    free(build);
    owner = uid;
    return ok && (uid == 0 || nftw(place, give, 16, FTW_PHYS) == 0);
}

static uint64_t seen;

static int
look(const char *path, const struct stat *st, int kind, struct FTW *place)
{
    (void)place;
    char *s = str_format(
        "%s %d %o %u %lld %lld.%ld", path, kind, st->st_mode, st->st_uid,
        (long long)(S_ISDIR(st->st_mode) ? 0 : st->st_size),
        (long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec);
    uint64_t h = UINT64_C(14695981039346656037);
    for (const char *p = s; *p; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
    seen += h; /* the order of files in a folder says nothing */
    free(s);
    return 0;
}

/* A number that changes when anything in the folder does. */
uint64_t
hostile_fingerprint(const char *folder)
{
    seen = 0;
    nftw(folder, look, 16, FTW_PHYS);
    return seen;
}

/* --- the reports -------------------------------------------------------
 */

static bool
plain_text(const char *s, size_t len)
{
    json_t *utf8 = json_stringn(s, len);
    bool ok = utf8 != NULL;
    json_decref(utf8);
    for (size_t i = 0; i < len; i++)
        ok = ok && s[i] != 127 &&
             ((unsigned char)s[i] >= 32 || s[i] == '\n' || s[i] == '\t');
    return ok;
}

/* Every form of the record, looked at by the parsers of report_check.py;
 * one line for each that is not as it should be. */
static char *
faults_of_reports(const char *place)
{
    char *command = str_format(
        "at=%s; record=$at/build/grade/results.json;"
        "cp $at/build/grade/report.html $at/made-by-grade.html;"
        "for f in html junit gradescope classroom50 exercism csv moodle; do"
        "    build/bin/report --format $f --out $at/report.$f $record;"
        "done 2>&1;"
        "/usr/bin/python3 grader/tests/report_check.py check case $record "
        "    $at/report.* $at/made-by-grade.html 2>&1 | grep -v '^ok '",
        place);
    struct str_buf said = {0};
    char block[4096];
    FILE *f = popen(command, "r");
    str_add(&said, "", 0);
    for (size_t n; f != NULL && (n = fread(block, 1, sizeof block, f)) > 0;)
        str_add(&said, block, n);
    if (f == NULL || pclose(f) == -1)
        str_printf(&said, "the reports cannot be looked at\n");
    free(command);
    return said.data;
}

/* How many of the reports are not what their readers take. */
static int
count_invalid(const char *place, bool all_forms, const json_t *record,
              const char *log, size_t len, struct str_buf *why)
{
    int invalid = 0;
    if (record == NULL) {
        invalid++;
        str_printf(why, "; results.json is not JSON");
    }
    if (!plain_text(log, len)) {
        invalid++;
        str_printf(why, "; the terminal got control characters");
    }
    char *faults = all_forms ? faults_of_reports(place) : strdup("");
    if (*faults != '\0')
        str_printf(why, "; a report is not valid: %.300s", faults);
    for (char *p = faults; *p != '\0'; p++)
        invalid += *p == '\n';
    free(faults);
    return invalid;
}

/* --- judging -----------------------------------------------------------
 */

static json_t *
result_of(const json_t *record, const json_t *exercise)
{
    size_t i;
    json_t *r;
    json_array_foreach (json_object_get(record, "exercises"), i, r)
        if (strcmp(text_of(r, "name"), text_of(exercise, "name")) == 0)
            return r;
    return NULL;
}

/* What of a result must be the same whatever happens beside it. */
static char *
lasting(const json_t *result)
{
    static const char *const keys[] = {"verdict", "detail",  "evidence",
                                       "score",   "hint_id", "tests"};
    json_t *copy = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_object_set(copy, keys[i], json_object_get(result, keys[i]));
    char *text = json_dumps(copy, JSON_SORT_KEYS);
    json_decref(copy);
    return text != NULL ? text : strdup("");
}

/* A regular expression: a report that quotes the case's own first lines
 * must not look like one that shows what is hidden. */
static bool
shows(const char *text, const char *pattern)
{
    regex_t r;
    if (text == NULL || regcomp(&r, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        return text != NULL;
    bool found = regexec(&r, text, 0, NULL, 0) == 0;
    regfree(&r);
    return found;
}

static void
judge_case(const struct hostile_case *c, const json_t *record,
           const char *log, struct hostile_outcome *out,
           struct str_buf *why)
{
    const json_t *r = result_of(record, c->exercise);
    const char *got = text_of(r, "verdict");
    out->passed = strcmp(got, "PASS") == 0 && strcmp(c->verdict, "PASS");
    out->peak_kb = number_of(r, "peak_rss_kb");
    out->overtime =
        json_number_value(json_object_get(r, "overtime_seconds"));
    if (strcmp(got, c->verdict) != 0)
        str_printf(why, "; it is %s: %.300s", got, text_of(r, "evidence"));
    else if (c->says != NULL &&
             strstr(text_of(r, "evidence"), c->says) == NULL)
        str_printf(why, "; \"%s\" is not in its evidence: %.300s", c->says,
                   text_of(r, "evidence"));
    else if (strcmp(got, "PASS") != 0 && *text_of(r, "evidence") == '\0')
        str_printf(why, "; no evidence was given");
    char *all = json_dumps(record, 0);
    if (c->hides != NULL && (shows(all, c->hides) || shows(log, c->hides)))
        str_printf(why, "; a report shows \"%s\"", c->hides);
    free(all);
}

static void
judge_rest(const struct hostile_outcome *out, struct str_buf *why)
{
    const struct cell_result *cell = &out->cell;
    if (cell->status < 0 || cell->status > 2)
        str_printf(why, "; the grader ended with status %d", cell->status);
    if (cell->survivors || cell->files || cell->ipc)
        str_printf(why, "; left behind:");
    if (*cell->what != '\0')
        str_printf(why, "%.400s", cell->what);
    if (out->affected)
        str_printf(why, "; its neighbour got another result than alone");
    /* two seconds of a machine that is not busy with other things too */
    double load = 0, cores = (double)sysconf(_SC_NPROCESSORS_ONLN);
    if (getloadavg(&load, 1) != 1 || load < cores)
        load = cores;
    if (out->overtime > 2 * load / cores)
        str_printf(why, "; a run took %.1f s more than its limit",
                   out->overtime);
}

static void
say(const struct hostile_case *c, uid_t uid,
    const struct hostile_outcome *out, const struct str_buf *why)
{
    struct str_buf b = {0};
    str_printf(&b, "%s hostile/%s (%s): ", out->ok ? "ok" : "FAIL", c->name,
               uid == 0 && geteuid() == 0 ? "root" : "ordinary");
    str_printf(&b, "expected %s%s", c->verdict, out->ok ? ", got it" : "");
    for (char *p = why->data; p != NULL && *p != '\0'; p++)
        if (*p == '\n')
            *p = ' ';
    str_printf(&b, "%s", why->data != NULL ? why->data : "");
    str_printf(&b,
               "; %.1f s, %ld MiB, %d survivors, %d files left, neighbour "
               "%s, %d invalid reports\n",
               out->cell.seconds, (out->peak_kb + 1023) / 1024,
               out->cell.survivors, out->cell.files + out->cell.ipc,
               out->affected ? "affected" : "unaffected", out->invalid);
    fputs(b.data, stdout);
    fflush(stdout);
    free(b.data);
}

/* Runs the grader in a cell; the log, which the caller frees. */
static char *
run(const struct hostile_case *c, int number, uid_t uid, const char *place,
    size_t *len, struct hostile_outcome *out)
{
    char *script = str_format("%s/make.sh", c->path ? c->path : "");
    bool scripted = c->path != NULL && access(script, R_OK) == 0;
    if (scripted) {
        char *to = str_format("%s/make.sh", place);
        copy(script, to);
        free(to);
    }
    char *words[] = {
        str_format("/mnt/%d/sub", number),
        str_format("/mnt/%d/build", number),
        str_format("/mnt/%d/log", number),
        str_format("/mnt/%d/make.sh", number),
        str_format("%s/%s", text_of(c->exercise, "slug"),
                   text_of(c->exercise, "file")),
        script,
    };
    char *prepare[] = {"sh", words[3], words[4], NULL};
    char *argv[] = {"/mnt/course/build/bin/grade",
                    "--root",
                    "/mnt/course",
                    "--build",
                    words[1],
                    "--from",
                    words[0],
                    "--seed",
                    "20240",
                    "--jobs",
                    "3",
                    NULL};
    char *folder = strndup(place, strrchr(place, '/') - place);
    struct cell_request q = {
        .folder = folder,
        .log = words[2],
        .directory = words[0],
        .uid = uid,
        .prepare = scripted ? prepare : NULL,
        .argv = argv,
        .seconds = CASE_SECONDS,
    };
    cell_run(&q, &out->cell);
    char *path = str_format("%s/log", place);
    char *log = str_read_file(path, 16 << 20, len);
    free(path);
    free(folder);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        free(words[i]);
    return log != NULL ? log : strdup("");
}

void
hostile_run(const struct hostile_case *c, const char *scratch, int number,
            uid_t uid, const char *alone, struct hostile_outcome *out)
{
    struct str_buf why = {0};
    char *place = str_format("%s/%d", scratch, number);
    char *sub = str_format("%s/sub", place);
    size_t len = 0;
    *out = (struct hostile_outcome){0};
    if (str_make_folders(place) == -1 || !prepare(c, place, uid))
        str_printf(&why, "; cannot prepare it: %s", strerror(errno));
    uint64_t before = hostile_fingerprint(sub);
    char *log = run(c, number, uid, place, &len, out);
    char *path = str_format("%s/build/grade/results.json", place);
    json_t *record = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    char *beside = lasting(result_of(record, c->neighbour));
    if (c->path == NULL) {
        out->ok = record != NULL &&
                  str_write_file(alone, beside, strlen(beside)) == 0;
    } else {
        struct stat st;
        bool folder = stat(c->path, &st) == 0 && S_ISDIR(st.st_mode);
        char *want = str_read_file(alone, LONGEST, NULL);
        out->affected = want == NULL || strcmp(want, beside) != 0;
        out->invalid =
            count_invalid(place, c->all_forms, record, log, len, &why);
        free(want);
        if (!folder && hostile_fingerprint(sub) != before)
            str_printf(&why, "; the submission was changed");
        judge_case(c, record, log, out, &why);
        judge_rest(out, &why);
        out->ok = why.len == 0;
        say(c, uid, out, &why);
    }
    json_decref(record);
    if (getenv("HOSTILE_KEEP") == NULL)
        str_remove_tree(place);
    free(log);
    free(path);
    free(beside);
    free(sub);
    free(place);
    free(why.data);
}
