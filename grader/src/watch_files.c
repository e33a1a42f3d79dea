/*
 * watch_files.c - which file was saved.
 *
 * Editors save in different ways: they write in place, write a new file and
 * rename it over the old one, or do either twice.  So a file counts as
 * saved when it was closed after writing, renamed into its place or
 * deleted, and then nothing more happened to it for SETTLE milliseconds.
 */
#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum { SETTLE = 150, MOST = 128 };

struct watch_files {
    int fd, root;
    const struct options *o;
    json_t *all;
    struct folder {
        int watch;
        const char *slug;
    } folders[MOST];
    int nfolders;
    long long due[MOST]; /* by exercise: when it has settled; 0: no save */
    bool saved[MOST];    /* else its whole folder has come anew */
    char stray[128];
};

static long long
milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- folders -----------------------------------------------------------
 */

static void
watch_folder(struct watch_files *f, const char *slug)
{
    char *path = str_format("%s/%s", f->o->from, slug);
    int watch =
        inotify_add_watch(f->fd, path,
                          IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
                              IN_DELETE | IN_ONLYDIR);
    free(path);
    for (int i = 0; watch != -1 && i < f->nfolders; i++)
        if (strcmp(f->folders[i].slug, slug) == 0) {
            f->folders[i].watch = watch;
            return;
        }
    if (watch != -1 && f->nfolders < MOST)
        f->folders[f->nfolders++] = (struct folder){watch, slug};
}

/* Every file of a chapter may have changed: its folder has come anew. */
static void
touch_chapter(struct watch_files *f, const char *slug)
{
    size_t i;
    json_t *x;
    json_array_foreach (f->all, i, x)
        if (i < MOST &&
            (slug == NULL || strcmp(text_of(x, "slug"), slug) == 0))
            f->due[i] = milliseconds() + SETTLE;
}

struct watch_files *
files_open(const struct options *o, json_t *all)
{
    struct watch_files *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    f->o = o;
    f->all = all;
    f->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (f->fd != -1)
        f->root = inotify_add_watch(f->fd, o->from,
                                    IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
    if (f->fd == -1 || f->root == -1) {
        fprintf(stderr, "watch: cannot watch %s: %s%s\n", o->from,
                strerror(errno),
                errno == EMFILE || errno == ENOSPC
                    ? "; too many programs watch files already "
                      "(fs.inotify)"
                    : "");
        files_close(f);
        return NULL;
    }
    const char *last = "";
    size_t i;
    json_t *x;
    json_array_foreach (all, i, x) {
        if (strcmp(text_of(x, "slug"), last) != 0)
            watch_folder(f, text_of(x, "slug"));
        last = text_of(x, "slug");
    }
    return f;
}

void
files_close(struct watch_files *f)
{
    if (f->fd != -1)
        close(f->fd);
    free(f);
}

int
files_fd(const struct watch_files *f)
{
    return f->fd;
}

/* --- events ------------------------------------------------------------
 */

static void
file_event(struct watch_files *f, const char *slug, const char *name)
{
    size_t i, n = strlen(name);
    json_t *x;
    json_array_foreach (f->all, i, x)
        if (i < MOST && strcmp(text_of(x, "slug"), slug) == 0 &&
            strcmp(text_of(x, "file"), name) == 0) {
            f->due[i] = milliseconds() + SETTLE;
            f->saved[i] = true;
            return;
        }
    /* Editors' own files have other names: .x.swp, x~, 4913, #x# */
    if (name[0] != '.' && name[0] != '#' && n > 2 &&
        (strcmp(name + n - 2, ".c") == 0 ||
         (n > 3 && strcmp(name + n - 3, ".sh") == 0) ||
         (n > 6 && strcmp(name + n - 6, ".slurm") == 0)))
        snprintf(f->stray, sizeof f->stray, "%.60s/%.60s", slug, name);
}

static void
event(struct watch_files *f, const struct inotify_event *e)
{
    if (e->mask & IN_Q_OVERFLOW)
        touch_chapter(f, NULL);
    if (e->wd == f->root && e->len > 0) {
        size_t i;
        json_t *x;
        json_array_foreach (f->all, i, x)
            if (strcmp(text_of(x, "slug"), e->name) == 0) {
                watch_folder(f, text_of(x, "slug"));
                touch_chapter(f, text_of(x, "slug"));
                break;
            }
    }
    for (int i = 0; i < f->nfolders; i++) {
        if (f->folders[i].watch != e->wd || e->wd == f->root)
            continue;
        if (e->mask & IN_IGNORED) /* the folder is gone */
            f->folders[i].watch = -1;
        else if (e->len > 0)
            file_event(f, f->folders[i].slug, e->name);
    }
}

void
files_read(struct watch_files *f)
{
    _Alignas(struct inotify_event) char buffer[8192];
    ssize_t n;
    while ((n = read(f->fd, buffer, sizeof buffer)) > 0)
        for (char *p = buffer; p < buffer + n;) {
            const struct inotify_event *e = (const void *)p;
            event(f, e);
            p += sizeof *e + e->len;
        }
}

int
files_timeout(const struct watch_files *f)
{
    long long first = 0;
    for (int i = 0; i < MOST; i++)
        if (f->due[i] != 0 && (first == 0 || f->due[i] < first))
            first = f->due[i];
    if (first == 0)
        return -1;
    long long left = first - milliseconds();
    return left > 0 ? (int)left : 0;
}

int
files_next(struct watch_files *f, bool *saved)
{
    for (int i = 0; i < MOST; i++)
        if (f->due[i] != 0 && f->due[i] <= milliseconds()) {
            *saved = f->saved[i];
            f->due[i] = 0;
            f->saved[i] = false;
            return i;
        }
    return -1;
}

const char *
files_stray(struct watch_files *f)
{
    static char name[sizeof f->stray];
    memcpy(name, f->stray, sizeof name);
    f->stray[0] = '\0';
    return name;
}
