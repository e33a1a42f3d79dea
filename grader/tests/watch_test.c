/*
 * watch_test.c - drives `watch` through a pseudo-terminal, as a learner
 * would: saves files, presses keys, changes the window, goes away.
 *
 *     watch_test ROOT SCRATCH      ROOT: the repository, built
 *
 * The course in SCRATCH is chapter 1 alone, so that "all" is three
 * exercises.  Prints `ok NAME` or `FAIL NAME: why`.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { PATIENCE = 60 /* seconds; only a failure waits so long */ };

static const char *root, *scratch;
static int failures;

static void
verdict(bool ok, const char *name, const char *why)
{
    failures += !ok;
    printf("%s watch/%s", ok ? "ok" : "FAIL", name);
    if (!ok) {
        printf(": ");
        for (; *why; why++) /* on one line, readable */
            putchar((unsigned char)*why < 32 ? ' ' : *why);
    }
    putchar('\n');
    fflush(stdout);
}

/* Runs a shell command in SCRATCH; its status. */
__attribute__((format(printf, 1, 2))) static int
sh(const char *format, ...)
{
    char command[4096];
    int n = snprintf(command, sizeof command, "cd '%s' && R='%s' && ",
                     scratch, root);
    va_list ap;
    va_start(ap, format);
    vsnprintf(command + n, sizeof command - (size_t)n, format, ap);
    va_end(ap);
    fflush(stdout);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- the terminal ------------------------------------------------------
 */

static int master = -1, slave = -1;
static pid_t watch;
static struct termios usual;
static char text[1 << 20]; /* all that watch has written since its start */
static size_t len;
static char frame[1 << 16]; /* the last screen, without escapes */
static int gradings;        /* how many have been started */
static int opened = -1;     /* tells when a file of build/grade is opened */

/* Leaves out ESC [ ... LETTER and carriage returns. */
static void
strip(const char *from, size_t n, char *to, size_t size)
{
    size_t k = 0;
    for (size_t i = 0; i < n && k + 1 < size; i++) {
        if (from[i] == 27 && i + 1 < n && from[i + 1] == '[')
            for (i += 2; i < n && !(from[i] >= '@' && from[i] <= '~');)
                i++;
        else if (from[i] != '\r')
            to[k++] = from[i];
    }
    to[k] = '\0';
}

/* A frame is whole when it has ended with ESC [ J. */
static void
look_at_frames(void)
{
    static size_t seen;
    if (len == 0)
        seen = 0;
    for (char *p; (p = memmem(text + seen, len - seen, "\033[H", 3));) {
        char *end = memmem(p, (size_t)(text + len - p), "\033[J", 3);
        if (end == NULL)
            return;
        strip(p, (size_t)(end - p), frame, sizeof frame);
        seen = (size_t)(end + 3 - text);
    }
}

/* Each grading opens its log anew. */
static void
count_gradings(void)
{
    _Alignas(struct inotify_event) char buffer[4096];
    ssize_t n;
    while ((n = read(opened, buffer, sizeof buffer)) > 0)
        for (char *p = buffer; p < buffer + n;) {
            const struct inotify_event *e = (const void *)p;
            gradings += e->len > 0 && strcmp(e->name, "watch.log") == 0;
            p += sizeof *e + e->len;
        }
}

/* Reads what comes within `seconds`; false at the terminal's end. */
static bool
pump(double seconds)
{
    struct pollfd p = {master, POLLIN, 0};
    if (poll(&p, 1, (int)(seconds * 1000)) <= 0)
        return true;
    ssize_t n = read(master, text + len, sizeof text - len - 1);
    if (n <= 0)
        return false;
    len += (size_t)n;
    text[len] = '\0';
    look_at_frames();
    return true;
}

static bool
shows(const char *words, bool wanted)
{
    double end = now() + PATIENCE;
    while ((strstr(frame, words) != NULL) != wanted && now() < end)
        if (!pump(0.2))
            break;
    return (strstr(frame, words) != NULL) == wanted;
}

/* The screen says these words, sooner or later. */
static void
expect(const char *name, const char *words)
{
    bool seen = shows(words, true);
    char why[3000];
    snprintf(why, sizeof why, "no \"%s\" on the screen: %.2500s", words,
             frame);
    verdict(seen, name, why);
}

static void
press(const char *keys)
{
    if (write(master, keys, strlen(keys)) == -1)
        perror("watch_test: write");
}

static void
resize(unsigned short rows, unsigned short columns)
{
    struct winsize w = {.ws_row = rows, .ws_col = columns};
    ioctl(master, TIOCSWINSZ, &w);
}

static void
start(void)
{
    struct winsize w = {.ws_row = 30, .ws_col = 80};
    if (openpty(&master, &slave, NULL, NULL, &w) == -1)
        exit(2);
    tcgetattr(slave, &usual);
    len = 0;
    text[0] = frame[0] = '\0';
    look_at_frames();
    fflush(stdout);
    watch = fork();
    if (watch == 0) {
        char *program;
        if (asprintf(&program, "%s/build/bin/watch", root) == -1)
            _exit(3);
        close(master);
        login_tty(slave);
        setenv("TERM", "xterm", 1);
        if (chdir(scratch) == 0)
            execl(program, "watch", (char *)NULL);
        _exit(3);
    }
}

/* Waits for the end of watch; its wait status, -1 if it does not end. */
static int
ended(void)
{
    int status = -1;
    for (double end = now() + PATIENCE; now() < end;) {
        pump(0.05);
        if (waitpid(watch, &status, WNOHANG) == watch)
            break;
        status = -1;
    }
    if (status == -1) {
        kill(watch, SIGKILL);
        waitpid(watch, NULL, 0);
    }
    while (pump(0.1) && len < sizeof text / 2) {
        struct pollfd p = {master, POLLIN, 0};
        if (poll(&p, 1, 0) <= 0)
            break;
    }
    return status;
}

/* Is the terminal as it was, and the other screen left? */
static void
restored(const char *name)
{
    struct termios t;
    tcgetattr(slave, &t);
    bool same = t.c_lflag == usual.c_lflag && t.c_iflag == usual.c_iflag &&
                memcmp(t.c_cc, usual.c_cc, sizeof t.c_cc) == 0;
    char *in = memmem(text, len, "\033[?1049h", 8);
    char *out =
        in != NULL ? memmem(in, len - (size_t)(in - text), "\033[?1049l", 8)
                   : NULL;
    char *cursor =
        out != NULL ? memmem(in, len - (size_t)(in - text), "\033[?25h", 6)
                    : NULL;
    verdict(same && cursor != NULL, name,
            !same ? "the terminal's mode has changed"
                  : "the other screen was not left");
    close(master);
    close(slave);
}

/* --- the course in SCRATCH ---------------------------------------------
 */

#define CHAPTER "exercises/01-one-memory-or-many"
#define SOLVED "$R/solutions/01-one-memory-or-many"

static void
make_course(void)
{
    sh("mkdir -p grader/catalogue build chapters && "
       "cp $R/grader/catalogue/01-*.json grader/catalogue && "
       "for d in src machine drivers; do ln -s $R/grader/$d grader/; done "
       "&&"
       "for d in bin drivers probes reserved-symbols; do "
       "ln -s $R/build/$d build/; done && ln -s $R/solutions . && "
       "ln -s $R/chapters/include $R/chapters/01-* chapters/ && "
       "mkdir -p exercises build/grade && cp -r $R/" CHAPTER " exercises/");
    char *path;
    if (asprintf(&path, "%s/build/grade", scratch) == -1)
        exit(2);
    opened = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    inotify_add_watch(opened, path, IN_OPEN);
    free(path);
}

/* An answer that never returns, in a process with a name of ours. */
static void
save_sleeper(void)
{
    sh("printf '%%s\\n' '#include <sys/prctl.h>' '#include <unistd.h>' "
       "'int who_sees(enum worker_kind how, int *cell)' "
       "'{ (void)how, (void)cell; prctl(PR_SET_NAME, \"mh%d\");' "
       "'for (;;) pause(); }' > " CHAPTER "/who_sees.c",
       (int)getpid());
}

static bool
alive(void)
{
    return sh("cat /proc/[0-9]*/comm 2>/dev/null | grep -qx mh%d",
              (int)getpid()) == 0;
}

static bool
becomes_alive(bool wanted)
{
    for (double end = now() + PATIENCE; now() < end;) {
        if (alive() == wanted)
            return true;
        pump(0.1);
    }
    return false;
}

/* --- tests -------------------------------------------------------------
 */

static void
without_terminal(void)
{
    int status = sh("$R/build/bin/watch </dev/null >out 2>&1");
    verdict(status == 2, "no-terminal/status", "is not 2");
    verdict(sh("[ $(wc -l <out) = 1 ] && grep -q 'needs a terminal' out") ==
                0,
            "no-terminal/one-sentence", "not one clear sentence");
    status = sh("GRADE_SANDBOX=bubblewarp $R/build/bin/watch >out 2>&1");
    verdict(status == 2 &&
                sh("grep -q '^watch: there is no GRADE_SANDBOX' out") == 0,
            "unknown-sandbox", "it is not refused");
    status =
        sh("script -qec \"env TERM=dumb $R/build/bin/watch\" /dev/null "
           ">out 2>&1 </dev/null");
    verdict(status == 2 && sh("grep -q 'needs a terminal' out") == 0,
            "dumb-terminal", "not refused");
}

static void
progress_before(void)
{
    int status = sh("$R/build/bin/progress >out 2>&1");
    verdict(status == 0 && sh("grep -q 'Together.* 0 of 3 .* 0 of 30 ' out "
                              "&& grep -q '^Next: who_sees' out") == 0,
            "progress/before-anything", "no table of zeros");
    sh("mkdir .many-hands && echo '{\"current\": 3, \"exer' "
       ">.many-hands/progress.json");
    verdict(sh("$R/build/bin/progress >out 2>&1 && "
               "grep -q '^Next: who_sees' out") == 0,
            "progress/broken-record", "a broken record stops it");
}

static void
saves(void)
{
    start();
    expect("starter", "WRONG");
    expect("first-exercise", "Chapter 1: who_sees");
    verdict(strstr(frame, "Hint 1") == NULL, "no-hint-unasked", frame);
    press("h");
    expect("hint-1", "Hint 1 of 3");
    press("hh");
    expect("hint-3", "Hint 3 of 3");
    press("h");
    expect("no-fourth-hint", "that was the last hint");

    double begin =
        now(); /* never before it has settled, whatever the load */
    count_gradings();
    int before = gradings;
    sh("echo '/* draft */' >>" CHAPTER "/who_sees.c");
    struct pollfd p = {opened, POLLIN, 0};
    for (; gradings == before && now() < begin + PATIENCE; count_gradings())
        poll(&p, 1, 1000);
    verdict(gradings > before && now() - begin > 0.1, "save-settles",
            "it is graded while the editor may still write");
    shows("grading ...", false);

    before = gradings; /* twice, and renamed over the old one */
    kill(watch, SIGSTOP);
    sh("echo '/* draft */' >>" CHAPTER "/who_sees.c; cp " SOLVED
       "/who_sees.c " CHAPTER "/.new && mv " CHAPTER "/.new " CHAPTER
       "/who_sees.c");
    kill(watch, SIGCONT);
    expect("saved-twice", "PASS  10/10");
    count_gradings();
    verdict(gradings == before + 1, "saved-twice/one-grading",
            "it was graded more often");
    expect("solution-unlocked",
           "solutions/01-one-memory-or-many/who_sees.c");
    press("h");
    expect("no-hint-after-pass", "no hint is needed");
    press("n");
    expect("next", "Chapter 1: fork_sum");
    expect("next/verdict", "WRONG  3/10");
}

/* What is wrong is marked, and the line that is named stands there. */
static void
marks(void)
{
    size_t before = len;
    sh("cp $R/grader/wrong/01-one-memory-or-many/fork_sum/"
       "odd-item-lost.c " CHAPTER "/fork_sum.c");
    expect("wrong-value", "is missing");
    char *got = memmem(text + before, len - before, "  Got       ", 12);
    verdict(got != NULL && strncmp(got + 12, "\033[1;31m", 7) == 0,
            "wrong-value/marked", frame);
    char *expected =
        memmem(text + before, len - before, "  Expected  ", 12);
    verdict(expected != NULL && expected[12] != '\033',
            "wrong-value/nothing-else-is-marked", frame);
    sh("printf '%%s\n' '#include \"contract.h\"' 'int64_t' "
       "'fork_sum(const int32_t *v, size_t n)' '{ (void)v, (void)n;' "
       "'    *(volatile int *)0 = 1;' '    return 0; }' > " CHAPTER
       "/fork_sum.c");
    expect("named-line", "     5 | *(volatile int *)0 = 1;");
}

static void
files_come_and_go(void)
{
    sh("rm " CHAPTER "/fork_sum.c");
    expect("deleted", "not submitted");
    sh("mv " CHAPTER " away");
    sh("mv away " CHAPTER " && cp $R/" CHAPTER "/fork_sum.c " CHAPTER);
    expect("folder-came-back", "WRONG");
    press("n");
    shows("grading ...", false);
    sh("cp " SOLVED "/fork_sum.c " CHAPTER);
    expect("new-file", "PASS  10/10");
    sh("echo >" CHAPTER "/mine.c; echo >" CHAPTER "/notes.txt");
    expect("stray-file", "mine.c belongs to no exercise");
    press("?");
    expect("help", "quit (also Ctrl-C)");
    press("r");
    expect("run-all", "shared_count");
    shows("...   ", false);
    expect("run-all/verdicts", "shared_count    WRONG");
    verdict(strstr(frame, "fork_sum        PASS") != NULL, "run-all/passed",
            frame);
}

static void
narrow(void)
{
    resize(12, 40);
    bool all_fit = shows("1  who_sees", true) && shows("r all", true);
    press("n");
    all_fit =
        all_fit && shows("shared_count", true) && shows("WRONG", true);
    press("h");
    all_fit = all_fit && shows("lines; arrows", true);
    int rows = 1, column = 0, widest = 0;
    for (char *p = frame; *p; p++) {
        column = *p == '\n' ? 0 : column + ((*p & 0xC0) != 0x80);
        rows += *p == '\n';
        widest = column > widest ? column : widest;
    }
    verdict(all_fit, "narrow/says-all", frame);
    verdict(widest <= 40 && rows <= 12, "narrow/fits", frame);
    press("\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A"
          "\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A\033[A");
    expect("narrow/arrows", "Chapter 1: shared_count");
    resize(30, 80);
    expect("wide-again", "Many Hands");
    press("?");
    expect("wide-again/help", "this page, and back");
}

static void
quit_and_resume(void)
{
    press("q");
    int status = ended();
    verdict(WIFEXITED(status) && WEXITSTATUS(status) == 0, "quit/status",
            "is not 0");
    verdict(strstr(text, "2 of 3 exercises passed") != NULL, "quit/says-so",
            "no last line");
    restored("quit/restores");
    verdict(sh("$R/build/bin/progress >out && grep -q ' 2 of 3 ' out && "
               "grep -q '^Next: shared_count' out") == 0,
            "progress/after", "the table does not show it");
    verdict(sh("grep -q 'manyHandsProgress = {' .many-hands/progress.js") ==
                0,
            "progress/script", "no progress.js for the book");

    start();
    expect("resumes-there", "Chapter 1: shared_count");
    shows("grading ...", false);
    sh("touch " CHAPTER "/who_sees.c && : >>" CHAPTER "/who_sees.c");
    expect("finished-is-not-run-again", "(unchanged)");
}

static void
saved_while_grading(void)
{
    save_sleeper();
    shows("grading ...", true);
    verdict(becomes_alive(true), "while-grading/runs", "it never ran");
    sh("cp " SOLVED "/who_sees.c " CHAPTER);
    expect("while-grading/verdict-of-the-last", "PASS  10/10");
    verdict(becomes_alive(false), "while-grading/nothing-left",
            "the first one is still alive");

    save_sleeper();
    becomes_alive(true);
    sh("cp " SOLVED "/shared_count.c " CHAPTER);
    expect("while-grading/another-waits", "Chapter 1: shared_count");
    expect("while-grading/another-verdict", "PASS  10/10");
}

static void
stopped(void)
{
    save_sleeper();
    sh("echo '/* again */' >>" CHAPTER "/who_sees.c");
    becomes_alive(true);
    press("\032"); /* Ctrl-Z */
    int status = 0;
    for (double end = now() + PATIENCE; now() < end;) {
        pump(0.1);
        if (waitpid(watch, &status, WUNTRACED | WNOHANG) == watch)
            break;
    }
    struct termios t;
    tcgetattr(slave, &t);
    verdict(WIFSTOPPED(status) && t.c_lflag == usual.c_lflag,
            "stopped/restores", "Ctrl-Z does not give the terminal back");
    verdict(becomes_alive(false), "stopped/nothing-left",
            "an answer is still alive");
    sh("cp " SOLVED "/who_sees.c " CHAPTER);
    kill(watch, SIGCONT);
    expect("continued", "PASS  10/10");
    press("\003");
    status = ended();
    verdict(WIFEXITED(status) && WEXITSTATUS(status) == 0, "ctrl-c/status",
            "is not 0");
    restored("ctrl-c/restores");
}

/* In the middle of grading; `gone` is whether it may still clean up. */
static void
killed(int sig, const char *name, bool may_clean)
{
    char label[64];
    start();
    shows("grading ...", false);
    save_sleeper();
    sh("echo '/* %s */' >>" CHAPTER "/who_sees.c", name);
    becomes_alive(true);
    kill(watch, sig);
    int status = ended();
    snprintf(label, sizeof label, "%s/ends", name);
    verdict(status != -1, label, "it goes on");
    snprintf(label, sizeof label, "%s/nothing-left", name);
    verdict(becomes_alive(false), label, "an answer is still alive");
    snprintf(label, sizeof label, "%s/restores", name);
    if (may_clean)
        restored(label);
}

static void
grade_keeps_progress(void)
{
    sh("cp " SOLVED "/*.c " CHAPTER);
    sh("$R/build/bin/grade --exercise who_sees >out 2>&1");
    sh("$R/build/bin/grade --from solutions >out 2>&1");
    verdict(sh("$R/build/bin/progress | grep -q ' 3 of 3 '") != 0 ||
                sh("grep -q '\"current\": \"who_sees\"' "
                   ".many-hands/progress.json") == 0,
            "grade/current", "grade EX= does not set the current one");
    sh("rm -r .many-hands && $R/build/bin/grade --from solutions >out "
       "2>&1");
    verdict(sh("[ ! -e .many-hands ]") == 0, "grade/other-submission",
            "FROM=solutions counts as the learner's");
    sh("$R/build/bin/grade >out 2>&1");
    verdict(sh("$R/build/bin/progress | grep -q 'Every exercise of the'") ==
                0,
            "progress/all-passed", "does not say that all is done");
}

int
main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    root = argv[1];
    scratch = argv[2];
    signal(SIGPIPE, SIG_IGN);
    make_course();
    without_terminal();
    progress_before();
    saves();
    marks();
    files_come_and_go();
    narrow();
    quit_and_resume();
    saved_while_grading();
    stopped();
    killed(SIGTERM, "SIGTERM", true);
    killed(SIGHUP, "SIGHUP", true);
    killed(SIGSEGV, "SIGSEGV", true);
    killed(SIGKILL, "SIGKILL", false);
    grade_keeps_progress();
    return failures > 0;
}
