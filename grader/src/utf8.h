/* utf8.h - any bytes to text that every format can carry. */
#ifndef MANY_HANDS_UTF8_H
#define MANY_HANDS_UTF8_H

#include <stddef.h>

/* Valid UTF-8 of at most `limit` bytes, NUL-terminated; the caller frees.
 * What is not valid becomes U+FFFD, a control character its picture (ESC
 * is U+241B), except line feed and tab; CR LF becomes one line feed.
 * Characters that XML does not know or that turn the direction of a line
 * become U+FFFD too.  A text that was cut ends in U+2026. */
char *utf8_clean(const char *bytes, size_t len, size_t limit);

/* Length in bytes of the valid character at s, 0 if there is none. */
size_t utf8_valid(const char *s, size_t len, unsigned *code);

#endif
