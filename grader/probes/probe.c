/* probe.c - questions in, answers out, and what was left behind. */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_family.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_BORROWED = 64, PAGE = 1 << 16 };

static char *question, *cursor, *question_end;
static char nonce[40];
static char box_root[200]; /* kept: the answer may change the environment */
static int current = -1;
static pid_t owner; /* a child that comes back here is a stray */
static void *borrowed[MAX_BORROWED];
static int nborrowed;
static struct {
    char *data;
    size_t len, capacity;
} answer;

static void
give_up(const char *what)
{
    fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
    _exit(120);
}

static int
open_stream(const char *name, int flags)
{
    char path[300];
    snprintf(path, sizeof path, "%s/stream/%s.%d", box_root, name,
             probe_rank());
    int fd = open(path, flags | O_CLOEXEC);
    if (fd == -1)
        give_up(path);
    return fd;
}

/* Opened anew for every frame: the learner's code may close descriptors. */
static void
send_frame(const char *bytes, size_t len)
{
    int fd = open_stream("reply", O_WRONLY);
    for (size_t done = 0; done < len;) {
        ssize_t n = write(fd, bytes + done, len - done);
        if (n < 0 && errno != EINTR)
            give_up("reply");
        done += n > 0 ? (size_t)n : 0;
    }
    close(fd);
}

static void
send_line(const char *format, ...)
{
    char line[1024];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(line, sizeof line - 1, format, ap);
    va_end(ap);
    if (n > (int)sizeof line - 2)
        n = (int)sizeof line - 2;
    line[n] = '\n';
    send_frame(line, (size_t)n + 1);
}

void
probe_left(const char *kind, int64_t count, const char *text)
{
    if (count > 0)
        send_line("left %d %s %s %lld %s", current, nonce, kind,
                  (long long)count, text);
}

/* --- the question ------------------------------------------------------
 */

/* "<bytes>\n" and then that many bytes: "<nonce>\n<ncases>\n" and the
 * cases, each "<len>\n" and that many bytes of values. */
static int
read_question(void)
{
    char head[32];
    int fd = open_stream("request", O_RDONLY);
    for (size_t n = 0; n < sizeof head; n++) {
        if (read(fd, head + n, 1) != 1)
            give_up("request");
        if (head[n] == '\n')
            break;
    }
    size_t len = strtoul(head, NULL, 10);
    question = malloc(len + 1);
    if (question == NULL)
        give_up("request");
    for (size_t done = 0; done < len;) {
        ssize_t n = read(fd, question + done, len - done);
        if (n <= 0 && errno != EINTR)
            give_up("request");
        done += n > 0 ? (size_t)n : 0;
    }
    close(fd);
    question[len] = '\0';
    question_end = question + len;
    cursor = strchr(question, '\n') + 1;
    snprintf(nonce, sizeof nonce, "%.*s", (int)(cursor - question - 1),
             question);
    return (int)strtol(cursor, &cursor, 10);
}

static void
expect_token(char kind)
{
    while (*cursor == '\n' || *cursor == ' ')
        cursor++;
    if (*cursor++ != kind) {
        errno = EPROTO;
        give_up("the driver asks other values than the probe takes");
    }
}

static void *
borrow(size_t bytes)
{
    void *p = calloc(1, bytes + 1);
    if (p == NULL || nborrowed == MAX_BORROWED)
        give_up("request");
    borrowed[nborrowed++] = p;
    return p;
}

int64_t
ask_i64(void)
{
    expect_token('i');
    return strtoll(cursor, &cursor, 10);
}

double
ask_double(void)
{
    expect_token('d');
    return strtod(cursor, &cursor); /* written as %a: exact */
}

char *
ask_text(size_t *len)
{
    expect_token('s');
    size_t n = strtoul(cursor, &cursor, 10);
    char *copy =
        borrow(n); /* exact size: sanitizers see one byte too far */
    memcpy(copy, cursor + 1, n);
    cursor += 1 + n;
    if (len != NULL)
        *len = n;
    return copy;
}

int64_t *
ask_i64s(size_t *n)
{
    expect_token('a');
    *n = strtoul(cursor, &cursor, 10);
    int64_t *copy = borrow(*n * sizeof *copy);
    for (size_t i = 0; i < *n; i++)
        copy[i] = strtoll(cursor, &cursor, 10);
    return copy;
}

/* --- the answer --------------------------------------------------------
 */

static void
add(const void *bytes, size_t len)
{
    if (answer.len + len > answer.capacity) {
        answer.capacity = 2 * (answer.len + len);
        answer.data = realloc(answer.data, answer.capacity);
        if (answer.data == NULL)
            give_up("answer");
    }
    memcpy(answer.data + answer.len, bytes, len);
    answer.len += len;
}

static void
addf(const char *format, ...)
{
    char s[64];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(s, sizeof s, format, ap);
    va_end(ap);
    add(s, (size_t)n);
}

void
say_i64(int64_t value)
{
    addf("i%lld\n", (long long)value);
}

void
say_double(double value)
{
    addf("d%a\n", value);
}

void
say_text(const void *bytes, size_t len)
{
    addf("s%zu ", len);
    add(bytes, len);
    add("\n", 1);
}

void
say_i64s(const int64_t *values, size_t n)
{
    addf("a%zu", n);
    for (size_t i = 0; i < n; i++)
        addf(" %lld", (long long)values[i]);
    add("\n", 1);
}

/* --- what was left behind ----------------------------------------------
 */

static struct {
    int descriptors, mappings, threads;
} before;

static int
count_entries(const char *path)
{
    int n = 0;
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    if (d != NULL)
        closedir(d);
    return n;
}

static int
count_shared_mappings(void)
{
    int n = 0;
    char line[512], mode[8];
    FILE *f = fopen("/proc/self/maps", "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        n += sscanf(line, "%*s %7s", mode) == 1 && mode[3] == 's';
    if (f != NULL)
        fclose(f);
    return n;
}

static void
pause_ms(int ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
}

/* Kills and reaps the children there are now; how many.  With only_held,
 * those that have not even begun: nobody waited for them. */
static int
end_children(bool only_held)
{
    char path[64];
    int n = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/children",
             (int)getpid());
    FILE *f = fopen(path, "re");
    for (int pid; f != NULL && fscanf(f, "%d", &pid) == 1;)
        if (!only_held || family_holds(pid)) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            n++;
        }
    if (f != NULL)
        fclose(f);
    return n;
}

/* A child that has ended unwaited is a zombie; one that goes on is left
 * running.  It gets time to end by itself, two seconds in all. */
static void
check_children(void)
{
    static int patience = 400; /* for all cases together */
    int zombies = 0, orphans = end_children(true);
    for (;;) {
        siginfo_t info = {0};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | __WALL) == -1)
            break; /* ECHILD: none left */
        if (info.si_pid != 0)
            zombies++;
        else if (patience-- > 0)
            pause_ms(5);
        else
            orphans += end_children(false);
    }
    probe_left("child", orphans, "still running");
    probe_left("zombie", zombies, "never waited for");
}

static void
check_descriptors(void)
{
    int extra = count_entries("/proc/self/fd") - before.descriptors;
    char text[200] = "";
    for (int fd = 0; extra > 0 && fd < 1024; fd++) {
        char path[64], target[100];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t n = readlink(path, target, sizeof target - 1);
        if (n > 0 && strncmp(target, "pipe:", 5) == 0 && fd > 2)
            snprintf(text, sizeof text, "such as descriptor %d, a pipe",
                     fd);
    }
    probe_left("descriptor", extra, text);
}

static void
check_threads(void)
{
    int extra = 0;
    for (int i = 0; i < 400;
         i++) { /* a joined thread takes a moment to go */
        extra = count_entries("/proc/self/task") - before.threads;
        if (extra <= 0)
            break;
        pause_ms(5);
    }
    probe_left("thread", extra, "still running");
    if (extra <= 0)
        probe_left("thread", family_unjoined(), "ended but never joined");
}

/* --- the cases ---------------------------------------------------------
 */

static void *
do_nothing(void *unused)
{
    return unused;
}

/* ThreadSanitizer makes a thread of its own together with the first of the
 * program; that one is not the learner's. */
static void
make_first_thread(void)
{
    pthread_t t;
    if (probe_checks_process &&
        pthread_create(&t, NULL, do_nothing, NULL) == 0)
        pthread_join(t, NULL);
}

static void
run_case(int index)
{
    while (*cursor == '\n' || *cursor == ' ')
        cursor++;
    size_t len = strtoul(cursor, &cursor, 10);
    char *next = ++cursor + len;
    current = index;
    answer.len = 0;
    send_line("start %d %s", index, nonce);
    probe_before_case(index);
    before.descriptors = count_entries("/proc/self/fd");
    before.mappings = count_shared_mappings();
    before.threads = count_entries("/proc/self/task");
    probe_case();
    if (getpid() != owner) { /* the learner's child came back with us */
        send_line("stray %d %s", index, nonce);
        _exit(0);
    }
    if (probe_checks_process) {
        check_children();
        check_threads();
        check_descriptors();
        probe_left("mapping", count_shared_mappings() - before.mappings,
                   "shared memory still mapped");
    }
    probe_after_case();
    while (nborrowed > 0)
        free(borrowed[--nborrowed]);
    char head[80];
    int n = snprintf(head, sizeof head, "answer %d %s %zu\n", index, nonce,
                     answer.len);
    char *frame = malloc((size_t)n + answer.len);
    if (frame == NULL)
        give_up("answer");
    memcpy(frame, head, (size_t)n);
    if (answer.len > 0)
        memcpy(frame + n, answer.data, answer.len);
    send_frame(frame, (size_t)n + answer.len);
    free(frame);
    cursor = next;
}

int
probe_main(void)
{
    owner = getpid();
    const char *root = getenv("BOX_ROOT");
    snprintf(box_root, sizeof box_root, "%s", root ? root : "");
    int cases = read_question();
    make_first_thread();
    for (int i = 0; i < cases; i++)
        run_case(i);
    current = -1;
    probe_finish();
    send_line("done 0 %s", nonce);
    free(question);
    free(answer.data);
    answer.data = NULL;
    return 0;
}
