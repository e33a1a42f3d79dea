/* class_names.c - names of students: for people and for file systems. */
#define _GNU_SOURCE
#include "class.h"
#include "str.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 80 };

/* Control characters, and those that turn the direction of a line. */
static bool
steers(unsigned c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

char *
class_name(const char *file, size_t len)
{
    struct str_buf b = {0};
    str_add(&b, "", 0);
    for (size_t i = 0; i < len;) {
        unsigned c = 0;
        size_t n = utf8_valid(file + i, len - i, &c);
        if (n > 0 && !steers(c) && c != '\\')
            str_add(&b, file + i, n);
        else
            for (size_t k = 0; k < (n > 0 ? n : 1); k++)
                str_printf(&b, "\\x%02x", (unsigned char)file[i + k]);
        i += n > 0 ? n : 1;
    }
    return b.data;
}

/* Letters, digits and what harms nowhere stay; the rest becomes `_`. */
static char *
safe_folder(const char *name)
{
    char *folder = strndup(name, LONGEST);
    size_t n = strlen(folder);
    if (strlen(name) > n) /* do not end in half a character */
        while (n > 0 && ((unsigned char)name[n] & 0xc0) == 0x80)
            folder[--n] = '\0';
    for (char *p = folder; *p; p++)
        if ((unsigned char)*p < 0x80 &&
            strchr(" \\/:*?\"'<>|%#&;$`!~^{}[]()=,", *p) != NULL)
            *p = '_';
    if (n > 0 && (folder[0] == '-' || folder[0] == '.'))
        folder[0] = '_';
    if (n > 0 && folder[n - 1] == '.')
        folder[n - 1] = '_';
    return folder;
}

static bool
is_taken(const struct class *c, const char *folder)
{
    static const char *const ours[] = {"", "index.html", "gradebook.csv",
                                       "journal.jsonl", "running"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcasecmp(folder, ours[i]) == 0)
            return true;
    for (size_t i = 0; i < c->nstudents; i++)
        if (c->students[i].folder != NULL &&
            strcasecmp(folder, c->students[i].folder) == 0)
            return true;
    return false;
}

void
class_folders(struct class *c)
{
    /* first the names that need no change: they keep theirs */
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < c->nstudents; i++) {
            struct student *s = &c->students[i];
            char *wish = safe_folder(s->name);
            char *folder = strdup(wish);
            if (s->folder == NULL &&
                (round == 1 || strcmp(wish, s->name) == 0)) {
                for (int n = 2; is_taken(c, folder); n++) {
                    free(folder);
                    folder = str_format("%s_%d", wish, n);
                }
                s->folder = folder;
            } else
                free(folder);
            free(wish);
        }
}
