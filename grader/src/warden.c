/*
 * warden.c - the first process inside a box.
 *
 *     warden PROCESSES FILE_BYTES CPU_SECONDS COMMAND [ARG ...]
 *
 * It sets the limits, starts the command in a session of its own, adopts
 * every orphan (PR_SET_CHILD_SUBREAPER), and when the command has ended
 * counts what is still alive.  It reports to the grader over descriptor 3,
 * which the command never gets.
 */
#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static sigset_t empty_mask;

static void
on_child(int sig)
{
    (void)sig;
}

static void
limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit r = {soft, hard};
    if (setrlimit(resource, &r) == -1) { /* a lower hard limit was there */
        getrlimit(resource, &r);
        r.rlim_cur = r.rlim_max < soft ? r.rlim_max : soft;
        setrlimit(resource, &r);
    }
}

/* Memory in a file without a name belongs to no process and to no folder:
 * nobody would see how much it is.  Where filters are not allowed the box
 * does without. */
static void
forbid_nameless_files(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_memfd_create, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof code / sizeof *code, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

static void
start_command(char **argv)
{
    rlim_t processes = strtoul(argv[1], NULL, 10);
    rlim_t file_bytes = strtoul(argv[2], NULL, 10);
    rlim_t cpu = strtoul(argv[3], NULL, 10);
    if (processes > 0)
        limit(RLIMIT_NPROC, processes, processes);
    limit(RLIMIT_FSIZE, file_bytes, file_bytes);
    limit(RLIMIT_CPU, cpu, cpu + 2);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_NOFILE, 1024, 1024);
    setsid();
    forbid_nameless_files();
    execvp(argv[4], argv + 4);
    _exit(errno == ENOENT ? 127 : 126);
}

/* Reaps whatever has ended; true while children are left. */
static bool
children_left(void)
{
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        continue;
    return pid == 0;
}

/* How many children this process has now, by the kernel's own list. */
static int
count_children(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children",
             (int)getpid());
    FILE *f = fopen(path, "r");
    int n = 0, pid;
    while (f != NULL && fscanf(f, "%d", &pid) == 1)
        n++;
    if (f != NULL)
        fclose(f);
    return n > 0 ? n : 1;
}

/* What outlives the command by half a second was left running.  Short
 * overlaps happen to the innocent: mpirun's helpers end a moment later. */
static int
survivors(void)
{
    for (int i = 0; i < 100; i++) {
        if (!children_left())
            return 0;
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    return count_children();
}

/* Kills all that is left, until nothing new appears. */
static void
kill_children(void)
{
    for (int round = 0; round < 1000 && children_left(); round++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/self/task/%d/children",
                 (int)getpid());
        FILE *f = fopen(path, "r");
        for (int pid; f != NULL && fscanf(f, "%d", &pid) == 1;)
            kill(pid, SIGKILL); /* their children come to us next round */
        if (f != NULL)
            fclose(f);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

/* The command's wait status.  Reaps orphans meanwhile; if nobody reads our
 * report any more, the grader is dead and everything here must end too. */
static int
wait_for_command(pid_t command)
{
    int status = 0;
    struct pollfd reader = {.fd = WARDEN_FD};
    for (;;) {
        pid_t ended = waitpid(-1, &status, WNOHANG);
        if (ended == command)
            return status;
        if (ended > 0)
            continue;
        /* SIGCHLD interrupts the wait */
        if (ppoll(&reader, 1, &(struct timespec){.tv_sec = 1},
                  &empty_mask) == 1 &&
            (reader.revents & POLLERR)) {
            kill_children();
            _exit(125);
        }
    }
}

int
main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    prctl(PR_SET_DUMPABLE,
          0); /* the command cannot look into this process */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    fcntl(WARDEN_FD, F_SETFD, FD_CLOEXEC);
    for (int sig = 1; sig < 32;
         sig++) /* the command may signal its group */
        if (sig != SIGCHLD && sig != SIGKILL && sig != SIGSTOP)
            signal(sig, SIG_IGN);
    /* SIGCHLD is blocked but while ppoll waits, so that none is missed */
    sigset_t child_signal;
    sigemptyset(&empty_mask);
    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_signal, NULL);
    signal(SIGCHLD, on_child);
    struct warden_report report = {.magic = WARDEN_MAGIC};
    if (write(WARDEN_FD, &report, sizeof report) != sizeof report)
        return 125;
    pid_t command = fork();
    if (command == 0) {
        for (int sig = 1; sig < 32; sig++)
            signal(sig, SIG_DFL);
        sigprocmask(SIG_SETMASK, &empty_mask, NULL);
        start_command(argv);
    }
    if (command == -1)
        return 125;
    report.wait_status = wait_for_command(command);
    report.survivors = survivors();
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    report.cpu_seconds =
        (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
        1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    report.largest_rss_kb = used.ru_maxrss;
    ssize_t n = write(WARDEN_FD, &report, sizeof report);
    return n == (ssize_t)sizeof report ? 0 : 125;
}
