/* html_code.c - C in the book's colours, a line at a time. */
#define _GNU_SOURCE
#include "html.h"

#include <ctype.h>
#include <string.h>

static bool
in_list(const char *const *list, const char *s, size_t len)
{
    for (; *list != NULL; list++)
        if (strlen(*list) == len && memcmp(*list, s, len) == 0)
            return true;
    return false;
}

/* The class of a word, or "". */
static const char *
class_of(const char *s, size_t len)
{
    static const char *const keywords[] = {
        "break",    "case",          "continue", "default",  "do",
        "else",     "enum",          "extern",   "for",      "goto",
        "if",       "inline",        "return",   "sizeof",   "static",
        "struct",   "switch",        "typedef",  "union",    "volatile",
        "while",    "const",         "register", "restrict", "_Atomic",
        "_Alignas", "_Thread_local", NULL};
    static const char *const types[] = {
        "bool", "char",     "double", "float",    "int",
        "long", "short",    "signed", "unsigned", "void",
        "FILE", "MPI_Comm", NULL};
    if (in_list(keywords, s, len))
        return "kw";
    return in_list(types, s, len) ||
                   (len > 2 && s[len - 2] == '_' && s[len - 1] == 't')
               ? "dt"
               : "";
}

static void
span(struct str_buf *b, const char *class, const char *s, size_t len)
{
    if (*class != '\0')
        html_add(b, "<span class=\"%s\">", class);
    html_bytes(b, s, len);
    if (*class != '\0')
        html_add(b, "</span>");
}

static size_t
length_of_literal(const char *s, size_t len)
{
    size_t n = 1;
    while (n < len && s[n] != s[0])
        n += s[n] == '\\' && n + 1 < len ? 2 : 1;
    return n < len ? n + 1 : len;
}

/* The token at s and its class; *in_comment goes on to the next line. */
static size_t
token(const char *s, size_t len, bool *in_comment, const char **class)
{
    bool begins = !*in_comment && len >= 2 && memcmp(s, "/*", 2) == 0;
    *class = "";
    if (*in_comment || begins) {
        size_t from = begins ? 2 : 0;
        const char *end = memmem(s + from, len - from, "*/", 2);
        *in_comment = end == NULL;
        *class = "co";
        return end != NULL ? (size_t)(end - s) + 2 : len;
    }
    if (len >= 2 && memcmp(s, "//", 2) == 0) {
        *class = "co";
        return len;
    }
    if (*s == '"' || *s == '\'') {
        *class = "st";
        return length_of_literal(s, len);
    }
    size_t n = 0;
    while (n < len &&
           (isalnum((unsigned char)s[n]) || s[n] == '_' ||
            (n > 0 && s[n] == '.' && isdigit((unsigned char)*s))))
        n++;
    if (n > 0)
        *class = isdigit((unsigned char)*s) ? "dv" : class_of(s, n);
    else /* what is neither: up to the next thing that may be coloured */
        do
            n++;
        while (n < len && !isalnum((unsigned char)s[n]) &&
               strchr("_\"'/", s[n]) == NULL);
    return n;
}

void
html_code(struct str_buf *b, const char *line, size_t len, bool *in_comment)
{
    size_t at = 0, blank = strspn(line, " \t");
    if (!*in_comment && blank < len && line[blank] == '#') {
        span(b, "pp", line, len);
        return;
    }
    while (at < len) {
        const char *class;
        size_t n = token(line + at, len - at, in_comment, &class);
        span(b, class, line + at, n);
        at += n;
    }
}
