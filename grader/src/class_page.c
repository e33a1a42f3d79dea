/* class_page.c - index.html: how the class did, one page. */
#define _GNU_SOURCE
#include "box.h"
#include "class.h"
#include "html.h"
#include "reports.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PAIRS = 100 };

/* The kinds of a result, in the order of the bars. */
static const struct {
    const char *class, *word;
} kinds[] = {{"pass", "passed"},
             {"part", "in part"},
             {"fail", "no points"},
             {"none", "not submitted"},
             {"unsure", "not decided"}};

enum { PASS, PART, FAIL, NONE, UNSURE, KINDS };

static int
kind_of(const json_t *result)
{
    if (result == NULL)
        return UNSURE;
    if (strcmp(text_of(result, "detail"), "missing") == 0)
        return NONE;
    const char *class = html_class(text_of(result, "verdict"));
    for (int k = 0; k < KINDS; k++)
        if (strcmp(class, kinds[k].class) == 0)
            return k;
    return FAIL;
}

/* --- counting ----------------------------------------------------------
 */

/* How often each word was said. */
struct census {
    json_t *counts; /* word: number */
};

static void
count(struct census *s, const char *word)
{
    if (s->counts == NULL)
        s->counts = json_object();
    json_object_set_new(s->counts, word,
                        json_integer(number_of(s->counts, word) + 1));
}

/* The most frequent word, of equals the first in the alphabet; "" if there
 * is none. */
static const char *
most_frequent(const struct census *s, int *times)
{
    const char *word, *best = "";
    json_t *n;
    *times = 0;
    json_object_foreach(s->counts, word, n)
    {
        int k = (int)json_integer_value(n);
        if (k > *times || (k == *times && strcmp(word, best) < 0)) {
            best = word;
            *times = k;
        }
    }
    return best;
}

/* "12 passed, 3 in part" */
static char *
in_words(const int numbers[KINDS])
{
    struct str_buf b = {0};
    str_add(&b, "", 0);
    for (int k = 0; k < KINDS; k++)
        if (numbers[k] > 0)
            str_printf(&b, "%s%d %s", b.len ? ", " : "", numbers[k],
                       kinds[k].word);
    return b.data;
}

static void
stack(struct str_buf *b, const int numbers[KINDS])
{
    char *words = in_words(numbers);
    html_add(b,
             "<span class=\"stack\" role=\"img\" aria-label=\"%s\" "
             "title=\"%s\">",
             words, words);
    for (int k = 0; k < KINDS; k++)
        if (numbers[k] > 0)
            html_add(b, "<i class=\"%s\" style=\"flex:%d\"></i>",
                     kinds[k].class, numbers[k]);
    html_add(b, "</span>");
    free(words);
}

/* --- the exercises -----------------------------------------------------
 */

/* The most frequent verdict, and if that is PASS, the one after it too. */
static void
two_verdicts(const struct census *verdicts, struct str_buf *b)
{
    for (int round = 0; round < 2; round++) {
        int times;
        const char *verdict = most_frequent(verdicts, &times);
        if (times == 0 || (round == 1 && strcmp(verdict, "PASS") == 0))
            return;
        html_add(b, "<span class=\"times\">");
        html_badge(b, verdict);
        html_add(b, " &times;&nbsp;%d</span> ", times);
        if (strcmp(verdict, "PASS") != 0)
            return;
        json_object_del(verdicts->counts, verdict);
    }
}

/* What all students' results of one exercise come to. */
struct outcome {
    int numbers[KINDS], graded;
    double points;
    struct census verdicts, mistakes;
};

static struct outcome
outcome_of(const struct class *c, size_t i)
{
    struct outcome o = {0};
    for (size_t k = 0; k < c->nstudents; k++) {
        const struct student *s = &c->students[k];
        if (s->refused != NULL || s->results[i] == NULL)
            continue;
        const json_t *r = s->results[i];
        o.graded++;
        o.numbers[kind_of(r)]++;
        o.points += number_of(r, "score");
        if (kind_of(r) != NONE)
            count(&o.verdicts, text_of(r, "verdict"));
        if (*text_of(r, "hint_id") != '\0')
            count(&o.mistakes, text_of(r, "hint_id"));
    }
    return o;
}

static void
exercise_row(const struct class *c, size_t i, struct str_buf *b)
{
    const json_t *x = json_array_get(c->exercises, i);
    struct outcome o = outcome_of(c, i);
    int times;
    const char *mistake = most_frequent(&o.mistakes, &times);
    char *mean = str_format("%.1f", o.graded > 0 ? o.points / o.graded : 0);
    html_add(b,
             "<tr><th scope=\"row\"><code>%s</code> <span class=\"soft\">"
             "chapter %d</span></th><td data-is=\"The class\">",
             text_of(x, "name"), number_of(x, "chapter"));
    stack(b, o.numbers);
    char *words = in_words(o.numbers);
    html_add(b, "<span class=\"soft\">%s</span>", words);
    free(words);
    html_add(b,
             "</td><td class=\"number\" data-is=\"Mean\">%s / %d</td>"
             "<td data-is=\"Verdict\">",
             mean, number_of(x, "points"));
    html_add(b, "<div>");
    two_verdicts(&o.verdicts, b);
    html_add(b, "</div>");
    html_add(b, "</td><td class=\"words\">");
    if (times > 0)
        html_add(b,
                 "<details><summary><code>%s</code> "
                 "&times;&nbsp;%d</summary><p>%s</p></details>",
                 mistake, times, hint_of(x, mistake, 1));
    html_add(b, "</td></tr>\n");
    json_decref(o.verdicts.counts);
    json_decref(o.mistakes.counts);
    free(mean);
}

static void
exercises(const struct class *c, struct str_buf *b)
{
    html_add(b, "<section class=\"card\"><h2>Exercises</h2>\n"
                "<p class=\"key\">");
    for (int k = 0; k < KINDS; k++)
        html_add(b, "<span><i class=\"%s\"></i> %s</span> ", kinds[k].class,
                 kinds[k].word);
    html_add(b, "</p>\n<div class=\"table\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Exercises\"><table class=\"overview\"><thead>"
                "<tr><th scope=\"col\">Exercise</th>"
                "<th scope=\"col\">How the class did</th>"
                "<th scope=\"col\" class=\"number\">Mean</th>"
                "<th scope=\"col\">Most frequent verdict</th>"
                "<th scope=\"col\">Most frequent misconception</th></tr>"
                "</thead><tbody>\n");
    for (size_t i = 0; i < json_array_size(c->exercises); i++)
        exercise_row(c, i, b);
    html_add(b, "</tbody></table></div></section>\n");
}

/* --- the students ------------------------------------------------------
 */

static void
graded_cells(const struct class *c, const struct student *s,
             struct str_buf *b)
{
    int numbers[KINDS] = {0};
    double late = 0;
    for (size_t i = 0; i < json_array_size(c->exercises); i++) {
        double l = rules_late(c, s, json_array_get(c->exercises, i));
        late = l > late ? l : late;
        numbers[kind_of(s->results[i])]++;
    }
    char *date = rules_date(s->submitted), *cut = str_format("%g", late);
    char *points = points_in_words(rules_total(c, s), rules_most(c));
    if (strlen(date) == 20) /* 2026-11-30 23:59 */
        date[10] = ' ', date[16] = '\0';
    html_add(b, "<td data-is=\"Exercises\">");
    stack(b, numbers);
    html_add(b,
             "</td><td class=\"number\" data-is=\"Points\">%s</td>"
             "<td class=\"number\" data-is=\"Newest file, UTC\">%s</td>",
             points, date);
    if (late > 0)
        html_add(b,
                 "<td class=\"number\" data-is=\"Late\">&minus;%s&nbsp;%%"
                 "</td>",
                 cut);
    else
        html_add(b, "<td></td>");
    free(points);
    free(cut);
    free(date);
}

static void
student_row(const struct class *c, const struct student *s,
            struct str_buf *b)
{
    html_add(b, "<tr><th scope=\"row\"><a href=\"%s/report.html\">%s</a>",
             s->folder, s->name);
    char *note = out_note(c, s);
    if (s->refused == NULL && *note != '\0')
        html_add(b, " <span class=\"soft\">%s</span>", note);
    free(note);
    html_add(b, "</th>");
    if (s->refused == NULL)
        graded_cells(c, s, b);
    else
        html_add(b, "<td colspan=\"4\"><b>Refused:</b> %s.</td>",
                 s->refused);
    html_add(b, "</tr>\n");
}

static void
students(const struct class *c, struct str_buf *b)
{
    html_add(b, "<section class=\"card\"><h2>Students</h2>\n"
                "<div class=\"table\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Students\"><table class=\"overview\"><thead>"
                "<tr><th scope=\"col\">Student</th>"
                "<th scope=\"col\">Exercises</th>"
                "<th scope=\"col\" class=\"number\">Points</th>"
                "<th scope=\"col\" class=\"number\">Newest file, UTC</th>"
                "<th scope=\"col\" class=\"number\">Late</th></tr></thead>"
                "<tbody>\n");
    for (size_t k = 0; k < c->nstudents; k++)
        student_row(c, &c->students[k], b);
    html_add(b, "</tbody></table></div></section>\n");
}

/* --- who is like whom --------------------------------------------------
 */

static void
pair_row(const struct class *c, const struct alike *a, struct str_buf *b)
{
    const struct student *s = &c->students[a->a], *t = &c->students[a->b];
    html_add(b,
             "<tr><th scope=\"row\"><a href=\"%s/report.html\">%s</a></th>"
             "<td data-is=\"and\"><a href=\"%s/report.html\">%s</a></td>"
             "<td class=\"number\" data-is=\"Highest\">%d&nbsp;%%</td>"
             "<td class=\"number\" data-is=\"Exercises\">%d</td>"
             "<td class=\"words\">%s</td>"
             "</tr>\n",
             s->folder, s->name, t->folder, t->name, a->most,
             (int)a->exercises, a->where);
}

static void
similar(const struct class *c, struct str_buf *b)
{
    html_add(
        b, "<section class=\"card\"><h2>Similar submissions</h2>\n"
           "<p class=\"soft\">Pairs whose answers share at least 70&nbsp;%%"
           " of their tokens, the starter&rsquo;s lines left out. This is "
           "a reason to look, not a proof.</p>\n");
    if (c->natural.count > 0) {
        html_add(b, "<p class=\"soft\">Left out, because a third of all "
                    "pairs are alike there:");
        for (size_t i = 0; i < c->natural.count; i++)
            html_add(b, "%s <code>%s</code>", i > 0 ? "," : "",
                     c->natural.items[i]);
        html_add(b, ".</p>\n");
    }
    if (c->not_compared != NULL)
        html_add(b, "<p>Not all could be compared: %s.</p>\n",
                 c->not_compared);
    else if (c->nalike == 0)
        html_add(b, c->natural.count > 0
                        ? "<p>No other pair is that much alike.</p>\n"
                        : "<p>There are none.</p>\n");
    if (c->nalike > 0) {
        html_add(b,
                 "<div class=\"table\" tabindex=\"0\" role=\"region\" "
                 "aria-label=\"Similar submissions\"><table "
                 "class=\"overview\"><thead><tr>"
                 "<th scope=\"col\">Student</th><th scope=\"col\">and</th>"
                 "<th scope=\"col\" class=\"number\">Highest</th>"
                 "<th scope=\"col\" class=\"number\">Exercises</th>"
                 "<th scope=\"col\">Where</th></tr></thead><tbody>\n");
        for (size_t k = 0; k < c->nalike && k < MOST_PAIRS; k++)
            pair_row(c, &c->alike[k], b);
        html_add(b, "</tbody></table></div>\n");
    }
    if (c->nalike > MOST_PAIRS)
        html_add(b, "<p>And %d more pairs.</p>\n",
                 (int)c->nalike - MOST_PAIRS);
    html_add(b, "</section>\n");
}

/* --- the page ----------------------------------------------------------
 */

char *
page_make(const struct class *c)
{
    struct str_buf b = {0};
    size_t n = json_array_size(c->exercises);
    int refused = 0;
    for (size_t k = 0; k < c->nstudents; k++)
        refused += c->students[k].refused != NULL;
    const char *title = text_of(c->rules, "title");
    const char *reach = box_open_to();
    char *lead = str_format(
        "%zu submission%s, %zu exercise%s each. %d refused. Seed %llu. "
        "%s%s%s%s",
        c->nstudents, c->nstudents == 1 ? "" : "s", n, n == 1 ? "" : "s",
        refused, (unsigned long long)c->options.seed,
        report_sandbox(box_level_name()),
        *reach != '\0' ? " There answers reach " : "", reach,
        *reach != '\0' ? "." : "");
    html_begin(&b, *title ? title : "The class",
               "Many Hands: class overview", lead);
    exercises(c, &b);
    students(c, &b);
    similar(c, &b);
    html_end(&b);
    free(lead);
    return b.data;
}
