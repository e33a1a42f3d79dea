/*
 * box_start.c - builds the command line of a box.
 *
 * Level "bubblewrap" is the recipe of bubblewrap's manual: every namespace,
 * only /usr and the named files in sight, no network, all of it read-only
 * but /tmp, /work and /dev/shm, which are small and die with the box.  When
 * the grader is root it becomes a throw-away user first: bubblewrap run by
 * root would keep root's power over the files it can see.
 */
#define _GNU_SOURCE
#include "box_start.h"
#include "str.h"
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_UID = 31256, LAST_UID = 31511 };

/* The folder of the locks below, where only root can look: in the abstract
 * socket space a box could take all the names itself. */
static bool
open_locks(char *path, size_t size)
{
    static const char *const folders[] = {"/run", "/tmp"};
    for (size_t i = 0; i < 2; i++) {
        struct stat st;
        snprintf(path, size, "%s/many-hands-users", folders[i]);
        if ((mkdir(path, 0700) == 0 || errno == EEXIST) &&
            lstat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
            st.st_uid == 0 && (st.st_mode & 077) == 0 &&
            access(path, W_OK) == 0)
            return true;
    }
    return false;
}

/* A user nobody has, held by a lock that the kernel takes off when the
 * grader ends, however it ends. */
static uid_t
take_uid(int *lock)
{
    char folder[64], path[96];
    if (!open_locks(folder, sizeof folder))
        return 0;
    for (uid_t uid = FIRST_UID; uid <= LAST_UID; uid++) {
        snprintf(path, sizeof path, "%s/%u", folder, (unsigned)uid);
        int fd =
            open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
            *lock = fd;
            return uid;
        }
        if (fd >= 0)
            close(fd);
    }
    return 0;
}

int
box_become(uid_t uid)
{
    if (uid == 0)
        return 0;
    return setgroups(0, NULL) | setresgid(uid, uid, uid) |
           setresuid(uid, uid, uid);
}

/* Can a user who is nobody in particular reach this path and read it, or at
 * least run it? */
static bool
world_usable(const char *path)
{
    char real[PATH_MAX];
    struct stat st;
    if (realpath(path, real) == NULL || stat(real, &st) == -1)
        return false;
    mode_t need = S_IROTH | S_IXOTH, has = st.st_mode & need;
    if (S_ISDIR(st.st_mode) ? has != need : has == 0)
        return false;
    for (char *slash;
         (slash = strrchr(real, '/')) != NULL && slash > real;) {
        *slash = '\0';
        if (stat(real, &st) == -1 || !(st.st_mode & S_IXOTH))
            return false;
    }
    return true;
}

/* The throw-away user cannot look into root's home, where many a clone
 * lies; what it may see is then copied to where it can. */
static const char *
stage(struct box_place *p, const char *host, int number)
{
    static _Thread_local char copy[PATH_MAX];
    if (p->uid == 0 || world_usable(host))
        return host;
    snprintf(copy, sizeof copy, "%s/staged-%d", p->dir, number);
    char *quoted = str_shell_quote(host), *command;
    if (asprintf(&command, "cp -RL %s %s && chmod -R a+rX %s", quoted, copy,
                 copy) < 0)
        abort();
    int failed = system(command);
    free(quoted);
    free(command);
    return failed ? host : copy;
}

static bool
make_streams(struct box_place *p, const struct box_request *r)
{
    char path[256];
    snprintf(path, sizeof path, "%s/stream", p->dir);
    if (mkdir(path, 0755) == -1)
        return false;
    for (size_t i = 0; i < r->nstreams; i++) {
        snprintf(path, sizeof path, "%s/stream/%s", p->dir,
                 r->streams[i].name);
        if (mkfifo(path, 0600) == -1 ||
            (p->uid && chown(path, p->uid, p->uid) == -1))
            return false;
    }
    return true;
}

/* The warden lies beside the running program, or in ../bin. */
static bool
find_warden(char *path, size_t size)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return false;
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(path, size, "%.*s/warden", (int)size - 20, self);
    if (access(path, X_OK) == 0)
        return true;
    snprintf(path, size, "%.*s/../bin/warden", (int)size - 20, self);
    return access(path, X_OK) == 0;
}

static const char *const namespaces[] = {"bwrap",
                                         "--unshare-all",
                                         "--unshare-user",
                                         "--hostname",
                                         "sandbox",
                                         "--die-with-parent",
                                         "--new-session",
                                         "--clearenv",
                                         "--ro-bind",
                                         "/usr",
                                         "/usr",
                                         "--ro-bind-try",
                                         "/etc/ld.so.cache",
                                         "/etc/ld.so.cache",
                                         "--ro-bind-try",
                                         "/etc/alternatives",
                                         "/etc/alternatives",
                                         "--ro-bind-try",
                                         "/etc/openmpi",
                                         "/etc/openmpi",
                                         "--ro-bind-try",
                                         "/sys/devices/system",
                                         "/sys/devices/system",
                                         "--proc",
                                         "/proc",
                                         "--dev",
                                         "/dev",
                                         "--size",
                                         "67108864",
                                         "--tmpfs",
                                         "/dev/shm",
                                         "--size",
                                         "67108864",
                                         "--tmpfs",
                                         "/tmp",
                                         "--size",
                                         "16777216",
                                         "--tmpfs",
                                         "/work",
                                         NULL};

/* /bin and friends are links into /usr on a merged system, folders before
 */
static void
add_system_folder(struct str_list *a, const char *name)
{
    struct stat st;
    char path[16], target[20];
    snprintf(path, sizeof path, "/%s", name);
    snprintf(target, sizeof target, "usr/%s", name);
    if (lstat(path, &st) == -1)
        return;
    if (S_ISLNK(st.st_mode))
        str_list_add(a, "--symlink", target, path, NULL);
    else
        str_list_add(a, "--ro-bind", path, path, NULL);
}

/* Without a mount namespace an inside path such as /probe/run lies in the
 * box's folder; commands, folders and variables are rewritten to match. */
static char *
outside(const struct box_place *p, const struct box_request *r,
        const char *s)
{
    const char *equals = strchr(s, '=');
    const char *path = *s == '/' || equals == NULL ? s : equals + 1;
    bool ours =
        strncmp(path, "/stream", 7) == 0 || strncmp(path, "/work", 5) == 0;
    for (size_t i = 0; i < r->nfiles; i++)
        ours = ours || strncmp(path, r->files[i].inside,
                               strlen(r->files[i].inside)) == 0;
    return str_format("%.*s%s%s", (int)(path - s), s, ours ? p->dir : "",
                      path);
}

/* The inside paths as links in the box's folder. */
static bool
link_files(struct box_place *p, const struct box_request *r)
{
    struct str_list seen = {0}, lent = {0};
    bool ok = true;
    for (int i = 0; i < 2; i++) {
        char *own = str_format("%s/%s", p->dir, i == 0 ? "work" : "tmp");
        ok = ok && mkdir(own, 0755) == 0 &&
             (p->uid == 0 || chown(own, p->uid, p->uid) == 0);
        free(own);
    }
    for (size_t i = 0; ok && i < r->nfiles; i++) {
        char real[PATH_MAX];
        char *link = str_format("%s%s", p->dir, r->files[i].inside);
        char *folder = strdup(link);
        *strrchr(folder, '/') = '\0';
        ok = str_make_folders(folder) == 0 &&
             realpath(stage(p, r->files[i].host, (int)i + 1), real) !=
                 NULL &&
             symlink(real, link) == 0;
        if (ok)
            str_list_add(r->files[i].writable ? &lent : &seen, real, NULL);
        free(folder);
        free(link);
    }
    p->seen = seen.items;
    p->lent = lent.items;
    return ok;
}

static bool
add_plain(struct str_list *a, struct box_place *p,
          const struct box_request *r, const char *warden)
{
    struct str_list env = {0};
    char *home = str_format("HOME=%s/work", p->dir);
    char *root = str_format("BOX_ROOT=%s", p->dir);
    char *path = str_format("PATH=%s/course/machine:/usr/local/bin:"
                            "/usr/bin:/bin",
                            p->dir);
    char *tmp = str_format("TMPDIR=%s/tmp", p->dir);
    str_list_add(&env, home, root, path, tmp, "LANG=C.UTF-8",
                 p->uid != 0 ? "BOX_OWN_USER=1" : NULL, NULL);
    free(home);
    free(root);
    free(path);
    free(tmp);
    for (char *const *e = r->env; e != NULL && *e != NULL; e++) {
        char *s = outside(p, r, *e);
        str_list_add(&env, s, NULL);
        free(s);
    }
    p->env = env.items;
    p->directory = outside(p, r, r->directory ? r->directory : "/work");
    str_list_add(a, stage(p, warden, 0), NULL);
    return link_files(p, r);
}

static void
add_environment(struct str_list *a, const struct box_request *r)
{
    str_list_add(a, "--setenv", "PATH",
                 "/course/machine:/usr/local/bin:/usr/bin:/bin", NULL);
    str_list_add(a, "--setenv", "BOX_ROOT", "", NULL);
    str_list_add(a, "--setenv", "HOME", "/tmp", "--setenv", "TMPDIR",
                 "/tmp", "--setenv", "LANG", "C.UTF-8", NULL);
    for (char *const *e = r->env; e != NULL && *e != NULL; e++) {
        char *equals = strchr(*e, '=');
        char *name = strndup(*e, (size_t)(equals - *e));
        str_list_add(a, "--setenv", name, equals + 1, NULL);
        free(name);
    }
}

static void
add_bubblewrap(struct str_list *a, struct box_place *p,
               const struct box_request *r, const char *warden)
{
    for (size_t i = 0; namespaces[i] != NULL; i++)
        str_list_add(a, namespaces[i], NULL);
    if (!getenv("GRADE_OLD_BUBBLEWRAP"))
        str_list_add(a, "--disable-userns", NULL);
    const char *folders[] = {"bin",   "lib",    "lib64",
                             "lib32", "libx32", "sbin"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        add_system_folder(a, folders[i]);
    add_environment(a, r);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/stream", p->dir);
    str_list_add(a, "--ro-bind", path, "/stream", NULL);
    str_list_add(a, "--ro-bind", stage(p, warden, 0), "/warden", NULL);
    for (size_t i = 0; i < r->nfiles; i++) {
        const struct box_file *f = &r->files[i];
        if (f->writable)
            str_list_add(a, "--bind", f->host, f->inside, NULL);
        else
            str_list_add(a, "--ro-bind", stage(p, f->host, (int)i + 1),
                         f->inside, NULL);
    }
    str_list_add(a, "--remount-ro", "/", "--chdir",
                 r->directory ? r->directory : "/work", "--", "/warden",
                 NULL);
}

/* Writable folders belong to the throw-away user while the box lives. */
static bool
lend_folders(const struct box_place *p, const struct box_request *r)
{
    for (size_t i = 0; p->uid != 0 && i < r->nfiles; i++)
        if (r->files[i].writable &&
            chown(r->files[i].host, p->uid, p->uid) == -1)
            return false;
    return true;
}

bool
box_place_make(struct box_place *p, const struct box_request *r,
               enum box_level level)
{
    char warden[PATH_MAX], number[3][32];
    *p = (struct box_place){.uid_lock = -1};
    const char *tmp = getenv("GRADE_TMP");
    snprintf(p->dir, sizeof p->dir, "%s/many-hands-XXXXXX",
             tmp != NULL ? tmp : "/tmp");
    if (geteuid() == 0 && (p->uid = take_uid(&p->uid_lock)) == 0) {
        strcpy(p->why, "all 256 throw-away users are in use; wait until "
                       "another grader has finished");
        return false;
    }
    if (!find_warden(warden, sizeof warden)) {
        strcpy(p->why, "the program `warden` is missing beside the grader; "
                       "run `make` again");
        return false;
    }
    if (mkdtemp(p->dir) == NULL || chmod(p->dir, 0755) == -1 ||
        !make_streams(p, r) || !lend_folders(p, r)) {
        snprintf(p->why, sizeof p->why, "cannot make %s: %s", p->dir,
                 strerror(errno));
        return false;
    }
    struct str_list a = {0};
    if (level == BOX_BUBBLEWRAP)
        add_bubblewrap(&a, p, r, warden);
    else if (!add_plain(&a, p, r, warden)) {
        snprintf(p->why, sizeof p->why,
                 "cannot link the files of a box: %s", strerror(errno));
        str_list_free(a.items);
        return false;
    }
    snprintf(number[0], sizeof number[0], "%d", r->limits.processes);
    snprintf(number[1], sizeof number[1], "%ld", r->limits.file_bytes);
    snprintf(number[2], sizeof number[2], "%.0f", r->limits.cpu_seconds);
    str_list_add(&a, number[0], number[1], number[2], NULL);
    for (char *const *w = r->argv; *w != NULL; w++) {
        char *word =
            level == BOX_BUBBLEWRAP ? strdup(*w) : outside(p, r, *w);
        str_list_add(&a, word, NULL);
        free(word);
    }
    p->argv = a.items;
    return true;
}

void
box_place_remove(struct box_place *p)
{
    if (strcmp(p->dir + strlen(p->dir) - 6, "XXXXXX") != 0)
        str_remove_tree(p->dir);
    if (p->uid != 0 && p->env != NULL) /* it had no namespaces */
        box_sweep(p->uid);
    if (p->uid_lock >= 0)
        close(p->uid_lock);
    str_list_free(p->argv);
    str_list_free(p->env);
    str_list_free(p->seen);
    str_list_free(p->lent);
    free(p->directory);
}
