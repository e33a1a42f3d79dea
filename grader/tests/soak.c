/*
 * soak.c - does any verdict change under load?
 *
 *     soak ROUNDS [EXERCISE ...]
 *
 * Each round grades every starter, every solution and, of each exercise,
 * one wrong answer (the next one each round), all with a seed of the
 * round's own, while one busy process for each core takes its share.  A
 * solution must PASS, a wrong answer must get the verdict and the hint of
 * its first line, a starter the verdict that it got in the first round.
 *
 * Prints each change; exit status 1 if there was any, 2 if it was stopped.
 */
#define _GNU_SOURCE
#include "grade.h"
#include "str.h"

#include <glob.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static json_t *first; /* label -> verdict of the first round, starters */
static int gradings, changes, round_now;
static uint64_t seed_now;

static void
on_signal(int sig)
{
    jobs_interrupted = sig;
}

static void
finished(const json_t *x, const json_t *r)
{
    const char *label = text_of(x, "label"), *want = text_of(x, "expect");
    const char *got = text_of(r, "verdict"), *hint = text_of(x, "hint_id");
    gradings++;
    if (*want == '\0') { /* a starter */
        want = text_of(first, label);
        if (*want == '\0') {
            json_object_set_new(first, label, json_string(got));
            want = strcmp(got, "WRONG") == 0 || strcmp(got, "SERIAL") == 0
                       ? got
                       : "WRONG or SERIAL";
        }
    }
    bool same = strcmp(want, got) == 0 &&
                (*hint == '\0' || strcmp(hint, text_of(r, "hint_id")) == 0);
    if (same)
        return;
    changes++;
    printf("CHANGED %s, round %d, seed %llu: expected %s %s, got %s %s: "
           "%s\n",
           label, round_now, (unsigned long long)seed_now, want, hint, got,
           text_of(r, "hint_id"), text_of(r, "evidence"));
}

static void
add(json_t *items, const json_t *x, const char *path, const char *verdict,
    const char *hint)
{
    json_t *item = json_copy((json_t *)x);
    json_object_set_new(item, "answer", json_string(path));
    json_object_set_new(item, "label", json_string(path));
    json_object_set_new(item, "expect", json_string(verdict));
    json_object_set_new(item, "hint_id", json_string(hint));
    json_array_append_new(items, item);
}

static void
add_wrong(json_t *items, const json_t *x)
{
    glob_t found = {0};
    char verdict[32], hint[80];
    char *pattern = str_format("grader/wrong/%s/%s/*", text_of(x, "slug"),
                               text_of(x, "name"));
    if (glob(pattern, 0, NULL, &found) == 0) {
        const char *path =
            found.gl_pathv[(size_t)(round_now - 1) % found.gl_pathc];
        char *text = str_read_file(path, 1 << 20, NULL);
        const char *at = text != NULL ? strstr(text, "expect: ") : NULL;
        if (at != NULL &&
            sscanf(at, "expect: %31s hint=%79s", verdict, hint) == 2)
            add(items, x, path, verdict, hint);
        free(text);
    }
    globfree(&found);
    free(pattern);
}

static bool
one_round(struct options *o, json_t *all, char **names)
{
    json_t *items = json_array(), *results = json_array(), *x;
    size_t i;
    json_array_foreach (all, i, x) {
        bool wanted = *names == NULL;
        for (char **n = names; *n != NULL; n++)
            wanted = wanted || strcmp(*n, text_of(x, "name")) == 0;
        if (!wanted)
            continue;
        char *starter = str_format("exercises/%s/%s", text_of(x, "slug"),
                                   text_of(x, "file"));
        char *solution = str_format("solutions/%s/%s", text_of(x, "slug"),
                                    text_of(x, "file"));
        add(items, x, starter, "", "");
        add(items, x, solution, "PASS", "");
        add_wrong(items, x);
        free(starter);
        free(solution);
    }
    o->seed = seed_now;
    bool whole = jobs_run(o, items, results, finished);
    json_decref(items);
    json_decref(results);
    return whole;
}

/* Busy processes, one a core; they end with this one. */
static void
load(int n)
{
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (volatile unsigned long work = 0;; work++)
                continue;
        }
}

int
main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 0;
    struct options o = {.root = ".",
                        .build = "build",
                        .from = ".",
                        .jobs = jobs_cores(),
                        .seed_given = true,
                        .force = true};
    json_t *all = catalogue_load(&o);
    if (all == NULL || rounds < 1) {
        fputs("usage: soak ROUNDS [EXERCISE ...]\n", stderr);
        return 2;
    }
    str_make_folders("build/grade/jobs");
    first = json_object();
    uint64_t seed = (uint64_t)time(NULL);
    /* jobs_run waits for any child: the busy ones are children of another
     */
    pid_t loader = fork();
    if (loader == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        load(jobs_cores());
        for (;;)
            pause();
    }
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    bool whole = true;
    for (round_now = 1; whole && round_now <= rounds; round_now++) {
        seed_now = seed + (uint64_t)round_now;
        int before = gradings;
        whole = one_round(&o, all, argv + 2);
        printf(
            "round %d of %d: %d gradings, seed %llu, %d changes so far\n",
            round_now, rounds, gradings - before,
            (unsigned long long)seed_now, changes);
        fflush(stdout);
    }
    kill(loader, SIGKILL);
    printf("%d gradings, %d verdicts changed%s\n", gradings, changes,
           whole ? "" : " (stopped)");
    return !whole ? 2 : changes > 0;
}
