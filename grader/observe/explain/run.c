/*
 * run.c - run a command, look at its ranks while it runs, and end it when
 * nothing in it can move any more.
 */
#define _GNU_SOURCE
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 25, STILL_LOOKS = 4, PATIENCE_LOOKS = 60, SLICES = 5 };
/* looks: 1.5 s and 30 s */
enum { BROKEN_LOOKS = 60, LOST_LOOKS = 1200 };

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int number)
{
    interrupted = number;
}

static void
nap(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* --- the files
 * ------------------------------------------------------------ */

static bool
make_folder(struct run *run, const struct run_options *o)
{
    const char *tmp = getenv("TMPDIR");
    const char *tries[] = {"/dev/shm", tmp ? tmp : "/tmp", "/tmp"};
    char path[300];
    bool made = false;
    for (int i = 0; i < 3 && !made; i++) {
        snprintf(run->dir, sizeof run->dir, "%.200s/observe.XXXXXX",
                 tries[i]);
        made = mkdtemp(run->dir) != NULL;
    }
    snprintf(path, sizeof path, "%s/table", run->dir);
    int fd = made ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd == -1 || posix_fallocate(fd, 0, sizeof *run->table) != 0) {
        fprintf(stderr, "observe: no room for its files in %s\n", run->dir);
        return false;
    }
    run->table = mmap(NULL, sizeof *run->table, PROT_READ | PROT_WRITE,
                      MAP_SHARED, fd, 0);
    close(fd);
    if (run->table == MAP_FAILED)
        return false;
    run->table->synchronous = o->synchronous;
    run->table->shuffle = o->shuffle;
    run->table->seed = o->seed;
    return true;
}

void
run_free(struct run *run)
{
    char path[600];
    DIR *d = opendir(run->dir);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", run->dir, e->d_name);
        unlink(path);
    }
    if (d != NULL)
        closedir(d);
    rmdir(run->dir);
    trace_free(&run->trace);
    munmap(run->table, sizeof *run->table);
}

/* --- does it move?
 * -------------------------------------------------------- */

/* A number that changes whenever a rank enters or leaves a call. */
static uint64_t
moves(const struct run *run)
{
    uint64_t h = 0;
    for (int i = 0; i < MOST_RANKS; i++) {
        const struct row *row = &run->table->row[i];
        h = h * 1000003 + row->n + (uint64_t)row->state * 7 +
            (row->full ? row->now[0].begin + row->now[0].end : 0);
    }
    return h;
}

/* How often a process got a processor.  A rank that could leave its call
 * leaves it within a few turns. */
static uint64_t
turns(pid_t pid)
{
    char path[64];
    unsigned long long run = 0, wait = 0, slices = 0;
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)pid);
    FILE *f = fopen(path, "r");
    if (f != NULL) {
        if (fscanf(f, "%llu %llu %llu", &run, &wait, &slices) != 3)
            slices = 0;
        fclose(f);
    }
    return slices + run / 1000000;
}

/* Asleep: it waits in the kernel, and needs no turns to show it. */
static bool
asleep(pid_t pid)
{
    char path[64], state = 'R';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    if (f != NULL) {
        if (fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
            state = 'R';
        fclose(f);
    }
    return state == 'S';
}

struct watch {
    uint64_t moves, turns[MOST_RANKS];
    int still;          /* looks without a change */
    struct stuck stuck; /* of the last picture; ranks 0: none */
    uint64_t last_end;
    int pictures, next;
};

static bool
all_had_turns(const struct run *run, const struct watch *w, uint64_t ranks)
{
    for (int i = 0; i < MOST_RANKS; i++) {
        const struct row *row = &run->table->row[i];
        bool asked = row->state == ROW_READY && row->rank >= 0 &&
                     (ranks >> row->rank & 1);
        if (asked && turns(row->pid) < w->turns[i] + SLICES &&
            !asleep(row->pid))
            return false;
    }
    return true;
}

static void
begin_still(const struct run *run, struct watch *w, uint64_t now)
{
    w->moves = now;
    w->still = 0;
    w->stuck = (struct stuck){0, 0};
    w->next = STILL_LOOKS;
    for (int i = 0; i < MOST_RANKS; i++)
        if (run->table->row[i].state != ROW_UNUSED)
            w->turns[i] = turns(run->table->row[i].pid);
}

/* Polling ranks might stop polling; they are given more time. */
static bool
somebody_polls(const struct run *run)
{
    for (int i = 0; i < MOST_RANKS; i++)
        if (run->table->row[i].polls > 0 &&
            run->table->row[i].state == ROW_READY)
            return true;
    return false;
}

static uint64_t
ends(struct trace *t)
{
    uint64_t h = 0;
    for (int i = 0; i < t->size; i++)
        for (uint32_t k = 0; k < t->rank[i].n; k++)
            if (t->rank[i].log[k].end == 0)
                h = h * 31 + k + 1;
    return h;
}

/* No rank is stuck by the rules, and yet none has moved for long, though
 * all are inside calls: only a call that was made wrong can do that. */
static bool
broken(struct run *run, struct trace *t, struct watch *w)
{
    uint64_t all = 0;
    if (w->still < BROKEN_LOOKS || somebody_polls(run))
        return false;
    for (int i = 0; i < t->size; i++) {
        if (t->rank[i].row == NULL || open_call(t, i) == NULL)
            return false;
        all |= (uint64_t)1 << i;
    }
    if (t->size == 0 || !all_had_turns(run, w, all) ||
        (!has_mismatch(t) && w->still < LOST_LOOKS))
        return false;
    w->stuck.ranks = all;
    return true;
}

/* Two pictures of the same state in which some ranks are stuck. */
static bool
look(struct run *run, struct watch *w)
{
    uint64_t now = moves(run);
    if (now != w->moves) {
        begin_still(run, w, now);
        return false;
    }
    if (++w->still < w->next)
        return false;
    struct trace t;
    trace_take(&t, run->table, run->dir);
    match_messages(&t);
    struct stuck s = find_stuck(&t);
    uint64_t open = ends(&t);
    bool again =
        s.ranks != 0 && s.ranks == w->stuck.ranks && open == w->last_end;
    bool hopeless = s.ranks == 0 && broken(run, &t, w);
    w->stuck = hopeless ? w->stuck : s;
    w->last_end = open;
    w->next = w->still + 2 + (s.ranks == 0 ? w->still / 4 : 0);
    bool hurry = s.busy == 0 && !somebody_polls(run);
    if (hopeless ||
        (again && moves(run) == now && all_had_turns(run, w, s.ranks) &&
         (hurry || w->still >= PATIENCE_LOOKS))) {
        run->trace = t; /* what comes now is only the end of it */
        return true;
    }
    trace_free(&t);
    return false;
}

/* --- ending it
 * ------------------------------------------------------------ */

static int
status_of(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool
is_rank(const struct run *run, pid_t pid)
{
    for (int i = 0; i < MOST_RANKS; i++)
        if (run->table->row[i].state != ROW_UNUSED &&
            run->table->row[i].pid == pid)
            return true;
    return false;
}

/* Signals all that pid has started; with_ranks false: but not the ranks. */
static void
signal_below(struct run *run, pid_t pid, int number, bool with_ranks)
{
    char path[64];
    int child;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid,
             (int)pid);
    FILE *f = fopen(path, "r");
    while (f != NULL && fscanf(f, "%d", &child) == 1) {
        signal_below(run, child, number, with_ranks);
        if (with_ranks || !is_rank(run, child))
            kill(child, number);
    }
    if (f != NULL)
        fclose(f);
}

/* Open MPI's launcher clears up when it is asked to end; MPICH's would only
 * print into the program's output.  Orphans come to us: see prctl below. */
static void
end_run(struct run *run, pid_t pid, int *status)
{
    int polite = run->mpich ? SIGKILL : SIGTERM;
    signal_below(run, getpid(), polite, run->mpich);
    for (int ms = 0; ms < 4000; ms += 20) {
        int one;
        pid_t gone = waitpid(-1, &one, WNOHANG);
        if (gone == pid)
            *status = one;
        if (gone == -1 && errno == ECHILD)
            return;
        if (ms >= 3000)
            signal_below(run, getpid(), SIGKILL, true);
        if (gone <= 0)
            nap(20);
    }
}

/* The state letter of a process or thread, 'X' if there is none. */
static char
state_of(const char *stat)
{
    char state = 'X';
    FILE *f = fopen(stat, "r");
    if (f == NULL || fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
        state = 'X';
    if (f != NULL)
        fclose(f);
    return state;
}

static bool
is_alive(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    char state = state_of(path);
    return state != 'Z' && state != 'X';
}

/* Does every thread of the process sleep? */
static bool
is_idle(pid_t pid)
{
    char path[400];
    bool idle = true;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    for (struct dirent *d; tasks != NULL && (d = readdir(tasks)) != NULL;)
        if (d->d_name[0] != '.') {
            snprintf(path, sizeof path, "/proc/%d/task/%s/stat", (int)pid,
                     d->d_name);
            idle = idle && state_of(path) != 'R';
        }
    if (tasks != NULL)
        closedir(tasks);
    return idle;
}

/* What the ranks have written goes through the launcher; on a busy machine
 * it may not have had its turn yet. */
static void
let_launcher_pass_on(pid_t pid)
{
    enum { MOST_LOOKS = 400, IDLE_LOOKS = 3 };
    int idle = 0;
    for (int i = 0; i < MOST_LOOKS && idle < IDLE_LOOKS; i++) {
        nap(LOOK_MS);
        idle = is_idle(pid) ? idle + 1 : 0;
    }
}

/* Has MPI ended the job, and is every rank dead?  Open MPI's launcher now
 * and then blocks itself while it clears up, and would stay for ever. */
static bool
launcher_alone(const struct run *run)
{
    bool aborted = false;
    for (int i = 0; i < MOST_RANKS; i++) {
        const struct row *row = &run->table->row[i];
        if (row->state != ROW_UNUSED && is_alive(row->pid))
            return false;
        aborted = aborted || row->aborted;
    }
    return aborted;
}

static void
watch(struct run *run, pid_t pid, const struct run_options *o)
{
    enum { ALONE_LOOKS = 100 };
    struct watch w = {0};
    int status = 0, alone = 0;
    begin_still(run, &w, moves(run));
    for (;;) {
        pid_t gone = waitpid(pid, &status, WNOHANG);
        if (gone == pid)
            break;
        if (interrupted) {
            end_run(run, pid, &status);
            run->status = 128 + interrupted;
            trace_take(&run->trace, run->table, run->dir);
            return;
        }
        if (look(run, &w)) {
            run->stuck = w.stuck;
            o->on_stuck(run, o);
            let_launcher_pass_on(pid);
            end_run(run, pid, &status);
            break;
        }
        alone = launcher_alone(run) ? alone + 1 : 0;
        if (alone == ALONE_LOOKS) {
            end_run(run, pid, &status);
            break;
        }
        nap(LOOK_MS);
    }
    run->status = status_of(status);
    if (run->stuck.ranks == 0) {
        trace_take(&run->trace, run->table, run->dir);
        match_messages(&run->trace);
    }
}

/* In a sweep nobody wants to read the output of 21 runs.  Returns where
 * the own message goes. */
static int
hide_output(void)
{
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere != -1) {
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
    return kept;
}

bool
run_command(struct run *run, char **argv, const struct run_options *o)
{
    *run = (struct run){.status = 71};
    if (!make_folder(run, o))
        return false;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    signal(SIGINT, on_interrupt);
    signal(SIGTERM, on_interrupt);
    run->mpich = is_mpich(argv);
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        prepare_environment(run, argv);
        int kept = o->ranks > 0 ? hide_output() : STDERR_FILENO;
        execvp(argv[0], argv);
        dprintf(kept, "observe: %s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    if (pid == -1) {
        perror("observe: fork");
        run_free(run);
        return false;
    }
    watch(run, pid, o);
    return true;
}
