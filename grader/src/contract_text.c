/*
 * contract_text.c - memory, slices of text and sentences for people.
 */
#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_BYTES 200

/* A command reads a few small files and ends: memory is only ever taken. */
struct kept {
    struct kept *next;
    max_align_t bytes[];
};

static struct kept *all_kept;

void *
keep(size_t bytes)
{
    struct kept *block = calloc(1, sizeof *block + bytes);
    if (!block) {
        fputs("contract: out of memory\n", stderr);
        exit(2);
    }
    block->next = all_kept;
    all_kept = block;
    return block->bytes;
}

/* An array of count elements that has room for one more; its room doubles
 * whenever count is a power of two. */
void *
grown(void *old, size_t count, size_t each)
{
    if (count & (count - 1))
        return old;
    void *new = keep((count ? 2 * count : 1) * each);
    if (count)
        memcpy(new, old, count * each);
    return new;
}

char *
keep_text(const char *at, size_t len)
{
    char *copy = keep(len + 1);
    memcpy(copy, at, len);
    return copy;
}

char *
keep_format(const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *text = keep((size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

static void
say_list(struct sentence *into, const char *format, va_list args)
{
    size_t used = strlen(into->text);
    vsnprintf(into->text + used, sizeof into->text - used, format, args);
}

void
say(struct sentence *into, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say_list(into, format, args);
    va_end(args);
}

/* Length of the printable character at `at`, 0 if it must be escaped. */
static size_t
printable(const unsigned char *at, size_t left)
{
    if (at[0] < 0x80)
        return at[0] >= 0x20 && at[0] != 0x7f;
    size_t len = at[0] >= 0xf0   ? 4
                 : at[0] >= 0xe0 ? 3
                 : at[0] >= 0xc2 ? 2
                                 : 0;
    if (len == 0 || at[0] > 0xf4 || len > left)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    /* U+0080 to U+009F are controls too. */
    return at[0] == 0xc2 && at[1] < 0xa0 ? 0 : len;
}

/* Appends the text in quotes: controls and broken UTF-8 escaped, long text
 * cut. */
void
say_quoted(struct sentence *into, struct slice text)
{
    say(into, "\"");
    size_t i = 0;
    while (i < text.len && i < SHOWN_BYTES) {
        const unsigned char *at = (const unsigned char *)text.at + i;
        size_t len = printable(at, text.len - i);
        if (len)
            say(into, "%.*s", (int)len, text.at + i);
        else if (*at == '\t')
            say(into, "\\t");
        else if (*at == '\r')
            say(into, "\\r");
        else
            say(into, "\\x%02x", *at);
        i += len ? len : 1;
    }
    say(into, i < text.len ? "...\"" : "\"");
}

/* Notes a mistake in a contract; always false. */
bool
wrong(struct sentence *mistake, const char *path, int line,
      const char *format, ...)
{
    va_list args;
    mistake->text[0] = '\0';
    if (line > 0)
        say(mistake, "%s:%d: ", path, line);
    else
        say(mistake, "%s: ", path);
    va_start(args, format);
    say_list(mistake, format, args);
    va_end(args);
    return false;
}

/* False if there is more than limit or it cannot be read. */
bool
read_all(FILE *from, size_t limit, struct slice *text)
{
    size_t room = 4096, len = 0;
    char *bytes = keep(room + 1);
    for (;;) {
        len += fread(bytes + len, 1, room - len, from);
        if (len < room)
            break;
        char *more = keep(2 * room + 1);
        memcpy(more, bytes, len);
        bytes = more;
        room *= 2;
        if (len > limit)
            return false;
    }
    *text = (struct slice){bytes, len};
    return !ferror(from) && len <= limit;
}

/* The lines without their newlines; the last one need not have one. */
int
split_lines(struct slice text, struct slice **lines)
{
    int count = 0;
    *lines = NULL;
    while (text.len > 0) {
        const char *end = memchr(text.at, '\n', text.len);
        size_t len = end ? (size_t)(end - text.at) : text.len;
        *lines = grown(*lines, (size_t)count, sizeof **lines);
        (*lines)[count++] = (struct slice){text.at, len};
        len += end != NULL;
        text.at += len;
        text.len -= len;
    }
    return count;
}

struct slice
slice_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

bool
same(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* A letter or underscore, then letters, digits, underscores. */
bool
is_name(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c != '_' && !(i ? isalnum(c) : isalpha(c)))
            return false;
    }
    return text.len > 0;
}
