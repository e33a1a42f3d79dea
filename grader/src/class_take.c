/* class_take.c - finds the submissions and takes the answers out. */
#define _GNU_SOURCE
#include "box.h"
#include "class.h"
#include "class_scan.h"
#include "str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- who is there ------------------------------------------------------
 */

/* What a name ends in, and how to read such a file. */
static const struct {
    const char *ending, *reader;
} archives[] = {{".zip", "zip"}, {".tar", "tar"},    {".tar.gz", "tar"},
                {".tgz", "tar"}, {".tar.xz", "tar"}, {".txz", "tar"}};

/* "zip", "tar" or NULL; *len becomes the length without the ending. */
static const char *
archive_kind(const char *file, size_t *len)
{
    size_t n = strlen(file);
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
        size_t e = strlen(archives[i].ending);
        if (n > e && strcasecmp(file + n - e, archives[i].ending) == 0) {
            *len = n - e;
            return archives[i].reader;
        }
    }
    return NULL;
}

/* Hidden files and the class's own are no submissions. */
static int
is_candidate(const struct dirent *e)
{
    return e->d_name[0] != '.' && strcmp(e->d_name, "__MACOSX") != 0 &&
           strcmp(e->d_name, "class.json") != 0;
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void
add_student(struct class *c, const char *file)
{
    struct stat st;
    size_t len = strlen(file);
    char *path = str_format("%s/%s", c->submissions, file);
    if (lstat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        archive_kind(file, &len);
    free(path);
    char *name = class_name(file, len);
    for (size_t i = 0; i < c->nstudents; i++) {
        struct student *other = &c->students[i];
        if (strcmp(other->name, name) != 0)
            continue;
        if (other->refused == NULL) {
            char *a = class_name(other->file, strlen(other->file));
            char *b = class_name(file, strlen(file));
            other->refused = str_format(
                "there are two submissions, %s and %s; leave one", a, b);
            free(a);
            free(b);
        }
        free(name);
        return;
    }
    c->students[c->nstudents++] =
        (struct student){.name = name, .file = strdup(file)};
}

bool
class_find(struct class *c)
{
    struct dirent **list = NULL;
    int n = scandir(c->submissions, &list, is_candidate, by_bytes);
    if (n < 0) {
        fprintf(stderr, "class: cannot read SUBMISSIONS=%s: %s\n",
                c->submissions, strerror(errno));
        return false;
    }
    c->students = calloc((size_t)n + 1, sizeof *c->students);
    for (int i = 0; i < n; i++) {
        if (c->students != NULL)
            add_student(c, list[i]->d_name);
        free(list[i]);
    }
    free(list);
    if (c->nstudents == 0)
        fprintf(stderr,
                "class: there is no submission in SUBMISSIONS=%s: each is "
                "a folder, a .zip, .tar, .tar.gz, .tgz, .tar.xz or .txz\n",
                c->submissions);
    class_folders(c);
    return c->nstudents > 0;
}

/* --- a folder ----------------------------------------------------------
 */

static void
read_file(int folder, const char *name, struct scan *s)
{
    struct scan_file *f = &s->files[s->nfiles - 1];
    int fd = openat(folder, name,
                    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    char block[65536];
    ssize_t n = -1;
    if (fd == -1 || fstat(fd, &st) == -1)
        scan_refuse(s, "%.150s cannot be read: %s", f->path,
                    strerror(errno));
    else if (!S_ISREG(st.st_mode) || st.st_nlink > 1)
        scan_refuse(s, "%.150s changed while it was read", f->path);
    else
        while (f->bytes.len < SCAN_KEPT &&
               (n = read(fd, block, sizeof block)) > 0)
            str_add(&f->bytes, block, (size_t)n);
    if (fd != -1 && n < 0)
        scan_refuse(s, "%.150s cannot be read: %s", f->path,
                    strerror(errno));
    if (fd != -1)
        close(fd);
}

static enum scan_kind
kind_of(const struct stat *st)
{
    return S_ISDIR(st->st_mode)    ? SCAN_FOLDER
           : S_ISLNK(st->st_mode)  ? SCAN_SYMLINK
           : !S_ISREG(st->st_mode) ? SCAN_OTHER
           : st->st_nlink > 1      ? SCAN_HARDLINK
                                   : SCAN_REGULAR;
}

static void scan_folder(int fd, const char *path, struct scan *s);

static void
scan_one(int folder, const char *name, const char *path, struct scan *s)
{
    struct stat st;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == -1) {
        scan_refuse(s, "%.150s cannot be read: %s", path, strerror(errno));
        return;
    }
    int wanted = scan_entry(s, path, kind_of(&st), st.st_size, st.st_mtime);
    if (wanted >= 0 && S_ISREG(st.st_mode))
        scan_bytes(s, path, st.st_size, st.st_size);
    if (wanted == 1)
        read_file(folder, name, s);
    if (wanted < 0 || !S_ISDIR(st.st_mode) || strcmp(name, ".git") == 0)
        return;
    int fd = openat(folder, name,
                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd == -1)
        scan_refuse(s, "%.150s cannot be read: %s", path, strerror(errno));
    else
        scan_folder(fd, path, s);
}

/* In the order of the names, so that it is always the same thing that is
 * refused.  Closes fd. */
static void
scan_folder(int fd, const char *path, struct scan *s)
{
    struct dirent **list = NULL;
    int n = scandirat(fd, ".", &list, NULL, by_bytes);
    if (n < 0)
        scan_refuse(s, "%.150s cannot be read: %s", path, strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *name = list[i]->d_name;
        bool self = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (!self && s->refused[0] == '\0') {
            char *p =
                *path ? str_format("%s/%s", path, name) : strdup(name);
            scan_one(fd, name, p, s);
            free(p);
        }
        free(list[i]);
    }
    free(list);
    close(fd);
}

/* --- an archive --------------------------------------------------------
 */

/* The program that reads archives lies beside this one. */
static bool
find_unpack(char *path, size_t size)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return false;
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    return snprintf(path, size, "%s/unpack", self) < (int)size;
}

/* What unpack prints; see unpack.c.  Whatever it is, only names that are
 * wanted get in. */
static bool
parse_unpacked(struct scan *s, const char *at, const char *end)
{
    char path[SCAN_PATH];
    long long newest, strays;
    size_t len;
    int n = 0;
    if (sscanf(at, "refused %n", &n) == 0 && n > 0) {
        scan_refuse(s, "%.*s", (int)strcspn(at + n, "\n"), at + n);
        return true;
    }
    if (sscanf(at, "newest %lld strays %lld%n", &newest, &strays, &n) != 2)
        return false;
    s->newest = newest;
    s->strays = (size_t)strays;
    for (at += n + 1; at < end && strncmp(at, "end\n", 4) != 0;) {
        n = 0;
        if (sscanf(at, "file %999s %zu%n", path, &len, &n) != 2 ||
            (size_t)(end - at) < (size_t)n + 1 + len)
            return false;
        if (scan_entry(s, path, SCAN_REGULAR, -1, 0) != 1 ||
            strchr(path, '/') != strrchr(path, '/'))
            return false;
        at += n + 1;
        str_add(&s->files[s->nfiles - 1].bytes, at, len);
        at += len;
    }
    return at < end;
}

/* An archive is read in a box: a fault in the library that reads it cannot
 * reach the grader. */
static void
scan_boxed(const char *path, const char *kind, struct scan *s)
{
    char unpack[PATH_MAX];
    if (!find_unpack(unpack, sizeof unpack)) {
        scan_refuse(s, "the program unpack is missing; run make again");
        return;
    }
    struct str_list argv = {0};
    str_list_add(&argv, "/unpack", kind, "/submission", NULL);
    for (char *const *w = s->wanted; *w != NULL; w++)
        str_list_add(&argv, *w, NULL);
    struct box_file files[] = {{unpack, "/unpack", false},
                               {path, "/submission", false}};
    struct box_request q = {.argv = argv.items,
                            .files = files,
                            .nfiles = 2,
                            .limits = box_default_limits};
    q.limits.output_bytes = SCAN_ALL + (1 << 20);
    q.limits.cpu_seconds = 10;
    struct box_result r;
    box_run(&q, &r);
    str_list_free(argv.items);
    if (r.end == BOX_TIME || r.end == BOX_MEMORY || r.end == BOX_OUTPUT)
        scan_refuse(s, "unpacking it takes too much time or memory (%s)",
                    r.why);
    else if (r.end != BOX_EXITED || r.status != 0 || r.out == NULL ||
             !parse_unpacked(s, r.out, r.out + r.out_len))
        scan_refuse(s, "it cannot be unpacked: %s%.150s", r.why,
                    r.err != NULL ? r.err : "");
    box_result_free(&r);
}

/* --- one submission ----------------------------------------------------
 */

static void
scan_submission(struct class *c, struct student *s, struct scan *scan)
{
    struct stat st;
    size_t len;
    char *path = str_format("%s/%s", c->submissions, s->file);
    const char *kind = archive_kind(s->file, &len);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (lstat(path, &st) == -1 || (fd == -1 && errno != ELOOP))
        scan_refuse(scan, "it cannot be read: %s", strerror(errno));
    else if (S_ISLNK(st.st_mode))
        scan_refuse(scan, "it is a symbolic link");
    else if (S_ISDIR(st.st_mode)) {
        scan_folder(fd, "", scan);
        fd = -1;
        scan_end(scan);
    } else if (!S_ISREG(st.st_mode))
        scan_refuse(scan, "it is a device, a pipe or a socket");
    else if (kind == NULL)
        scan_refuse(scan, "it is none of: folder, .zip, .tar, .tar.gz, "
                          ".tgz, .tar.xz, .txz");
    else if (st.st_size > SCAN_ALL)
        scan_refuse(scan, "it is larger than 64 MiB");
    else
        scan_boxed(path, kind, scan);
    if (fd != -1)
        close(fd);
    free(path);
}

/* Puts the answers where they can be graded, under a name that nobody can
 * guess: without a mount namespace an answer could read another. */
static bool
keep(struct class *c, struct student *s, const struct scan *scan)
{
    s->taken = str_format("%s/taken-XXXXXX", c->tmp);
    if (mkdtemp(s->taken) == NULL || chmod(s->taken, 0755) == -1)
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < scan->nfiles; i++) {
        const struct scan_file *f = &scan->files[i];
        if (scan_is_header(f->path))
            continue;
        char *path = str_format("%s/%s", s->taken, f->path);
        char *slash = strrchr(path, '/');
        *slash = '\0';
        ok = str_make_folders(path) == 0;
        *slash = '/';
        int fd =
            ok ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)
               : -1;
        ok = fd != -1 &&
             (f->bytes.len == 0 || write(fd, f->bytes.data, f->bytes.len) ==
                                       (ssize_t)f->bytes.len);
        if (fd != -1)
            close(fd);
        free(path);
    }
    return ok;
}

/* The grader takes its own headers; who has changed one should know. */
static void
compare_headers(const struct class *c, struct student *s, struct scan *scan)
{
    struct str_buf others = {0};
    for (size_t i = 0; i < scan->nfiles; i++) {
        struct scan_file *f = &scan->files[i];
        char *slug = strndup(f->path, strcspn(f->path, "/"));
        if (scan_is_header(f->path) &&
            submission_other_header(&c->options, slug, f->bytes.data,
                                    f->bytes.len))
            str_printf(&others, "%s%s", others.len > 0 ? ", " : "", slug);
        free(slug);
    }
    s->headers = others.data;
}

static void
want(struct str_list *list, const json_t *exercise, const char *file)
{
    char *path = str_format("%s/%s", text_of(exercise, "slug"), file);
    str_list_add(list, path, NULL);
    free(path);
}

static char *const *
wanted(const struct class *c)
{
    static struct str_list list;
    const char *last = "";
    size_t i;
    json_t *x;
    if (list.items == NULL)
        json_array_foreach (c->all, i, x) {
            want(&list, x, text_of(x, "file"));
            if (strcmp(text_of(x, "slug"), last) != 0)
                want(&list, x, "contract.h");
            last = text_of(x, "slug");
        }
    return list.items;
}

void
class_take(struct class *c, struct student *s)
{
    struct scan scan = {.wanted = wanted(c)};
    if (s->refused == NULL) {
        scan_submission(c, s, &scan);
        if (scan.refused[0] == '\0' && !keep(c, s, &scan))
            scan_refuse(&scan, "its answers cannot be copied to %s: %s",
                        c->tmp, strerror(errno));
        if (scan.refused[0] != '\0')
            s->refused = class_name(scan.refused, strlen(scan.refused));
        else
            compare_headers(c, s, &scan);
    }
    s->submitted = scan.newest;
    s->strays = scan.strays;
    scan_free(&scan);
}
