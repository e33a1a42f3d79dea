/* html.c - see html.h */
#define _GNU_SOURCE
#include "html.h"
#include "grade.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* html.css with the book's theme and fonts, made by html_style.sh and put
 * here by the linker. */
extern const char _binary_style_css_start[], _binary_style_css_end[];

void
html_bytes(struct str_buf *b, const char *bytes, size_t len)
{
    char *clean = utf8_clean(bytes, len, (size_t)-1 / 2);
    for (const char *p = clean; *p != '\0'; p++)
        switch (*p) {
        case '&':
            str_add(b, "&amp;", 5);
            break;
        case '<':
            str_add(b, "&lt;", 4);
            break;
        case '>':
            str_add(b, "&gt;", 4);
            break;
        case '"':
            str_add(b, "&quot;", 6);
            break;
        default:
            str_add(b, p, 1);
        }
    free(clean);
}

void
html_text(struct str_buf *b, const char *text)
{
    html_bytes(b, text, strlen(text));
}

void
html_add(struct str_buf *b, const char *markup, ...)
{
    va_list ap;
    va_start(ap, markup);
    for (const char *p = markup; *p != '\0'; p++) {
        if (*p != '%') {
            str_add(b, p, 1);
            continue;
        }
        p++;
        if (*p == 's')
            html_text(b, va_arg(ap, const char *));
        else if (*p == 'd')
            str_printf(b, "%d", va_arg(ap, int));
        else
            str_add(b, "%", 1);
    }
    va_end(ap);
}

/* The four lanes of the book as the page's icon. */
static const char icon[] =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
    "viewBox='0 0 16 16' stroke-width='2.4' stroke-linecap='round'%3E"
    "%3Cpath d='M2 2.6h9' stroke='%231f5f99'/%3E"
    "%3Cpath d='M5 6.2h9' stroke='%23a84a08'/%3E"
    "%3Cpath d='M3 9.8h6' stroke='%231b7a5a'/%3E"
    "%3Cpath d='M6 13.4h7' stroke='%238a3d91'/%3E%3C/svg%3E";

void
html_begin(struct str_buf *b, const char *title, const char *kicker,
           const char *lead)
{
    html_add(b,
             "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
             "<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, "
             "initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<title>%s</title>\n<link rel=\"icon\" href=\"%s\">\n<style>",
             title, icon);
    str_add(b, _binary_style_css_start,
            (size_t)(_binary_style_css_end - _binary_style_css_start));
    html_add(b,
             "</style>\n</head>\n<body>\n<main>\n<header class=\"head\">\n"
             "<div class=\"lanes\" aria-hidden=\"true\"><i></i><i></i>"
             "<i></i><i></i></div>\n"
             "<p class=\"kicker\">%s</p>\n<h1>%s</h1>\n",
             kicker, title);
    if (*lead != '\0')
        html_add(b, "<p class=\"lead\">%s</p>\n", lead);
    html_add(b, "</header>\n");
}

void
html_end(struct str_buf *b)
{
    html_add(b, "</main>\n</body>\n</html>\n");
}

const char *
html_class(const char *verdict)
{
    if (strcmp(verdict, "PASS") == 0)
        return "pass";
    if (strcmp(verdict, "INCONCLUSIVE") == 0 ||
        strcmp(verdict, "GRADER_ERROR") == 0)
        return "unsure";
    return verdict_gives_credit(verdict) ? "part" : "fail";
}

void
html_badge(struct str_buf *b, const char *verdict)
{
    html_add(b, "<span class=\"verdict %s\">%s</span>", html_class(verdict),
             verdict);
}

void
html_meter(struct str_buf *b, const char *class, int part, int whole)
{
    int percent = whole > 0 ? (int)(100.0 * part / whole + 0.5) : 0;
    percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
    html_add(b,
             "<span class=\"meter %s\" role=\"img\" aria-label=\"%d of "
             "%d\"><i style=\"width:%d%%\"></i></span>",
             class, part, whole, percent);
}
