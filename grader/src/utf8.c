/* utf8.c - see utf8.h */
#define _GNU_SOURCE
#include "utf8.h"
#include "str.h"

#include <stdbool.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define ELLIPSIS "\xe2\x80\xa6"    /* U+2026 */

/* Table 3-7 of the Unicode standard: what may follow a first byte. */
size_t
utf8_valid(const char *s, size_t len, unsigned *code)
{
    const unsigned char *p = (const unsigned char *)s;
    if (len == 0)
        return 0;
    if (p[0] < 0x80) {
        *code = p[0];
        return 1;
    }
    size_t n = p[0] >= 0xc2 && p[0] <= 0xdf   ? 2
               : p[0] >= 0xe0 && p[0] <= 0xef ? 3
               : p[0] >= 0xf0 && p[0] <= 0xf4 ? 4
                                              : 0;
    if (n == 0 || n > len)
        return 0;
    unsigned c = p[0] & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3f);
    }
    if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000) || c > 0x10ffff ||
        (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *code = c;
    return n;
}

/* Characters that no report shows as they are. */
static bool
unwelcome(unsigned c)
{
    return (c >= 0x80 && c < 0xa0) || (c >= 0xfdd0 && c <= 0xfdef) ||
           (c & 0xfffe) == 0xfffe || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 ||
           c == 0xfeff;
}

static void
add_control(struct str_buf *b, unsigned c)
{
    char picture[] = {'\xe2', '\x90', (char)(0x80 + c), '\0'};
    str_add(b, c == 127 ? "\xe2\x90\xa1" : picture, 3);
}

char *
utf8_clean(const char *bytes, size_t len, size_t limit)
{
    enum { LONGEST = 4 };
    struct str_buf b = {0};
    size_t at = 0;
    str_add(&b, "", 0);
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        at = 3; /* the byte order mark that some editors write */
    while (at < len) {
        unsigned c = 0;
        size_t n = utf8_valid(bytes + at, len - at, &c);
        if (b.len + LONGEST + strlen(ELLIPSIS) > limit &&
            (at + n < len || b.len + n > limit)) {
            if (b.len + strlen(ELLIPSIS) <= limit)
                str_add(&b, ELLIPSIS, strlen(ELLIPSIS));
            break;
        }
        if (c == '\r' && at + 1 < len && bytes[at + 1] == '\n')
            ; /* the line feed is enough */
        else if (n == 1 && (c < 32 || c == 127) && c != '\n' && c != '\t')
            add_control(&b, c);
        else if (n == 0 || unwelcome(c))
            str_add(&b, REPLACEMENT, strlen(REPLACEMENT));
        else
            str_add(&b, bytes + at, n);
        at += n > 0 ? n : 1;
    }
    return b.data;
}
