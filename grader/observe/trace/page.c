/* page.c - two runs on one page: the learner's and the reference's. */
#define _GNU_SOURCE
#include "trace.h"

#include "html.h"
#include "str.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
shown_run_free(struct shown_run *s)
{
    json_decref(s->result);
    json_decref(s->faults);
    free(s->source);
    free(s->trouble);
    free(s->svg);
    free(s->said);
}

/* --- the picture is the program's word ---------------------------------
 */

static bool
is_drawing_tag(const char *p)
{
    static const char *const tags[] = {"svg",   "title",  "desc",
                                       "style", "rect",   "text",
                                       "path",  "circle", "g"};
    p += *p == '/';
    size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz");
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strlen(tags[i]) == n && strncmp(p, tags[i], n) == 0)
            return strchr(" />", p[n]) != NULL;
    return false;
}

/* The program runs as the user who observes it, and could have written into
 * the picture: tags that draw, no addresses, no actions. */
bool
svg_is_harmless(const char *svg)
{
    static const char ns[] = "xmlns=\"http://www.w3.org/2000/svg\"";
    if (strncmp(svg, "<svg ", 5) != 0)
        return false;
    for (const char *p = svg; (p = strchr(p, '<')) != NULL;) {
        if (!is_drawing_tag(++p))
            return false;
        const char *end = strchr(p, '>');
        if (end == NULL)
            return false;
        for (const char *a = p; a < end; a++)
            if (strncmp(a, ns, sizeof ns - 1) == 0)
                a += sizeof ns - 2;
            else if (strchr(" \t\r\n/\"'", a[0]) != NULL &&
                     tolower((unsigned char)a[1]) == 'o' &&
                     tolower((unsigned char)a[2]) == 'n' &&
                     strncmp(a + 1, "onfill", 6) != 0)
                return false;
            else if (strncasecmp(a, "href", 4) == 0)
                return false;
    }
    return strcasestr(svg, "url(") == NULL &&
           strcasestr(svg, "@import") == NULL && strchr(svg, '\\') == NULL;
}

/* --- one run -----------------------------------------------------------
 */

/* Line `number` of the source, without its indentation. */
static const char *
line_of(const char *source, int number, int *len)
{
    const char *p = source;
    for (int n = 1; n < number && p != NULL; n++)
        p = strchr(p, '\n') != NULL ? strchr(p, '\n') + 1 : NULL;
    if (p == NULL || number < 1)
        return NULL;
    p += strspn(p, " \t");
    *len = (int)strcspn(p, "\n");
    return p;
}

/* "fork_sum.c:12   read(ends[0], ...)" for each place of a fault. */
static void
add_places(struct str_buf *b, const struct tracing *t,
           const struct shown_run *s, const json_t *fault)
{
    const char *file = text_of(t->exercise, "file");
    size_t i, n = strlen(file);
    json_t *place;
    html_add(b, "<ol class=\"frames\">\n");
    json_array_foreach (json_object_get(fault, "places"), i, place) {
        const char *text = json_string_value(place), *line = NULL;
        int len = 0;
        if (text == NULL)
            continue;
        if (strncmp(text, file, n) == 0 && text[n] == ':')
            line = line_of(s->source, atoi(text + n + 1), &len);
        html_add(b, "<li>%s", text);
        if (line != NULL) {
            html_add(b, " <code>");
            html_bytes(b, line, (size_t)len);
            html_add(b, "</code>");
        }
        html_add(b, "</li>\n");
    }
    html_add(b, "</ol>\n");
}

static void
add_sentences(struct str_buf *b, const struct tracing *t,
              const struct shown_run *s)
{
    size_t i;
    json_t *fault;
    if (s->trouble != NULL && s->trouble[0] != '\0')
        html_add(b,
                 "<div class=\"says fail\"><pre class=\"plain\">%s</pre>"
                 "</div>\n",
                 s->trouble);
    json_array_foreach (s->faults, i, fault) {
        html_add(b,
                 "<div class=\"says %s\"><p class=\"what\">%s</p>"
                 "<p>%s</p>\n",
                 strcmp(text_of(fault, "severity"), "error") == 0 ? "fail"
                                                                  : "part",
                 text_of(fault, "class"), text_of(fault, "message"));
        add_places(b, t, s, fault);
        html_add(b, "</div>\n");
    }
    if (s->faults != NULL && json_array_size(s->faults) == 0)
        html_add(b, "<div class=\"says pass\"><p>The observer has seen no "
                    "fault in this run.</p></div>\n");
}

static void
add_run(struct str_buf *b, const struct tracing *t, const char *title,
        const struct shown_run *s)
{
    html_add(b, "<section class=\"card\">\n<header><h2>%s</h2></header>\n",
             title);
    add_sentences(b, t, s);
    if (s->svg != NULL) {
        html_add(b,
                 "<div class=\"picture\" tabindex=\"0\" role=\"group\" "
                 "aria-label=\"%s, picture\">\n",
                 title);
        str_add(b, s->svg, strlen(s->svg));
        html_add(b, "</div>\n");
    } else if (s->faults != NULL)
        html_add(b, "<p class=\"soft\">There is no picture of this "
                    "run.</p>\n");
    if (s->said != NULL && s->said[0] != '\0')
        html_add(b,
                 "<details><summary>What it printed</summary>"
                 "<pre class=\"plain\">%s</pre></details>\n",
                 s->said);
    html_add(b, "</section>\n");
}

static void
add_question(struct str_buf *b, const struct tracing *t)
{
    char *path = str_format("%s/grader/observe/trace/questions/%s.c",
                            t->options.root, t->options.exercise);
    char *text = str_read_file(path, 1 << 16, NULL);
    if (text != NULL)
        html_add(b,
                 "<details><summary>The question: the main program of "
                 "both runs</summary><pre class=\"plain\">%s</pre>"
                 "</details>\n",
                 text);
    free(text);
    free(path);
}

/* --- the terminal ------------------------------------------------------
 */

static void
say_run(const char *whose, const struct shown_run *s)
{
    size_t i;
    json_t *fault;
    if (s->trouble != NULL && s->trouble[0] != '\0')
        printf("%s: %s\n", whose, shown(s->trouble));
    json_array_foreach (s->faults, i, fault)
        printf("%s: %s\n", whose, shown(text_of(fault, "message")));
    if (s->faults != NULL && json_array_size(s->faults) == 0 &&
        s->trouble[0] == '\0')
        printf("%s: no fault was seen.\n", whose);
}

bool
page_write(const struct tracing *t, const struct shown_run *own,
           const struct shown_run *reference)
{
    struct str_buf b = {0};
    const char *name = t->options.exercise;
    bool mpi = strcmp(text_of(t->exercise, "kind"), "mpi") == 0;
    char *kicker = mpi ? str_format("make trace, %d rank%s", t->ranks,
                                    t->ranks == 1 ? "" : "s")
                       : strdup("make trace");
    html_begin(&b, name, kicker,
               "What your answer did on a small question, beside what the "
               "reference solution did on the same.");
    html_add(&b, "<div class=\"pair\">\n");
    add_run(&b, t, "Your run", own);
    say_run("your run", own);
    if (reference->result != NULL) {
        add_run(&b, t, "The reference solution", reference);
        say_run("the reference solution", reference);
    }
    html_add(&b, "</div>\n");
    if (reference->result == NULL) {
        html_add(&b, "<p class=\"soft\">The reference solution is not part "
                     "of this copy of the course, so its picture is left "
                     "out.</p>\n");
        puts("The reference solution is not part of this copy of the "
             "course; its picture is left out.");
    }
    add_question(&b, t);
    html_end(&b);
    char *path = str_format("%s/trace/%s.html", t->options.build, name);
    bool ok = str_write_file(path, b.data, b.len) == 0;
    if (ok)
        printf("The picture is in %s; open it in a browser.\n", path);
    else
        fprintf(stderr, "trace: cannot write %s: %s\n", path,
                strerror(errno));
    free(b.data);
    free(path);
    free(kicker);
    return ok;
}
