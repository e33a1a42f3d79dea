/* str.h - lists of strings, growing buffers, small files. */
#ifndef MANY_HANDS_STR_H
#define MANY_HANDS_STR_H

#include <stdbool.h>
#include <stddef.h>

/* A NULL-terminated list; items belong to the list. */
struct str_list {
    char **items;
    size_t count;
};

/* Appends copies of the strings up to a final NULL. */
void str_list_add(struct str_list *list, ...);
void str_list_free(char **items);

/* A text that grows; always NUL-terminated once something was added. */
struct str_buf {
    char *data;
    size_t len, capacity;
};

void str_add(struct str_buf *b, const void *bytes, size_t len);
void str_printf(struct str_buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* 'x' with every ' inside made safe for sh; the caller frees. */
char *str_shell_quote(const char *s);

/* A newly allocated formatted string; stops the program if memory is out.
 */
char *str_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The whole file, NUL-terminated; NULL with errno set.  EFBIG when it is
 * larger than `limit` bytes. */
char *str_read_file(const char *path, size_t limit, size_t *len);

/* Writes the file beside itself and renames it: whoever reads sees the old
 * content or the new one, never a half.  0, or -1 with errno set. */
int str_write_file(const char *path, const void *bytes, size_t len);

/* Removes a folder and all in it, following no links. */
void str_remove_tree(const char *path);

/* mkdir -p; 0 or -1 */
int str_make_folders(const char *path);

/* The number of an option; if it is none from low to high, one sentence on
 * stderr that begins with the program's name, and false. */
bool str_to_number(const char *program, const char *text, const char *what,
                   unsigned long long low, unsigned long long high,
                   unsigned long long *value);

#endif
