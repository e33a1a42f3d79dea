/* probe.c - the runner: questions in, the learner's function, answers out.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "probe_family.h"
#include "probe_keeper.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_BORROWED = 64 };

static char *question, *cursor;
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

void
probe_left(const char *kind, int64_t count, const char *text)
{
    if (count <= 0)
        return;
    snprintf(mail->text, 40, "%s", kind);
    snprintf(mail->text + 40, 600, "%s", text);
    keep(KEEP_LEFT, count, 0, 0);
}

/* --- the question ------------------------------------------------------
 */

/* False when there is none left.  The mail is for the next text too. */
static bool
next_question(void)
{
    long len = keep(KEEP_QUESTION, 0, 0, 0);
    if (len < 0)
        return false;
    question = cursor = malloc((size_t)len + 1);
    if (question == NULL)
        give_up("question");
    memcpy(question, mail->text, (size_t)len);
    question[len] = '\0';
    return true;
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

/* The keeper has counted them; they must not count again. */
static void
reap_children(void)
{
    while (probe_checks_process && waitpid(-1, NULL, __WALL) > 0)
        continue;
}

static void
run_case(int index)
{
    answer.len = 0;
    probe_before_case(index);
    probe_case();
    if (getpid() != owner) { /* the learner's child came back with us */
        keep(KEEP_STRAY, 0, 0, 0);
        _exit(0);
    }
    if (probe_checks_process)
        probe_left("thread", family_unjoined(), "never joined");
    probe_after_case();
    while (nborrowed > 0)
        free(borrowed[--nborrowed]);
    free(question);
    if (answer.len >= MAIL_BYTES) {
        errno = EFBIG;
        give_up("answer");
    }
    if (answer.len > 0)
        memcpy(mail->text, answer.data, answer.len);
    keep(KEEP_ANSWER, (int64_t)answer.len, 0, 0);
    reap_children();
}

int
probe_main(void)
{
    owner = getpid();
    make_first_thread();
    keep(KEEP_HELLO, probe_rank(), probe_checks_process, 0);
    for (int i = 0; next_question(); i++)
        run_case(i);
    probe_finish();
    keep(KEEP_DONE, 0, 0, 0);
    free(answer.data);
    answer.data = NULL;
    return 0;
}
