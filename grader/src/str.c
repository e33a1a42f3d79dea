/* str.c - see str.h */
#define _GNU_SOURCE
#include "str.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *
must(void *memory)
{
    if (memory == NULL) {
        fputs("grade: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

void
str_list_add(struct str_list *list, ...)
{
    va_list ap;
    va_start(ap, list);
    for (const char *s; (s = va_arg(ap, const char *)) != NULL;) {
        list->items = must(
            realloc(list->items, (list->count + 2) * sizeof *list->items));
        list->items[list->count++] = must(strdup(s));
        list->items[list->count] = NULL;
    }
    va_end(ap);
}

void
str_list_free(char **items)
{
    for (char **i = items; i != NULL && *i != NULL; i++)
        free(*i);
    free(items);
}

void
str_add(struct str_buf *b, const void *bytes, size_t len)
{
    if (b->len + len + 1 > b->capacity) {
        b->capacity = 2 * (b->len + len + 1);
        b->data = must(realloc(b->data, b->capacity));
    }
    memcpy(b->data + b->len, bytes, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void
str_printf(struct str_buf *b, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *s = NULL;
    int n = vasprintf(&s, format, ap);
    va_end(ap);
    must(n < 0 ? NULL : s);
    str_add(b, s, (size_t)n);
    free(s);
}

char *
str_format(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *s = NULL;
    int n = vasprintf(&s, format, ap);
    va_end(ap);
    return must(n < 0 ? NULL : s);
}

char *
str_shell_quote(const char *s)
{
    struct str_buf b = {0};
    str_add(&b, "'", 1);
    for (; *s; s++)
        if (*s == '\'')
            str_add(&b, "'\\''", 4);
        else
            str_add(&b, s, 1);
    str_add(&b, "'", 1);
    return b.data;
}

char *
str_read_file(const char *path, size_t limit, size_t *len)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd == -1)
        return NULL;
    struct str_buf b = {0};
    char block[65536];
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) > 0 && b.len <= limit)
        str_add(&b, block, (size_t)n);
    int error = n < 0 ? errno : b.len > limit ? EFBIG : 0;
    close(fd);
    if (error != 0) {
        free(b.data);
        errno = error;
        return NULL;
    }
    str_add(&b, "", 0);
    if (len != NULL)
        *len = b.len;
    return b.data;
}

int
str_write_file(const char *path, const void *bytes, size_t len)
{
    char *temporary = str_format("%s.%d.new", path, (int)getpid());
    int fd =
        open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    int failed = fd == -1;
    for (size_t done = 0; !failed && done < len;) {
        ssize_t n = write(fd, (const char *)bytes + done, len - done);
        failed = n < 0;
        done += n > 0 ? (size_t)n : 0;
    }
    if (fd != -1) { /* a full disk may speak up only at fsync or close */
        failed = fsync(fd) == -1 || failed;
        failed = close(fd) == -1 || failed;
    }
    if (!failed)
        failed = rename(temporary, path) == -1;
    int error = errno;
    if (failed && fd != -1)
        unlink(temporary);
    free(temporary);
    errno = error;
    return failed ? -1 : 0;
}

/* fts goes into each folder: a whole path may be longer than any call
 * takes.
 */
void
str_remove_tree(const char *path)
{
    char *roots[] = {(char *)(uintptr_t)path, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOSTAT, NULL);
    for (FTSENT *e; tree != NULL && (e = fts_read(tree)) != NULL;)
        if (e->fts_info == FTS_DP)
            rmdir(e->fts_accpath);
        else if (e->fts_info != FTS_D)
            remove(e->fts_accpath);
    if (tree != NULL)
        fts_close(tree);
}

int
str_make_folders(const char *path)
{
    char *copy = must(strdup(path));
    for (char *p = copy + 1; (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        mkdir(copy, 0755);
        *p = '/';
    }
    int result = mkdir(copy, 0755) == -1 && errno != EEXIST ? -1 : 0;
    free(copy);
    return result;
}

bool
str_to_number(const char *program, const char *text, const char *what,
              unsigned long long low, unsigned long long high,
              unsigned long long *value)
{
    char *end;
    errno = 0;
    *value = strtoull(text, &end, 10);
    if (*text != '-' && *text != '\0' && *end == '\0' && errno == 0 &&
        *value >= low && *value <= high)
        return true;
    fprintf(stderr,
            "%s: %s must be a number from %llu to %llu, not \"%.40s\"\n",
            program, what, low, high, text);
    return false;
}
