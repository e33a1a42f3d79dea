/*
 * probe_keeper.c - hands out the questions one at a time, answers the
 * driver, and sees from outside who does the work.  See probe_keeper.h.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_holds.h"

#include <dlfcn.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct keeper k;
struct record now;

/* --- the end of a case --------------------------------------------------
 */

/* A child that has ended unwaited is a zombie; one that goes on is left
 * running, and so is one that has not even begun: nobody waited for it.  It
 * gets time to end by itself.  False: not yet. */
static bool
children_settled(void)
{
    enum { MOST = 1024 };
    pid_t child[MOST];
    int n = look_children(k.runner, child, MOST), zombies = 0, alive = 0;
    for (int i = 0; i < n; i++)
        if (is_held(child[i]))
            kill_child(child[i]);
    for (int i = 0; i < n; i++)
        if (!was_killed(child[i]))
            look_ended(child[i]) ? zombies++ : alive++;
    if (alive > 0 && k.patience-- > 0)
        return false;
    for (int i = 0; i < n; i++)
        if (!was_killed(child[i]) && !look_ended(child[i]))
            kill_child(child[i]);
    send_left("child", k.nkilled, "still running");
    send_left("zombie", zombies, "never waited for");
    k.nkilled = 0;
    return true;
}

/* False: a joined thread takes a moment to go. */
static bool
threads_settled(void)
{
    pid_t task[MAX_WORKERS];
    int extra = look_tasks(k.runner, task, MAX_WORKERS) - k.before.threads;
    if (extra > 0 && k.patience-- > 0)
        return false;
    send_left("thread", extra, "still running");
    return true;
}

static void
check_the_rest(void)
{
    struct state after;
    char text[100] = "";
    look_state(k.runner, &after);
    int extra = after.descriptors - k.before.descriptors;
    if (extra > 0)
        look_pipe(k.runner, text, sizeof text);
    send_left("descriptor", extra, text);
    send_left("mapping", after.mappings - k.before.mappings,
              "shared memory still mapped");
    if (!k.private_box)
        return; /* what others of this user make is not the answer's */
    send_left("shared-name", after.names - k.before.names,
              "in /dev/shm or /dev/mqueue, never unlinked");
    send_left("System-V-object", after.sysv - k.before.sysv,
              "shared memory, semaphores or a queue, never removed");
}

/* What was seen of the case, in the form of an answer: the counts, the
 * notes, and of each worker its processor time and the pages it touched. */
static void
send_seen(void)
{
    static char text[400 * 1024];
    int made = now.made > 0 ? now.made : now.born + now.threads;
    int64_t cpu = look_cpu_ns(k.runner, k.runner);
    size_t n = (size_t)snprintf(
        text, sizeof text, "i%d\ni%d\ni%d\ni%d\ni%d\ni%d\ni%d\na%d",
        now.born, now.threads, made, now.held_together, now.most_inside,
        now.at_wait, now.refused, 4 * now.notes);
    now.worker[0].cpu_ns =
        cpu >= 0 && now.cpu_before >= 0 ? cpu - now.cpu_before : -1;
    see_pages(k.runner);
    for (int i = 0; i < now.notes; i++) {
        struct note *x = &now.note[i];
        int64_t end = mail->run_end[i]; /* single darts in a row */
        n += (size_t)snprintf(text + n, sizeof text - n,
                              " %d %lld %lld %lld", x->worker,
                              (long long)x->seed, (long long)x->first,
                              (long long)(end > x->last ? end : x->last));
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "\na%d",
                          4 * now.workers);
    for (int i = 0; i < now.workers; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, " %lld %d %d %d",
                              (long long)now.worker[i].cpu_ns,
                              now.worker[i].low, now.worker[i].high,
                              now.worker[i].shared);
    n += (size_t)snprintf(text + n, sizeof text - n, "\n");
    send_block("seen", text, n);
}

/* The answer is here; is everything at rest that should be? */
static void
end_case(void)
{
    if (k.checks && (!children_settled() || !threads_settled()))
        return;
    k.answering = false;
    if (k.checks)
        check_the_rest();
    send_seen();
    send_block("answer", mail->text, k.answer_len);
    k.open = false;
    reply(k.answer_id, 0, false);
}

/* --- what the runner asks ------------------------------------------------
 */

static int64_t
next_question(void)
{
    if (k.questions == NULL || k.asked == k.cases)
        return -1;
    k.asked++;
    k.open = true;
    while (*k.cursor == '\n' || *k.cursor == ' ')
        k.cursor++;
    size_t len = strtoul(k.cursor, &k.cursor, 10);
    if (len >= MAIL_BYTES)
        return -1;
    memcpy(mail->text, ++k.cursor, len);
    mail->text[len] = '\0';
    k.cursor += len;
    memset(&now, 0, sizeof now);
    now.at_wait = -1;
    memset(mail->run_end, 0, sizeof mail->run_end);
    memset(k.births, 0, sizeof k.births);
    worker_number(k.runner);
    now.cpu_before = look_cpu_ns(k.runner, k.runner);
    if (k.checks) { /* a rank of MPI has hundreds of mappings: 1 ms a look
                     */
        look_state(k.runner, &k.before);
        k.nshared = look_shared(k.runner, k.shared, MAX_SHARED);
    }
    send_line("start", "");
    return (int64_t)len;
}

static void
take_note(uint64_t id, pid_t tid, const int64_t *a)
{
    int me = worker_number(tid), number = now.notes;
    bool first = !now.worker[me].noted;
    now.worker[me].noted = true;
    if (number < MAX_NOTES)
        now.note[now.notes++] = (struct note){me, a[0], a[1], a[2]};
    if (!first || now.expected == 0) {
        reply(id, number, false);
        return;
    }
    hold((struct hold){TO_MEET, id, tid, 0, number});
    if (now.most_inside >= now.expected)
        let_all_meet();
}

static void
hold_child(uint64_t id, pid_t pid, int64_t birth)
{
    if (birth < 0 || birth >= MAX_BIRTHS) {
        reply(id, 0, false);
        return;
    }
    k.births[birth] = pid;
    now.held++;
    hold((struct hold){AT_BIRTH, id, pid, 0, birth});
}

static void
hold_creator(uint64_t id, pid_t pid)
{
    pid_t child[1024];
    int n = look_children(pid, child, 1024);
    if (n == 0)
        reply(id, 0, false);
    else
        hold((struct hold){BEHIND_CHILD, id, pid, child[n - 1], 0});
}

static void
say_hello(const int64_t *a)
{
    if (k.questions != NULL)
        return;
    k.rank = (int)a[0];
    k.checks = a[1] != 0;
    read_questions();
}

static void
take_answer(uint64_t id, pid_t pid, int64_t len)
{
    if (pid != k.runner) {
        send_line("stray", "");
        reply(id, 0, false);
        return;
    }
    /* Who has joined its threads cannot be here before all were let go,
     * and none is let go that nobody waits for. */
    if (k.checks && now.ends_late)
        send_left("thread", now.threads - now.ended, "not waited for");
    k.answer_len = len < 0 || len >= MAIL_BYTES ? 0 : (size_t)len;
    k.answer_id = id;
    if (k.open)
        k.answering = true; /* end_case goes on with it */
    else { /* nobody asked: the driver sees a second answer */
        send_block("answer", mail->text, 0);
        reply(id, 0, false);
    }
}

/* Only the first time: the harness asks before it calls the answer. */
static int64_t
fill_pages(int64_t bytes)
{
    uint64_t at = WATCHED_PAGES + WATCHED_HALF - (uint64_t)bytes / 2;
    if (now.watched || bytes < 0 || bytes > 2 * WATCHED_HALF)
        return 0;
    memcpy((void *)at, mail->text, (size_t)bytes);
    now.watched = true;
    return (int64_t)at;
}

static void
serve(const struct seccomp_notif *n)
{
    int64_t a[3] = {(int64_t)n->data.args[1], (int64_t)n->data.args[2],
                    (int64_t)n->data.args[3]},
            value = 0;
    pid_t tid = (pid_t)n->pid;
    switch ((enum request)n->data.args[0]) {
    case KEEP_HELLO:
        say_hello(a);
        break;
    case KEEP_QUESTION:
        value = next_question();
        break;
    case KEEP_ANSWER:
        take_answer(n->id, tid, a[0]);
        return;
    case KEEP_NOTE:
        take_note(n->id, tid, a);
        return;
    case KEEP_HELD:
        hold_child(n->id, tid, a[0]);
        return;
    case KEEP_AHEAD:
        hold_creator(n->id, tid);
        return;
    case KEEP_LEFT:
        mail->text[MAIL_BYTES - 1] = '\0';
        send_line("left", "%.39s %lld %.600s", mail->text, (long long)a[0],
                  mail->text + 40);
        break;
    case KEEP_STRAY:
        send_line("stray", "");
        break;
    case KEEP_DONE:
        send_line("done", "");
        break;
    case KEEP_EXPECT: /* the first word counts: it is the harness's own */
        now.expected = now.expected == 0 ? (int)a[0] : now.expected;
        break;
    case KEEP_TROUBLE: /* for the rest of the case */
        if (a[0] == REFUSED && now.workers_left == 0)
            now.workers_left = (int)a[1] + 1;
        now.ends_late = now.ends_late || a[0] == ENDS_LATE;
        break;
    case KEEP_PAGES:
        value = fill_pages(a[0]);
        break;
    }
    reply(n->id, value, false);
}

static void
take_notice(void)
{
    struct seccomp_notif n = {0};
    if (ioctl(k.listener, SECCOMP_IOCTL_NOTIF_RECV, &n) == -1)
        return;
    if (n.data.nr == KEEPER_CALL) {
        serve(&n);
    } else if (n.data.nr == SYS_exit || n.data.nr == SYS_exit_group) {
        see_end((pid_t)n.pid, n.data.nr == SYS_exit_group);
        if (now.ends_late && n.data.nr == SYS_exit)
            hold((struct hold){AT_EXIT, n.id, (pid_t)n.pid, 0, 0});
        else
            reply(n.id, 0, true);
    } else if (now.workers_left == 1) { /* it cannot be made */
        now.refused++;
        refuse(n.id);
    } else { /* counted when it goes on, so that none counts twice */
        bool thread =
            n.data.nr == SYS_clone && (n.data.args[0] & CLONE_THREAD) != 0;
        if (reply(n.id, 0, true)) {
            *(thread ? &now.threads : &now.born) += 1;
            now.workers_left -= now.workers_left > 1;
        }
    }
}

/* --- the two processes ---------------------------------------------------
 */

/* Ends as the runner has ended. */
static void
follow_runner(void)
{
    int status = 0;
    while (waitpid(k.runner, &status, 0) == -1 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        kill(getpid(), WTERMSIG(status));
    }
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 120);
}

static void
keep_watch(void)
{
    struct pollfd p[2] = {{.fd = k.listener, .events = POLLIN},
                          {.fd = k.pidfd, .events = POLLIN}};
    for (;;) {
        int ms = k.holds > 0 ? 1 : k.answering ? 5 : -1;
        int ready = poll(p, 2, ms);
        if (ready > 0 && (p[0].revents & POLLIN))
            take_notice();
        else if (ready > 0 && p[1].revents != 0)
            follow_runner();
        else if (ready > 0) /* nobody is left under the filter */
            p[0].fd = -1;
        if (k.holds > 0)
            look_at_holds();
        if (k.answering)
            end_case();
    }
}

static void
send_descriptor(int through, int fd)
{
    char byte = 0;
    _Alignas(struct cmsghdr) char room[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec io = {&byte, 1};
    struct msghdr m = {.msg_iov = &io,
                       .msg_iovlen = 1,
                       .msg_control = room,
                       .msg_controllen = sizeof room};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    *c = (struct cmsghdr){.cmsg_level = SOL_SOCKET,
                          .cmsg_type = SCM_RIGHTS,
                          .cmsg_len = CMSG_LEN(sizeof fd)};
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    if (sendmsg(through, &m, 0) != 1)
        fail("cannot reach the keeper");
}

static int
receive_descriptor(int through)
{
    int fd = -1;
    char byte;
    _Alignas(struct cmsghdr) char room[CMSG_SPACE(sizeof fd)];
    struct iovec io = {&byte, 1};
    struct msghdr m = {.msg_iov = &io,
                       .msg_iovlen = 1,
                       .msg_control = room,
                       .msg_controllen = sizeof room};
    if (recvmsg(through, &m, MSG_CMSG_CLOEXEC) == 1 &&
        CMSG_FIRSTHDR(&m) != NULL)
        memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
    return fd;
}

static void
become_keeper(pid_t runner, int through)
{
    k.runner = runner;
    k.listener = receive_descriptor(through);
    close(through);
    if (k.listener < 0)
        follow_runner(); /* it has said why */
    /* From here on nobody of the same user can look into this process; the
     * questions and the secret come only now. */
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NAME, "keeper");
    k.pidfd = (int)syscall(SYS_pidfd_open, runner, 0);
    k.patience = PATIENCE;
    if (k.pidfd < 0)
        fail("cannot watch the runner");
    keep_watch();
}

/* The race runtime, if it is linked: see race_process.c. */
__attribute__((weak)) void race_begins_here(void);

/* The observer of threads, if this run is watched: see preload.c. */
static void
tell_observer(const char *what)
{
    void (*observer)(void);
    *(void **)&observer = dlsym(RTLD_DEFAULT, what);
    if (observer != NULL)
        observer();
}

void
keeper_start(void)
{
    int pair[2];
    const char *root = getenv("BOX_ROOT");
    snprintf(k.root, sizeof k.root, "%s", root ? root : "");
    k.private_box = k.root[0] == '\0' || getenv("BOX_OWN_USER") != NULL;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
        fail("socketpair");
    tell_observer("observe_hands_over");
    pid_t runner = fork();
    if (runner == -1)
        fail("fork");
    close(pair[runner > 0]);
    if (runner > 0)
        become_keeper(runner, pair[0]);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int listener = filter_install();
    if (listener < 0)
        fail(
            "this kernel lends no system calls to another process (seccomp "
            "user notification, Linux 5.5)");
    send_descriptor(pair[1], listener);
    close(listener);
    close(pair[1]);
    tell_observer("observe_begins_here");
    if (race_begins_here)
        race_begins_here();
}
