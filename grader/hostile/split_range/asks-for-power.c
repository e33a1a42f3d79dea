// expect: PASS
// tries: fails if it is allowed anything that only root may do
#include "contract.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

static int
powers(void)
{
    struct timeval t = {0};
    struct sched_param first = {.sched_priority = 1};
    int n = 0;
    n += setuid(0) == 0;
    n += setgid(0) == 0;
    n += chroot("/tmp") == 0;
    n += mount("none", "/tmp", "tmpfs", 0, NULL) == 0;
    n += umount2("/proc", MNT_DETACH) == 0;
    n += sethostname("mine", 4) == 0;
    n += settimeofday(&t, NULL) == 0;
    n += unshare(CLONE_NEWUSER) == 0;
    n += unshare(CLONE_NEWNS) == 0;
    n += setpriority(PRIO_PROCESS, 0, -20) == 0;
    n += sched_setscheduler(0, SCHED_FIFO, &first) == 0;
    n += reboot(RB_DISABLE_CAD) == 0;
    n += link("/probe", "/tmp/probe") == 0;
    return n;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    *last += powers();
}
