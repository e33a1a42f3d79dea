/*
 * probe_holds.c - whom the keeper holds back, and who is who.
 *
 * What it holds it lets go when nobody else of the family can move: workers
 * that are to meet, children held at birth, creators that wait for their
 * child.  The kernel might have scheduled all of it like that.
 */
#define _GNU_SOURCE
#include "probe_holds.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* --- replies and holds --------------------------------------------------
 */

/* False if the caller is no longer there, or was interrupted and will call
 * again. */
bool
reply(uint64_t id, int64_t value, bool go_on)
{
    struct seccomp_notif_resp r = {.id = id, .val = go_on ? 0 : value};
    r.flags = go_on ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
    return ioctl(k.listener, SECCOMP_IOCTL_NOTIF_SEND, &r) == 0;
}

/* As a system that is full does. */
void
refuse(uint64_t id)
{
    struct seccomp_notif_resp r = {.id = id, .error = -EAGAIN};
    ioctl(k.listener, SECCOMP_IOCTL_NOTIF_SEND, &r);
}

void
hold(struct hold h)
{
    if (k.holds == MAX_HOLDS) {
        reply(h.id, h.value, h.why == AT_EXIT);
        return;
    }
    if (h.why == TO_MEET && ++now.inside > now.most_inside)
        now.most_inside = now.inside;
    k.hold[k.holds++] = h;
    k.calm = (struct calm){0};
}

static void
let_go(int i)
{
    struct hold h = k.hold[i];
    k.hold[i] = k.hold[--k.holds];
    now.inside -= h.why == TO_MEET;
    now.ended += h.why == AT_EXIT;
    k.calm = (struct calm){0};
    reply(h.id, h.why == TO_MEET ? h.value : 0, h.why == AT_EXIT);
}

void
let_all_meet(void)
{
    for (int i = k.holds; i-- > 0;)
        if (k.hold[i].why == TO_MEET)
            let_go(i);
}

/* Children go on in the order of their birth, each when the one before it
 * has ended. */
static bool
may_live(const struct hold *h)
{
    int elder =
        h->value > 0 && h->value < MAX_BIRTHS ? k.births[h->value - 1] : 0;
    return h->value == 0 || (elder != 0 && look_ended(elder));
}

/* A caller that was interrupted while it was held, or killed. */
static void
drop_gone(void)
{
    for (int i = k.holds; i-- > 0;)
        if (ioctl(k.listener, SECCOMP_IOCTL_NOTIF_ID_VALID,
                  &k.hold[i].id) == -1)
            let_go(i);
}

/* -1: this machine does not tell. */
static int
watched_pages(pid_t process)
{
    int low = look_pages(process, WATCHED_PAGES, WATCHED_HALF);
    int high =
        look_pages(process, WATCHED_PAGES + WATCHED_HALF, WATCHED_HALF);
    return low < 0 || high < 0 ? -1 : low + high;
}

/* Once a millisecond while somebody is held. */
void
look_at_holds(void)
{
    drop_gone();
    for (int i = k.holds; i-- > 0;)
        if (k.hold[i].why == BEHIND_CHILD && look_ended(k.hold[i].child))
            let_go(i);
    bool calm = k.holds > 0 && calm_look(&k.calm, k.runner);
    /* Who was left running by an earlier case wakes again and again. */
    calm = calm || (k.holds > 0 && k.patience < 0 && k.calm.looks >= SOON);
    /* Somebody may look again and again whether it has ended. */
    for (int i = k.holds; !calm && i-- > 0;)
        if (k.hold[i].why == AT_EXIT && k.calm.looks >= LONG_ENOUGH)
            let_go(i);
    if (!calm)
        return;
    if (now.inside > 0 && now.made == 0)
        now.made = now.born + now.threads;
    let_all_meet();
    for (int i = k.holds; i-- > 0;)
        if (k.hold[i].why == BEHIND_CHILD || k.hold[i].why == AT_EXIT)
            let_go(i);
    for (int i = 0; i < k.holds; i++)
        if (may_live(&k.hold[i])) {
            if (now.held_together == 0)
                now.held_together = now.held;
            if (now.watched && now.at_wait < 0)
                now.at_wait = watched_pages(k.runner);
            let_go(i);
            break;
        }
}

/* --- the family ---------------------------------------------------------
 */

/* Small number of a thread or process; 0 is the runner itself. */
int
worker_number(pid_t tid)
{
    for (int i = 0; i < now.workers; i++)
        if (now.worker[i].tid == tid)
            return i;
    if (now.workers == MAX_WORKERS)
        return MAX_WORKERS - 1;
    now.worker[now.workers] =
        (struct worker){.tid = tid, .low = -1, .shared = -1};
    return now.workers++;
}

void
see_pages(pid_t process)
{
    struct worker *w = &now.worker[worker_number(process)];
    if (k.checks)
        w->shared = look_shared_pages(process, k.shared, k.nshared);
    if (!now.watched)
        return;
    w->low = look_pages(process, WATCHED_PAGES, WATCHED_HALF);
    w->high =
        look_pages(process, WATCHED_PAGES + WATCHED_HALF, WATCHED_HALF);
}

/* A thread or a whole process is about to end. */
void
see_end(pid_t tid, bool all)
{
    pid_t task[MAX_WORKERS], process = look_group(tid);
    int n = all ? look_tasks(process, task, MAX_WORKERS) : 1;
    if (!all)
        task[0] = tid;
    for (int i = 0; i < n; i++)
        now.worker[worker_number(task[i])].cpu_ns =
            look_cpu_ns(process, task[i]);
    if (process == tid || all)
        see_pages(process);
}

bool
was_killed(pid_t pid)
{
    for (int i = 0; i < k.nkilled; i++)
        if (k.killed[i] == pid)
            return true;
    return false;
}

void
kill_child(pid_t pid)
{
    kill(pid, SIGKILL);
    if (k.nkilled < MAX_KILLED)
        k.killed[k.nkilled++] = pid;
}

bool
is_held(pid_t pid)
{
    for (int i = 0; i < k.holds; i++)
        if (k.hold[i].why == AT_BIRTH && k.hold[i].tid == pid)
            return true;
    return false;
}
