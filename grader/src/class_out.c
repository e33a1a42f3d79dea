/*
 * class_out.c - the gradebook, and what each student gets.
 *
 * gradebook.csv is RFC 4180 with a heading.  A spreadsheet takes a cell
 * that begins with = + - @ for a formula, in quotes or not, and a student
 * may be called so: those cells get an apostrophe in front.
 */
#define _GNU_SOURCE
#include "box.h"
#include "class.h"
#include "reports.h"
#include "str.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- gradebook.csv -----------------------------------------------------
 */

static void
cell(struct str_buf *b, const char *text)
{
    size_t blank = strspn(text, " \t\r\n");
    bool formula =
        text[blank] != '\0' && strchr("=+-@|%", text[blank]) != NULL;
    if (b->len > 0 && b->data[b->len - 1] != '\n')
        str_add(b, ",", 1);
    str_add(b, formula ? "\"'" : "\"", formula ? 2 : 1);
    for (; *text != '\0'; text++)
        str_add(b, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    str_add(b, "\"", 1);
}

static const char *
status_word(const struct class *c, const struct student *s)
{
    if (s->refused != NULL)
        return "refused";
    for (size_t i = 0; i < json_array_size(c->exercises); i++)
        if (s->results[i] == NULL)
            return "unfinished";
    return "graded";
}

char *
out_note(const struct class *c, const struct student *s)
{
    struct str_buf b = {0};
    str_add(&b, "", 0);
    if (s->refused != NULL)
        str_printf(&b, "%s", s->refused);
    for (size_t i = 0; i < json_array_size(c->exercises); i++) {
        const json_t *x = json_array_get(c->exercises, i);
        const char *verdict = text_of(s->results[i], "verdict");
        if (strcmp(verdict, "GRADER_ERROR") == 0 ||
            strcmp(verdict, "INCONCLUSIVE") == 0)
            str_printf(&b, "%s%s is %s", b.len ? "; " : "",
                       text_of(x, "name"), verdict);
    }
    if (s->strays > 0)
        str_printf(&b, "%s%zu file%s of no exercise ignored",
                   b.len ? "; " : "", s->strays, s->strays == 1 ? "" : "s");
    if (s->headers != NULL)
        str_printf(&b, "%scontract.h is not the course's in %s",
                   b.len ? "; " : "", s->headers);
    return b.data;
}

/* Where the answers ran, and what they could reach there. */
static void
sandbox_cell(const struct student *s, struct str_buf *b)
{
    const char *reach = box_open_to();
    char *text =
        str_format("%s%s%s", box_level_name(),
                   *reach != '\0' ? "; answers reach " : "", reach);
    cell(b, s->refused == NULL ? text : "");
    free(text);
}

static void
gradebook_row(const struct class *c, const struct student *s,
              struct str_buf *b)
{
    char *note = out_note(c, s), *date = rules_date(s->submitted);
    double late = 0, total = rules_total(c, s), most = rules_most(c);
    size_t n = json_array_size(c->exercises);
    for (size_t i = 0; i < n; i++) {
        double l = rules_late(c, s, json_array_get(c->exercises, i));
        late = l > late ? l : late;
    }
    cell(b, s->name);
    cell(b, s->folder);
    cell(b, status_word(c, s));
    cell(b, note);
    cell(b, date);
    str_printf(b, ",%g", late);
    for (size_t i = 0; i < n; i++)
        if (s->results[i] != NULL)
            str_printf(b, ",%.10g", rules_points(c, s, i));
        else
            str_add(b, ",", 1);
    str_printf(b, ",%.10g,%.10g,", total, most);
    if (most > 0) /* of nothing, nothing is a share */
        str_printf(b, "%.1f", 100 * total / most);
    sandbox_cell(s, b);
    str_add(b, "\r\n", 2);
    free(note);
    free(date);
}

static char *
gradebook(const struct class *c)
{
    struct str_buf b = {0};
    static const char *const first[] = {"student", "folder",    "status",
                                        "note",    "submitted", "late %"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        cell(&b, first[i]);
    size_t i;
    json_t *x;
    json_array_foreach (c->exercises, i, x)
        cell(&b, text_of(x, "name"));
    cell(&b, "total");
    cell(&b, "max");
    cell(&b, "percent");
    cell(&b, "sandbox");
    str_add(&b, "\r\n", 2);
    for (size_t k = 0; k < c->nstudents; k++)
        gradebook_row(c, &c->students[k], &b);
    return b.data;
}

/* --- one student -------------------------------------------------------
 */

/* What the student's report says besides: why there is nothing in it, what
 * the weights and the date have made of the points, and whose contract.h
 * was taken. */
static char *
note_for(const struct class *c, const struct student *s, bool late)
{
    double total = rules_total(c, s), most = rules_most(c);
    if (s->refused != NULL)
        return str_format("The submission was refused: %s.", s->refused);
    struct str_buf b = {0};
    str_add(&b, "", 0);
    if (json_object_get(c->rules, "weights") != NULL || late) {
        char *date = rules_date(s->submitted);
        char *points = points_in_words(total, most);
        str_printf(&b, "%s%s%s this counts %s.",
                   late ? "Late (newest file: " : "", late ? date : "",
                   late ? "), so" : "In the class", points);
        free(points);
        free(date);
    }
    if (s->headers != NULL)
        str_printf(&b,
                   "%scontract.h is not the course's in %s; the course's "
                   "was used.",
                   b.len > 0 ? " " : "", s->headers);
    return b.data;
}

/* When the last of a student's results was found: what the journal says, so
 * that a second run says the same.  Who has none: when the class began. */
static const char *
graded_at(const struct class *c, const struct student *s)
{
    const char *last = "";
    for (size_t i = 0; i < json_array_size(c->exercises); i++) {
        const char *when = text_of(s->results[i], "graded_at");
        last = strcmp(when, last) > 0 ? when : last;
    }
    return *last != '\0' ? last : c->begun;
}

/* The canonical record, with what the class adds to it. */
static json_t *
record_of(const struct class *c, const struct student *s)
{
    json_t *results = json_array(), *late = json_object();
    int score = 0, max = 0;
    char *date = rules_date(s->submitted);
    for (size_t i = 0; i < json_array_size(c->exercises); i++) {
        const json_t *x = json_array_get(c->exercises, i);
        double cut = rules_late(c, s, x);
        max += points_to_have(x, "points");
        if (s->results[i] == NULL)
            continue;
        score += number_of(s->results[i], "score");
        json_array_append(results, s->results[i]);
        if (cut > 0)
            json_object_set_new(late, text_of(x, "name"), json_real(cut));
    }
    json_t *record = json_pack(
        "{s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:i,s:i,s:o,s:s,s:s,s:o,s:f,s:f}",
        "schema", "many-hands/grade/1", "student", s->name, "from", s->name,
        "sandbox", box_level_name(), "answers_reach", box_open_to(),
        "graded_at", graded_at(c, s), "seed", (json_int_t)c->options.seed,
        "score", score, "max_score", max, "exercises", results, "status",
        status_word(c, s), "submitted", date, "late_percent", late,
        "counted", rules_total(c, s), "counted_max", rules_most(c));
    if (s->refused != NULL)
        json_object_set_new(record, "refused", json_string(s->refused));
    char *note = note_for(c, s, json_object_size(late) > 0);
    json_object_set_new(record, "note", json_string(note));
    free(note);
    free(date);
    return record;
}

static bool
write_file(const struct class *c, const char *folder, const char *name,
           const char *text)
{
    char *path =
        str_format("%s/%s%s%s", c->out, folder, *folder ? "/" : "", name);
    char *end = strrchr(path, '/');
    *end = '\0';
    bool ok = text != NULL && str_make_folders(path) == 0;
    *end = '/';
    ok = ok && str_write_file(path, text, strlen(text)) == 0;
    if (!ok)
        fprintf(stderr,
                "class: cannot write %s: %s; the journal has all results, "
                "call it again when that is mended\n",
                path, strerror(errno));
    free(path);
    return ok;
}

static bool
write_student(const struct class *c, const struct student *s)
{
    json_t *record = record_of(c, s);
    char *text = json_dumps(record, JSON_INDENT(1));
    bool ok = write_file(c, s->folder, "results.json", text);
    free(text);
    json_t *records = json_pack("[o]", report_clean(record));
    text = report_html(records);
    ok = ok && write_file(c, s->folder, "report.html", text);
    free(text);
    json_decref(records);
    json_decref(record);
    return ok;
}

bool
out_write(struct class *c)
{
    char *text = gradebook(c);
    bool ok = write_file(c, "", "gradebook.csv", text);
    free(text);
    for (size_t i = 0; ok && i < c->nstudents; i++)
        ok = write_student(c, &c->students[i]);
    text = ok ? page_make(c) : NULL;
    ok = ok && write_file(c, "", "index.html", text);
    free(text);
    return ok;
}
