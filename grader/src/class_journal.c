/*
 * class_journal.c - what has been graded, so that nothing is graded twice.
 *
 * OUT/journal.jsonl: a line of JSON a result, on the disk before the next
 * piece of work begins.  A line that a kill or a full disk cut short is not
 * a line; it is cut off before the next is written.
 */
#define _GNU_SOURCE
#include "class.h"
#include "str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA "many-hands/class-journal/1"

static int journal = -1;
static char **graders; /* what the journal calls the grader of each row */

/* --- names -------------------------------------------------------------
 */

static char *
name_of_grader(const struct class *c, size_t i)
{
    char *stamp =
        record_stamp(&c->options, json_array_get(c->exercises, i));
    char *name = str_format(
        "%016llx", (unsigned long long)record_hash(stamp, strlen(stamp)));
    free(stamp);
    return name;
}

/* "LENGTH-HASH" of an answer, "none" if there is no file. */
static char *
name_of_answer(const struct class *c, const struct student *s, size_t i)
{
    const json_t *x = json_array_get(c->exercises, i);
    char *path = str_format("%s/%s/%s", s->taken, text_of(x, "slug"),
                            text_of(x, "file"));
    size_t len = 0;
    char *bytes = str_read_file(path, 1 << 20, &len);
    char *name =
        bytes == NULL
            ? strdup("none")
            : str_format("%zu-%016llx", len,
                         (unsigned long long)record_hash(bytes, len));
    free(bytes);
    free(path);
    return name;
}

static void
name_all(struct class *c)
{
    size_t n = json_array_size(c->exercises);
    graders = calloc(n, sizeof *graders);
    for (size_t i = 0; i < n; i++)
        graders[i] = name_of_grader(c, i);
    for (size_t k = 0; k < c->nstudents; k++) {
        struct student *s = &c->students[k];
        s->answers = calloc(n, sizeof *s->answers);
        for (size_t i = 0; s->refused == NULL && i < n; i++)
            s->answers[i] = name_of_answer(c, s, i);
    }
}

/* --- reading -----------------------------------------------------------
 */

static bool
is_settled(const json_t *result)
{
    const char *verdict = text_of(result, "verdict");
    return strcmp(verdict, "GRADER_ERROR") != 0 &&
           strcmp(verdict, "INCONCLUSIVE") != 0;
}

static struct student *
student_named(const struct class *c, const char *name)
{
    for (size_t i = 0; i < c->nstudents; i++)
        if (strcmp(c->students[i].name, name) == 0)
            return &c->students[i];
    return NULL;
}

static size_t
exercise_named(const struct class *c, const char *name)
{
    size_t i;
    json_t *x;
    json_array_foreach (c->exercises, i, x)
        if (strcmp(text_of(x, "name"), name) == 0)
            break;
    return i;
}

/* Has this line of the journal a result of this answer by this grader?
 * `other` counts those by another grader. */
static bool
is_current(const struct student *s, size_t i, const json_t *line,
           size_t *other)
{
    bool grader = strcmp(text_of(line, "grader"), graders[i]) == 0;
    bool answer = strcmp(text_of(line, "answer"), s->answers[i]) == 0;
    *other += answer && !grader;
    return answer && grader;
}

/* One line of the journal.  What was graded before but has changed since
 * leaves its points behind, for a result that says nothing. */
static void
recall(struct class *c, const json_t *line)
{
    struct student *s = student_named(c, text_of(line, "student"));
    size_t i = exercise_named(c, text_of(line, "exercise"));
    json_t *result = json_object_get(line, "result");
    if (s == NULL || s->refused != NULL || result == NULL ||
        i >= json_array_size(c->exercises) || !is_settled(result))
        return;
    json_decref(s->last[i]);
    s->last[i] = json_incref(result);
    size_t other = 0;
    json_decref(s->results[i]);
    s->results[i] =
        is_current(s, i, line, &other) ? json_incref(result) : NULL;
}

/* The seed of the class is the journal's. */
static bool
take_seed(struct class *c, const json_t *line)
{
    uint64_t seed =
        (uint64_t)json_integer_value(json_object_get(line, "seed"));
    if (strcmp(text_of(line, "schema"), SCHEMA) != 0) {
        fprintf(stderr,
                "class: OUT=%s has a journal.jsonl that is not mine\n",
                c->out);
        return false;
    }
    if (c->options.seed_given && c->options.seed != seed) {
        fprintf(stderr,
                "class: OUT=%s was begun with SEED=%llu, and one class has "
                "one seed; leave SEED out or take another OUT\n",
                c->out, (unsigned long long)seed);
        return false;
    }
    c->options.seed = seed;
    c->options.seed_given = true;
    if (*text_of(line, "begun") != '\0') {
        free(c->begun);
        c->begun = strdup(text_of(line, "begun"));
    }
    return true;
}

/* Returns the number of bytes that are whole lines, -1 if it is no journal.
 */
static long long
read_lines(struct class *c, const char *text, size_t len)
{
    size_t at = 0;
    for (const char *end;
         (end = memchr(text + at, '\n', len - at)) != NULL;) {
        size_t n = (size_t)(end - text) - at;
        json_t *line = json_loadb(text + at, n, 0, NULL);
        if (at == 0 && !take_seed(c, line)) {
            json_decref(line);
            return -1;
        }
        if (at > 0 && line != NULL)
            recall(c, line);
        json_decref(line);
        at += n + 1;
    }
    return (long long)at;
}

/* --- writing -----------------------------------------------------------
 */

/* A whole line and on the disk, or nothing of it. */
static bool
append(const json_t *line)
{
    char *text = json_dumps(line, JSON_COMPACT);
    struct str_buf b = {0};
    str_printf(&b, "%s\n", text != NULL ? text : "");
    free(text);
    off_t before = lseek(journal, 0, SEEK_END);
    bool ok = before >= 0;
    for (size_t done = 0; ok && done < b.len;) {
        ssize_t n = write(journal, b.data + done, b.len - done);
        ok = n > 0 || (n < 0 && errno == EINTR);
        done += n > 0 ? (size_t)n : 0;
    }
    ok = ok && fsync(journal) == 0;
    if (!ok) {
        fprintf(stderr,
                "\nclass: cannot write the journal: %s; what it holds is "
                "kept, call it again when that is mended\n",
                strerror(errno));
        if (before >= 0 && ftruncate(journal, before) == -1)
            perror("class: journal");
    }
    free(b.data);
    return ok;
}

/* The heading of every journal. */
static bool
append_heading(const struct class *c)
{
    json_t *first =
        json_pack("{s:s,s:I,s:s}", "schema", SCHEMA, "seed",
                  (json_int_t)c->options.seed, "begun", c->begun);
    bool ok = append(first);
    json_decref(first);
    return ok;
}

/* What OUT/journal.jsonl holds; *whole: its bytes without a line that was
 * cut short.  False with a message if it cannot be read. */
static bool
read_journal(struct class *c, const char *path, long long *whole)
{
    size_t len = 0;
    char *text = str_read_file(path, (size_t)1 << 32, &len);
    bool ok = text != NULL || errno == ENOENT;
    if (!ok)
        fprintf(stderr, "class: cannot read %s: %s\n", path,
                strerror(errno));
    *whole = ok && len > 0 ? read_lines(c, text, len) : 0;
    free(text);
    return ok && *whole >= 0;
}

bool
journal_open(struct class *c)
{
    char *path = str_format("%s/journal.jsonl", c->out);
    long long whole = 0;
    name_all(c);
    bool ok = read_journal(c, path, &whole);
    if (ok) {
        journal =
            open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
        if (journal == -1)
            fprintf(stderr, "class: cannot open %s: %s\n", path,
                    strerror(errno));
        ok = journal != -1 && ftruncate(journal, whole) == 0;
    }
    if (ok && whole == 0)
        ok = append_heading(c);
    free(path);
    return ok;
}

bool
journal_open_slice(struct class *c)
{
    char *path = str_format("%s/journal.jsonl", c->out);
    long long whole = 0;
    name_all(c);
    bool ok = read_journal(c, path, &whole);
    if (ok && whole == 0) {
        fprintf(stderr,
                "class: OUT=%s has no journal yet; --plan begins one\n",
                c->out);
        ok = false;
    }
    free(path);
    ok = ok && journal_gather(c, false);
    if (ok)
        journal = slice_create(c);
    return ok && journal != -1 && append_heading(c);
}

/* --- what the slices have found ----------------------------------------
 */

/* One line of a slice.  The first result counts, so that one that was found
 * twice is written down once. */
static bool
gather_line(struct class *c, const json_t *line, bool any, size_t *other)
{
    struct student *s = student_named(c, text_of(line, "student"));
    size_t i = exercise_named(c, text_of(line, "exercise"));
    json_t *result = json_object_get(line, "result");
    if (s == NULL || s->refused != NULL || result == NULL ||
        i >= json_array_size(c->exercises) || s->results[i] != NULL ||
        (!any && !is_settled(result)) || !is_current(s, i, line, other))
        return true;
    s->results[i] = json_incref(result);
    return journal == -1 || journal_add(c, (size_t)(s - c->students), i);
}

/* A last line without an end is of a slice that is being written, or whose
 * node has died. */
static bool
gather_file(struct class *c, const char *path, bool any, size_t *other)
{
    size_t len = 0;
    char *text = str_read_file(path, (size_t)1 << 32, &len);
    char *at = text, *end;
    bool ok = true;
    for (bool first = true;
         ok && text != NULL &&
         (end = memchr(at, '\n', len - (size_t)(at - text)));
         at = end + 1, first = false) {
        json_t *line = json_loadb(at, (size_t)(end - at), 0, NULL);
        bool same_seed =
            (uint64_t)json_integer_value(json_object_get(line, "seed")) ==
            c->options.seed;
        if (line != NULL && !first)
            ok = gather_line(c, line, any, other);
        json_decref(line);
        if (first && !same_seed)
            break;
    }
    free(text);
    return ok;
}

bool
journal_gather(struct class *c, bool any)
{
    struct str_list files = slice_files(c);
    size_t other = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < files.count; i++)
        ok = gather_file(c, files.items[i], any, &other);
    if (other > 0)
        printf("%zu result%s in OUT/slices by another grader (another "
               "build, or a node with another sandbox) not counted\n",
               other, other == 1 ? "" : "s");
    str_list_free(files.items);
    return ok;
}

bool
journal_add(struct class *c, size_t student, size_t exercise)
{
    const struct student *s = &c->students[student];
    json_t *line =
        json_pack("{s:s,s:s,s:s,s:s,s:O}", "student", s->name, "exercise",
                  text_of(json_array_get(c->exercises, exercise), "name"),
                  "answer", s->answers[exercise], "grader",
                  graders[exercise], "result", s->results[exercise]);
    bool ok = line != NULL && append(line);
    json_decref(line);
    return ok;
}

void
journal_close(void)
{
    if (journal != -1)
        close(journal);
    journal = -1;
}
