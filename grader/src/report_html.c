/* report_html.c - one record as one page, complete without JavaScript. */
#define _GNU_SOURCE
#include "html.h"
#include "reports.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { AROUND = 6 }; /* lines of code shown before and after a marked one */

/* --- the learner's code ------------------------------------------------
 */

static bool
is_marked(const json_t *lines, int number)
{
    size_t i;
    json_t *l;
    json_array_foreach (lines, i, l)
        if (json_integer_value(l) == number)
            return true;
    return false;
}

/* Lines first..last of the source, those in `lines` marked. */
static void
code(struct str_buf *b, const json_t *x, int first, int last)
{
    const json_t *lines = json_object_get(x, "lines");
    const char *source = text_of(x, "source"), *file = text_of(x, "file");
    bool is_c =
        strlen(file) > 2 && strcmp(strchr(file, '\0') - 2, ".c") == 0;
    bool in_comment = false;
    html_add(b,
             "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
             "aria-label=\"code\"><pre style=\"counter-reset:source-line "
             "%d\">",
             first - 1);
    for (int n = 1; *source != '\0' && n <= last; n++) {
        size_t len = strcspn(source, "\n");
        struct str_buf line = {0};
        str_add(&line, "", 0);
        if (is_c) /* also what is not shown: a comment may begin there */
            html_code(&line, source, len, &in_comment);
        else
            html_bytes(&line, source, len);
        if (n >= first) {
            bool hit = is_marked(lines, n);
            html_add(b, hit ? "<span class=\"ln hit\">"
                            : "<span class=\"ln\">");
            str_add(b, line.data, line.len);
            html_add(b, hit ? "<span class=\"unseen\"> (this line)</span>"
                              "</span>\n"
                            : "</span>\n");
        }
        free(line.data);
        source += len + (source[len] == '\n');
    }
    html_add(b, "</pre></div>");
}

static int
count_lines(const char *source)
{
    int n = 0;
    while (*source != '\0') {
        source += strcspn(source, "\n");
        source += *source == '\n';
        n++;
    }
    return n;
}

static void
listing(struct str_buf *b, const json_t *x, int first, int last)
{
    html_add(b,
             "<figure class=\"listing %s\"><figcaption><span class=\""
             "label\">Your code</span> <span class=\"lines\">lines %d to "
             "%d</span></figcaption>",
             html_class(text_of(x, "verdict")), first, last);
    code(b, x, first, last);
    html_add(b, "</figure>\n");
}

/* The marked lines and what lies around them; true if that is all of it. */
static bool
show_marked(struct str_buf *b, const json_t *x)
{
    const json_t *lines = json_object_get(x, "lines"), *l;
    int all = count_lines(text_of(x, "source")), low = all + 1, high = 0;
    size_t i;
    json_array_foreach (lines, i, l) {
        json_int_t n = json_integer_value(l);
        if (n < 1 || n > all)
            continue;
        low = n < low ? (int)n : low;
        high = n > high ? (int)n : high;
    }
    if (high == 0 || high - low > 8 * AROUND)
        return false;
    low = low - AROUND > 1 ? low - AROUND : 1;
    high = high + AROUND < all ? high + AROUND : all;
    listing(b, x, low, high);
    return low == 1 && high == all;
}

static void
show_file(struct str_buf *b, const json_t *x)
{
    int all = count_lines(text_of(x, "source"));
    if (all == 0)
        return;
    html_add(b,
             "<details><summary>The whole file, %d line%s</summary>\n"
             "<figure class=\"listing %s\">",
             all, all == 1 ? "" : "s", html_class(text_of(x, "verdict")));
    code(b, x, 1, all);
    html_add(b, "</figure></details>\n");
}

/* --- what was found ----------------------------------------------------
 */

/* Text with the bytes under '^' marked. */
static void
marked(struct str_buf *b, const char *text, const char *mask)
{
    for (size_t at = 0, len = strlen(text); at < len;) {
        size_t end = at;
        while (end < len && mask[end] == mask[at])
            end++;
        html_add(b, mask[at] == '^' ? "<mark>" : "");
        html_bytes(b, text + at, end - at);
        html_add(b, mask[at] == '^' ? "</mark>" : "");
        at = end;
    }
}

static void
comparison(struct str_buf *b, const json_t *x)
{
    const char *expected = text_of(x, "expected"), *got = text_of(x, "got");
    char *a, *c;
    report_difference(expected, got, &a, &c);
    html_add(b,
             "<dl class=\"facts compare\">\n<dt>Input</dt><dd>%s</dd>\n"
             "<dt>Expected</dt><dd>",
             text_of(x, "input"));
    marked(b, expected, a);
    html_add(b, "</dd>\n<dt>Got</dt><dd>");
    marked(b, got, c);
    html_add(b, "</dd>\n</dl>\n");
    free(a);
    free(c);
}

static void
evidence(struct str_buf *b, const json_t *x)
{
    const char *verdict = text_of(x, "verdict");
    const char *words = text_of(x, "evidence");
    html_add(b, "<div class=\"says %s\">\n<p class=\"what\">%s</p>\n",
             html_class(verdict),
             verdict_words(verdict, text_of(x, "detail")));
    if (strchr(words, '\n') != NULL)
        html_add(b, "<pre class=\"plain\" tabindex=\"0\">%s</pre>\n",
                 words);
    else if (*words != '\0')
        html_add(b, "<p>%s</p>\n", words);
    if (json_object_get(x, "got") != NULL)
        comparison(b, x);
    if (*text_of(x, "kept_points") != '\0')
        html_add(b, "<p>You keep the points of %s.</p>\n",
                 text_of(x, "kept_points"));
    html_add(b, "</div>\n");
}

static void
hints(struct str_buf *b, const json_t *x)
{
    static const char *const names[] = {"a nudge", "a pointer",
                                        "a worked trace"};
    size_t i;
    json_t *hint;
    json_array_foreach (json_object_get(x, "hints"), i, hint) {
        const char *text = json_string_value(hint);
        if (text != NULL && i < 3)
            html_add(b,
                     "<details><summary>Hint %d: %s</summary>\n"
                     "<p>%s</p></details>\n",
                     (int)i + 1, names[i], text);
    }
}

static void
warnings(struct str_buf *b, const json_t *x)
{
    const json_t *list = json_object_get(x, "warnings"), *w;
    size_t i, n = json_array_size(list);
    if (n == 0)
        return;
    html_add(b,
             "<details><summary>%d compiler warning%s</summary>\n"
             "<pre class=\"plain\" tabindex=\"0\">",
             (int)n, n == 1 ? "" : "s");
    json_array_foreach (list, i, w)
        if (json_is_string(w))
            html_add(b, "%s\n", json_string_value(w));
    html_add(b, "</pre></details>\n");
}

static void
test_row(struct str_buf *b, const json_t *x, const json_t *t)
{
    const char *title = text_of(t, "title"),
               *message = text_of(t, "message");
    html_add(b, "<tr><td>%s", *title != '\0' ? title : text_of(t, "name"));
    /* What stands above is not said twice. */
    if (*message != '\0' && strcmp(message, text_of(x, "evidence")) != 0)
        html_add(b, " <span class=\"soft\">%s</span>", message);
    html_add(b, "</td><td>");
    html_badge(b, text_of(t, "verdict"));
    html_add(b, "</td><td class=\"number\">%d / %d</td></tr>\n",
             number_of(t, "score"), number_of(t, "max_score"));
}

static void
tests(struct str_buf *b, const json_t *x)
{
    const json_t *list = json_object_get(x, "tests"), *t;
    size_t i, n = json_array_size(list);
    if (n == 0)
        return;
    if (report_passed(x)) /* nothing in it needs work: folded away */
        html_add(b, "<details><summary>%d test%s</summary>\n", (int)n,
                 n == 1 ? "" : "s");
    html_add(b,
             "<div class=\"table\" tabindex=\"0\" role=\"group\" "
             "aria-label=\"Tests\"><table>\n<thead><tr><th scope=\"col\">"
             "Test</th><th scope=\"col\">Verdict</th><th scope=\"col\" "
             "class=\"number\">Points</th></tr></thead>\n<tbody>\n");
    json_array_foreach (list, i, t)
        test_row(b, x, t);
    html_add(b, "</tbody></table></div>\n");
    if (report_passed(x))
        html_add(b, "</details>\n");
    else if (number_of(x, "score") == 0 &&
             !verdict_gives_credit(text_of(x, "verdict")))
        html_add(b,
                 "<p class=\"faint\">As long as the verdict is %s, no test "
                 "gives points.</p>\n",
                 text_of(x, "verdict"));
}

/* The exercise's name as an id: letters, digits, _ and - alone. */
static char *
anchor(const json_t *x)
{
    char *id = str_format("%s", text_of(x, "name"));
    for (char *p = id; *p != '\0'; p++)
        if (!isalnum((unsigned char)*p) && *p != '_' && *p != '-')
            *p = '_';
    return id;
}

static void
card(struct str_buf *b, const json_t *record, const json_t *x)
{
    const char *name = text_of(x, "name"), *verdict = text_of(x, "verdict");
    char *id = anchor(x);
    char *seed = str_format("%lld", report_seed(record, x));
    html_add(b,
             "<section class=\"card\" id=\"%s\">\n<header><h2><span class="
             "\"number\">%d</span>%s</h2> ",
             id, number_of(x, "chapter"), name);
    free(id);
    html_badge(b, verdict);
    html_add(b,
             "<span class=\"points\">%d of %d points%s</span></header>\n"
             "<p class=\"soft\">%s</p>\n",
             number_of(x, "score"), number_of(x, "max_score"),
             json_is_true(json_object_get(x, "bonus")) ? ", a bonus" : "",
             text_of(x, "title"));
    if (report_passed(x))
        html_add(b,
                 "<div class=\"says pass\"><p class=\"what\">Well done.</p>"
                 "<p>%s</p><p>The reference solution: <code>%s</code></p>"
                 "</div>\n",
                 text_of(x, "after"), text_of(x, "solution"));
    else
        evidence(b, x);
    bool all = show_marked(b, x);
    hints(b, x);
    tests(b, x);
    warnings(b, x);
    if (!all)
        show_file(b, x);
    html_add(b,
             "<p class=\"faint\">File <code>%s</code> · lesson <code>%s"
             "</code> · again <code>make grade EX=%s</code>, with the same "
             "inputs <code>SEED=%s</code></p>\n"
             "</section>\n",
             text_of(x, "file"), text_of(x, "lesson"), name, seed);
    free(seed);
}

/* --- the page ----------------------------------------------------------
 */

static void
summary_table(struct str_buf *b, const json_t *list)
{
    size_t i;
    json_t *x;
    html_add(b,
             "<div class=\"table\"><table>\n<thead><tr><th scope=\"col\" "
             "class=\"wide\">Chapter</th><th scope=\"col\">Exercise</th>"
             "<th scope=\"col\">Verdict</th><th scope=\"col\" class=\""
             "wide\"><span class=\"unseen\">Share</span></th><th scope="
             "\"col\" class=\"number\">Points</th></tr></thead>\n"
             "<tbody>\n");
    json_array_foreach (list, i, x) {
        const char *verdict = text_of(x, "verdict");
        char *id = anchor(x);
        html_add(b,
                 "<tr><td class=\"wide\">%d</td><td><a href=\"#%s\">%s</a>"
                 "</td><td>",
                 number_of(x, "chapter"), id, text_of(x, "name"));
        free(id);
        html_badge(b, verdict);
        html_add(b, "</td><td class=\"wide\">");
        html_meter(b, html_class(verdict), number_of(x, "score"),
                   number_of(x, "max_score"));
        html_add(b, "</td><td class=\"number\">%d / %d</td></tr>\n",
                 number_of(x, "score"), number_of(x, "max_score"));
    }
    html_add(b, "</tbody></table></div>\n");
}

static void
same_inputs(struct str_buf *b, const json_t *record)
{
    long long one;
    char *seed =
        report_one_seed(record, &one) ? str_format("%lld", one) : NULL;
    if (seed != NULL)
        html_add(b,
                 "The same inputs again: <code>make grade SEED=%s</code>",
                 seed);
    else
        html_add(b, "What was unchanged was not graded again: the seed of "
                    "its inputs stands beside each exercise.");
    free(seed);
}

char *
report_html(json_t *records)
{
    const json_t *record = json_array_get(records, 0), *x;
    const json_t *list = json_object_get(record, "exercises");
    struct str_buf b = {0};
    size_t i, n = json_array_size(list);
    char *title = points_in_words(number_of(record, "score"),
                                  number_of(record, "max_score"));
    char *kicker =
        str_format("Many Hands · report on %s", text_of(record, "from"));
    char *lead =
        n == 0 ? str_format("%s", text_of(record, "note"))
               : str_format("%d of %zu exercise%s passed. %s",
                            report_count_passed(record), n,
                            n == 1 ? "" : "s", text_of(record, "note"));
    html_begin(&b, title, kicker, lead);
    if (n > 1)
        summary_table(&b, list);
    json_array_foreach (list, i, x)
        card(&b, record, x);
    html_add(&b, "<footer><p>Graded %s. %s ", text_of(record, "graded_at"),
             report_sandbox(text_of(record, "sandbox")));
    if (*text_of(record, "answers_reach") != '\0')
        html_add(&b, "There answers reach %s. ",
                 text_of(record, "answers_reach"));
    same_inputs(&b, record);
    html_add(&b, "</p></footer>\n");
    html_end(&b);
    free(title);
    free(kicker);
    free(lead);
    return b.data;
}
