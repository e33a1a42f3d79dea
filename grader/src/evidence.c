/*
 * evidence.c - the learner's own values and lines, as rows of text.
 *
 * The terminal's report and the screen of `watch` show the same rows: only
 * what is wrong is marked.
 */
#define _GNU_SOURCE
#include "evidence.h"
#include "reports.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL = 10 };

/* One row of n bytes, those under '^' in colour or with ^ below them. */
static void
marked_row(struct str_buf *b, const char *label, const char *text,
           const char *mask, int n, bool colour)
{
    bool any = memchr(mask, '^', (size_t)n) != NULL;
    str_printf(b, "%-*s", LABEL, label);
    for (int i = 0; i < n; i++) {
        bool begins = mask[i] == '^' && (i == 0 || mask[i - 1] != '^');
        bool ends = mask[i] == '^' && (i + 1 == n || mask[i + 1] != '^');
        if (begins && colour)
            str_printf(b, "\033[1;31m");
        str_add(b, text + i, 1);
        if (ends && colour)
            str_printf(b, "\033[0m");
    }
    str_add(b, "\n", 1);
    while (n > 0 && mask[n - 1] != '^')
        n--;
    if (any && !colour)
        str_printf(b, "%*s%.*s\n", LABEL, "", n, mask);
}

/* In rows that end between two words where there are any. */
static void
marked_text(struct str_buf *b, const char *label, const char *text,
            const char *mask, int width, bool colour)
{
    size_t row = width > 2 * LABEL ? (size_t)width - LABEL : LABEL, at = 0;
    do {
        size_t n = strcspn(text + at, "\n");
        if (n > row) {
            n = row;
            for (size_t k = row; k > row / 2 && n == row; k--)
                if (text[at + k] == ' ')
                    n = k;
        }
        marked_row(b, at == 0 ? label : "", text + at, mask + at, (int)n,
                   colour);
        at += n;
        at += text[at] == '\n' || text[at] == ' ';
    } while (text[at] != '\0');
}

char *
evidence_values(const json_t *result, int width, bool colour)
{
    const char *expected = text_of(result, "expected");
    const char *got = text_of(result, "got");
    const char *in = text_of(result, "input");
    struct str_buf b = {0};
    str_add(&b, "", 0);
    if (json_object_get(result, "got") == NULL)
        return b.data;
    char *none = str_format("%*s", (int)strlen(in), "");
    char *missed, *mask;
    report_difference(expected, got, &missed, &mask);
    marked_text(&b, "Input", in, none, width, colour);
    marked_text(&b, "Expected", expected, missed, width, colour);
    marked_text(&b, "Got", got, mask, width, colour);
    free(none);
    free(missed);
    free(mask);
    return b.data;
}

char *
evidence_lines(const json_t *result, int width)
{
    enum { MOST = 4, NUMBER = 7 };
    struct str_buf b = {0};
    size_t i;
    json_t *l;
    str_add(&b, "", 0);
    json_array_foreach (json_object_get(result, "lines"), i, l) {
        const char *p = text_of(result, "source");
        int line = (int)json_integer_value(l), room = width - NUMBER;
        for (int n = 1; n < line && p != NULL; n++)
            p = strchr(p, '\n') != NULL ? strchr(p, '\n') + 1 : NULL;
        if (p == NULL || i >= MOST)
            break;
        p += strspn(p, " \t");
        int n = (int)strcspn(p, "\n");
        str_printf(&b, "%4d | %.*s\n", line, n < room ? n : room, p);
    }
    return b.data;
}
