/*
 * report_markdown.c - a table for the summary of a CI job.
 *
 * What a learner's program wrote stands in it as code, between backticks
 * that it cannot close.
 */
#define _GNU_SOURCE
#include "reports.h"

#include <stdlib.h>
#include <string.h>

/* One line of code in a table's cell: no backtick, bar or line feed. */
static void
code_cell(struct str_buf *b, const char *text)
{
    enum { MOST = 200 };
    str_add(b, "`", 1);
    for (int n = 0; *text != '\0'; text++, n++) {
        if (n >= MOST && ((unsigned char)*text & 0xc0) != 0x80) {
            str_add(b, "...", 3);
            break;
        }
        bool bad = strchr("`|\n\t", *text) != NULL;
        str_add(b, bad ? " " : text, 1);
    }
    str_add(b, "`", 1);
}

char *
report_markdown(json_t *records)
{
    const json_t *record = json_array_get(records, 0), *x;
    const json_t *list = json_object_get(record, "exercises");
    struct str_buf b = {0};
    size_t i;
    char *points = points_in_words(number_of(record, "score"),
                                   number_of(record, "max_score"));
    str_printf(&b,
               "### %d of %zu exercises passed, %s\n\n"
               "| | exercise | verdict | points | what was found |\n"
               "|---|---|---|---:|---|\n",
               report_count_passed(record), json_array_size(list), points);
    free(points);
    json_array_foreach (list, i, x) {
        str_printf(&b, "| %d | ", number_of(x, "chapter"));
        code_cell(&b, text_of(x, "name"));
        str_printf(&b, " | %s | %d/%d | ", text_of(x, "verdict"),
                   number_of(x, "score"), number_of(x, "max_score"));
        if (*text_of(x, "evidence") != '\0')
            code_cell(&b, text_of(x, "evidence"));
        str_add(&b, " |\n", 3);
    }
    str_printf(&b, "\n%s\n", report_sandbox(text_of(record, "sandbox")));
    long long seed;
    if (report_one_seed(record, &seed))
        str_printf(&b, "\nThe same inputs again: `make grade SEED=%lld`\n",
                   seed);
    else {
        str_printf(&b,
                   "\nThe same inputs again, each with its own seed:\n\n");
        json_array_foreach (list, i, x) {
            str_add(&b, "- ", 2);
            char *command =
                str_format("make grade EX=%s SEED=%lld", text_of(x, "name"),
                           report_seed(record, x));
            code_cell(&b, command);
            str_add(&b, "\n", 1);
            free(command);
        }
    }
    return b.data;
}
