/*
 * watch.c - grades the file that was just saved, on one screen.
 *
 *     watch [--root DIR] [--build DIR]
 *
 * Waits for a key, a saved file, a result or a signal, and for nothing
 * else: it does not look at the clock or at the files by itself.
 *
 * Exit status: 0 when the learner quits, 2 if it could not start.
 */
#define _GNU_SOURCE
#include "watch.h"
#include "box.h"
#include "learner.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { COULD_NOT_START = 2, MOST = 128, AGAIN = 200 /* ms */ };

static struct state s;
static struct run run = {.fd = -1};
static struct watch_files *files;
static bool wanted[MOST];    /* by exercise: to be graded */
static size_t urgent = MOST; /* saved last: before all others; or MOST */
static char *source; /* the file being graded, as it was at the start */
static size_t source_len;
static bool quit;

/* --- what is to be graded ----------------------------------------------
 */

static const json_t *
exercise(size_t i)
{
    return json_array_get(s.all, i);
}

static char *
read_answer(size_t i, size_t *len)
{
    char *path =
        str_format("%s/%s/%s", s.o.from, text_of(exercise(i), "slug"),
                   text_of(exercise(i), "file"));
    char *text = str_read_file(path, 1 << 20, len);
    free(path);
    return text;
}

static bool
is_running(size_t i)
{
    size_t k;
    json_t *x;
    json_array_foreach (s.running, k, x)
        if (x == exercise(i))
            return true;
    return false;
}

/* An editor that saves the same text twice asks for one grading. */
static bool
same_as_running(size_t i)
{
    size_t len = 0;
    char *text = read_answer(i, &len);
    bool same = json_array_size(s.running) == 1 && is_running(i) &&
                !run.stopping && text != NULL && source != NULL &&
                len == source_len && memcmp(text, source, len) == 0;
    free(text);
    return same;
}

static void
renew_progress(const json_t *results, const char *current)
{
    if (!learner_enter(&s.o, s.all, results, current))
        snprintf(s.note, sizeof s.note, "your progress cannot be kept");
    json_decref(s.progress);
    s.progress = learner_load(&s.o, s.all);
}

/* What runs gives way to what was saved last, and is graded after it. */
static void
give_way(void)
{
    size_t n = json_array_size(s.all);
    for (size_t i = 0; i < n; i++)
        wanted[i] = wanted[i] || is_running(i);
    run_stop(&run);
}

static void
saved(size_t i)
{
    if (same_as_running(i))
        return;
    s.note[0] = '\0';
    s.view = VIEW_EXERCISE;
    s.current = i;
    s.hints = s.offset = 0;
    renew_progress(NULL, text_of(exercise(i), "name"));
    if (run.pid != 0)
        give_way();
    wanted[i] = true;
    urgent = i;
}

/* Starts the next grading if nothing runs: a saved file, or all that is
 * wanted besides. */
static void
start_next(void)
{
    if (run.pid != 0)
        return;
    size_t first = urgent;
    json_t *list = json_array();
    urgent = MOST;
    for (size_t i = 0; i < json_array_size(s.all); i++)
        if (wanted[i] && (first == MOST || i == first)) {
            json_array_append(list, json_array_get(s.all, i));
            wanted[i] = false;
        }
    free(source);
    source = first != MOST ? read_answer(first, &source_len) : NULL;
    if (json_array_size(list) == 0 || !run_start(&run, &s.o, list)) {
        if (json_array_size(list) > 0)
            snprintf(s.note, sizeof s.note, "cannot start to grade: %s",
                     strerror(errno));
        json_decref(list);
        return;
    }
    s.running = list;
}

/* --- what has happened -------------------------------------------------
 */

static void
take_result(json_t *result)
{
    const char *name = text_of(result, "name");
    size_t i;
    json_t *x;
    json_object_set(s.results, name, result);
    json_array_foreach (s.running, i, x)
        if (strcmp(text_of(x, "name"), name) == 0) {
            json_array_remove(s.running, i);
            break;
        }
    json_t *one = json_pack("[o]", result);
    renew_progress(one, text_of(exercise(s.current), "name"));
    json_decref(one);
}

static void
take_results(void)
{
    bool ended;
    json_t *result;
    while ((result = run_result(&run, &ended)) != NULL)
        if (run.stopping)
            json_decref(result); /* of a file that has changed since */
        else
            take_result(result);
    if (!ended)
        return;
    if (json_array_size(s.running) > 0 && !run.stopping)
        snprintf(s.note, sizeof s.note,
                 "grading ended early; %s/grade/watch.log may say why",
                 s.o.build);
    run.stopping = false;
    json_decref(s.running);
    s.running = NULL;
}

static void
take_files(void)
{
    files_read(files);
    bool itself;
    for (int i; (i = files_next(files, &itself)) != -1;)
        if (itself)
            saved((size_t)i);
        else
            wanted[i] = true;
    const char *stray = files_stray(files);
    if (*stray != '\0')
        snprintf(s.note, sizeof s.note,
                 "%s belongs to no exercise; ignored", stray);
    for (char *p = s.note; *p != '\0'; p++)
        if ((unsigned char)*p < 32 || (unsigned char)*p >= 127)
            *p = '?'; /* a file's name must not steer the terminal */
}

/* --- keys --------------------------------------------------------------
 */

static void
show_hint(void)
{
    const char *name = text_of(exercise(s.current), "name");
    const char *verdict =
        text_of(json_object_get(s.results, name), "verdict");
    if (s.view != VIEW_EXERCISE || *verdict == '\0' ||
        is_running(s.current))
        return;
    if (strcmp(verdict, "PASS") == 0)
        snprintf(s.note, sizeof s.note, "it has passed; no hint is needed");
    else if (s.hints == 3)
        snprintf(s.note, sizeof s.note, "that was the last hint");
    else {
        s.hints++;
        s.offset = 1 << 20; /* show its end */
        learner_enter_hints(&s.o, s.all, name, s.hints);
    }
}

static void
go_on(void)
{
    const char *next =
        learner_next(s.progress, text_of(exercise(s.current), "name"));
    for (size_t i = 0; i < json_array_size(s.all); i++)
        if (strcmp(text_of(exercise(i), "name"), next) == 0)
            saved(i); /* its verdict is known or found at once */
    if (*next == '\0')
        snprintf(s.note, sizeof s.note,
                 "every exercise of the course has passed");
}

static void
run_all(void)
{
    for (size_t i = 0; i < json_array_size(s.all); i++)
        wanted[i] = wanted[i] || !is_running(i);
    s.view = VIEW_ALL;
    s.offset = 0;
}

static void
key(char c)
{
    if (c == 'k' || c == 'j')
        s.offset += c == 'j' ? 1 : -1;
    else
        s.note[0] = '\0';
    switch (c) {
    case 'q':
    case 3: /* Ctrl-C */
    case 4: /* Ctrl-D */
        quit = true;
        break;
    case 'h':
        show_hint();
        break;
    case 'n':
        go_on();
        break;
    case 'r':
        run_all();
        break;
    case '?':
        s.view = s.view == VIEW_HELP ? VIEW_EXERCISE : VIEW_HELP;
        s.offset = 0;
        break;
    }
}

/* Arrows come as ESC [ A and ESC [ B, or with O for [. */
static void
take_keys(void)
{
    char keys[64];
    ssize_t n = read(STDIN_FILENO, keys, sizeof keys);
    if (n == 0 || (n == -1 && errno != EINTR && errno != EAGAIN))
        quit = true; /* the terminal is gone */
    for (ssize_t i = 0; i < n; i++)
        if (keys[i] == 27 && i + 2 < n) {
            if (keys[i + 2] == 'A' || keys[i + 2] == 'B')
                key(keys[i + 2] == 'A' ? 'k' : 'j');
            i += 2;
        } else
            key(keys[i]);
}

/* --- signals -----------------------------------------------------------
 */

/* Ctrl-Z: nothing may be graded while half of it stands still. */
static void
suspend(void)
{
    if (run.pid != 0) {
        for (size_t i = 0; i < json_array_size(s.all); i++)
            wanted[i] = wanted[i] || is_running(i);
        run_end(&run);
        json_decref(s.running);
        s.running = NULL;
    }
    screen_leave();
    kill(getpid(), SIGSTOP);
    if (!screen_enter())
        quit = true;
}

static void
take_signal(int fd)
{
    struct signalfd_siginfo info;
    if (read(fd, &info, sizeof info) != sizeof info)
        return;
    if (info.ssi_signo == SIGTSTP)
        suspend();
    else if (info.ssi_signo != SIGWINCH && info.ssi_signo != SIGCONT)
        quit = true;
}

static int
signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    static const int ours[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT,
                               SIGTSTP, SIGCONT, SIGWINCH};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        sigaddset(&set, ours[i]);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTTOU,
           SIG_IGN); /* giving the terminal back must not stop us */
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* --- the loop ----------------------------------------------------------
 */

static void
wait_and_act(int signal_fd)
{
    struct pollfd fds[] = {{STDIN_FILENO, POLLIN, 0},
                           {signal_fd, POLLIN, 0},
                           {files_fd(files), POLLIN, 0},
                           {run.pid != 0 ? run.fd : -1, POLLIN, 0}};
    int patience = files_timeout(files);
    if (run.stopping && (patience == -1 || patience > AGAIN))
        patience = AGAIN;
    if (poll(fds, sizeof fds / sizeof *fds, patience) == -1)
        return;
    if (run.stopping)
        run_stop(&run);
    if (fds[3].revents != 0)
        take_results();
    if (fds[0].revents != 0)
        take_keys();
    take_files();
    if (fds[1].revents != 0)
        take_signal(signal_fd);
}

static bool
parse(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "--root") == 0)
            s.o.root = argv[i + 1];
        else if (strcmp(argv[i], "--build") == 0)
            s.o.build = argv[i + 1];
        else
            argc = 0;
    if (argc % 2 == 1)
        return true;
    fputs("usage: watch [--root DIR] [--build DIR]\n", stderr);
    return false;
}

/* Where the learner was, or the first exercise that has not passed. */
static size_t
where_to_begin(void)
{
    const char *name = text_of(s.progress, "current");
    if (*name == '\0')
        name = learner_next(s.progress, "");
    for (size_t i = 0; i < json_array_size(s.all); i++)
        if (strcmp(text_of(exercise(i), "name"), name) == 0)
            return i;
    return 0;
}

/* What stays in the terminal when the screen is gone. */
static void
farewell(void)
{
    const char *next = learner_next(s.progress, "");
    printf("%d of %zu exercises passed, %d of %d points%s%s.\n",
           number_of(s.progress, "passed"), json_array_size(s.all),
           number_of(s.progress, "points"),
           number_of(s.progress, "max_points"), *next ? "; next: " : "",
           next);
}

int
main(int argc, char **argv)
{
    s.o = (struct options){
        .root = ".", .build = "build", .jobs = jobs_cores()};
    if (!parse(argc, argv))
        return COULD_NOT_START;
    box_level(); /* says what is wrong with it while there is no screen */
    bool here = strcmp(s.o.root, ".") == 0;
    s.o.from = here ? "exercises" : str_format("%s/exercises", s.o.root);
    char *work = str_format("%s/grade/jobs", s.o.build);
    s.all = catalogue_load(&s.o);
    if (s.all == NULL || json_array_size(s.all) > MOST ||
        !submission_check(&s.o, s.all))
        return COULD_NOT_START;
    if (str_make_folders(work) == -1 || access(work, W_OK) == -1) {
        fprintf(stderr, "watch: cannot write into %s: %s\n", work,
                strerror(errno));
        return COULD_NOT_START;
    }
    int signal_fd = signals();
    if (!screen_enter() || (files = files_open(&s.o, s.all)) == NULL) {
        screen_leave();
        return COULD_NOT_START;
    }
    s.results = json_object();
    s.progress = learner_load(&s.o, s.all);
    saved(where_to_begin());
    while (!quit) {
        start_next();
        view_show(&s);
        wait_and_act(signal_fd);
    }
    run_end(&run);
    screen_leave();
    farewell();
    files_close(files);
    return 0;
}
