/*
 * box_fence.c - what a box may see where it has no namespaces.
 *
 * Landlock (Linux 5.13) needs no privilege: a process says which files it
 * and its children may still open.  What a bubblewrap box has in sight is
 * in sight here too; names can still be asked for, contents cannot be read.
 */
#define _GNU_SOURCE
#include "box_fence.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <net/if.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Rights that a file has, rights that only a folder has, and those that
 * came with the later versions of Landlock. */
#define LOOK                                                               \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |           \
     LANDLOCK_ACCESS_FS_READ_DIR)
#define REFER (UINT64_C(1) << 13)    /* version 2 */
#define TRUNCATE (UINT64_C(1) << 14) /* version 3 */
#define OF_A_FILE                                                          \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |           \
     LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE)

/* All the rights that this kernel knows, 0 if it has no Landlock. */
static uint64_t
all_rights(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    return version <= 0   ? 0
           : version == 1 ? REFER - 1
           : version == 2 ? TRUNCATE - 1
                          : 2 * TRUNCATE - 1;
}

/* What is not there needs no rule. */
static bool
allow(int rules, const char *path, uint64_t rights)
{
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd == -1 || fstat(fd, &st) == -1)
        return true;
    if (!S_ISDIR(st.st_mode))
        rights &= OF_A_FILE;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights,
                                              .parent_fd = fd};
    bool ok = syscall(SYS_landlock_add_rule, rules,
                      LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(fd);
    return ok;
}

int
box_fence_files(const struct box_place *p)
{
    static const char *const system[] = {"/usr",
                                         "/bin",
                                         "/sbin",
                                         "/lib",
                                         "/lib32",
                                         "/lib64",
                                         "/libx32",
                                         "/etc/ld.so.cache",
                                         "/etc/alternatives",
                                         "/etc/openmpi",
                                         "/sys/devices/system"};
    uint64_t all = all_rights();
    if (all == 0)
        return 0;
    struct landlock_ruleset_attr handled = {.handled_access_fs = all};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled,
                             sizeof handled.handled_access_fs, 0);
    bool ok = rules >= 0;
    for (size_t i = 0; ok && i < sizeof system / sizeof *system; i++)
        ok = allow(rules, system[i], LOOK);
    /* devices and what /proc has of its own are guarded by their owners */
    uint64_t write = LOOK | LANDLOCK_ACCESS_FS_WRITE_FILE;
    ok = ok && allow(rules, "/proc", write) &&
         allow(rules, "/dev", write | (all & TRUNCATE)) &&
         allow(rules, "/dev/shm", all) && allow(rules, p->dir, all) &&
         allow(rules, p->argv[0], LOOK);
    for (char **s = p->seen; ok && s != NULL && *s != NULL; s++)
        ok = allow(rules, *s, LOOK);
    for (char **s = p->lent; ok && s != NULL && *s != NULL; s++)
        ok = allow(rules, *s, all);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    if (rules >= 0)
        close(rules);
    return ok ? 0 : -1;
}

void
box_fence_network(void)
{
    if (unshare(CLONE_NEWNET) == -1)
        return;
    /* ranks of MPI talk over the loop back */
    struct ifreq lo = {.ifr_name = "lo"};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && ioctl(fd, SIOCGIFFLAGS, &lo) == 0) {
        lo.ifr_flags |= IFF_UP | IFF_RUNNING;
        ioctl(fd, SIOCSIFFLAGS, &lo);
    }
    if (fd >= 0)
        close(fd);
}

/* Tried in a child, which it leaves as it was. */
static bool
can_cut_network(void)
{
    int status = 1;
    pid_t pid = fork();
    if (pid == 0)
        _exit(unshare(CLONE_NEWNET) != 0);
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

const char *
box_open_to(void)
{
    static const char *found; /* a class asks once a student */
    if (box_level() == BOX_BUBBLEWRAP)
        return "";
    if (found != NULL)
        return found;
    bool network = geteuid() != 0 || !can_cut_network();
    bool files = all_rights() == 0;
    found = network && files ? "the network and all files that anybody may "
                               "read"
            : network        ? "the network"
            : files          ? "all files that anybody may read"
                             : "";
    return found;
}
