/*
 * trace.c - the picture of a learner's own run beside that of the reference
 * solution, with what the observer says of both.
 *
 *     trace --exercise NAME [--ranks N] [--from DIR] [--root DIR]
 *           [--build DIR]
 *
 * The answer is compiled as `grade` compiles it and linked with a small
 * question (questions/NAME.c); observer and program run together in a box.
 * Writes BUILD/trace/NAME.html.  Exit status: 0 the page is written, 2 not.
 */
#define _GNU_SOURCE
#include "trace.h"

#include "box.h"
#include "str.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COULD_NOT = 2, MOST_SVG = 4 << 20, MOST_JSON = 1 << 20 };

static const char usage[] =
    "usage: trace --exercise NAME [--ranks 1..16] [--from DIR] "
    "[--root DIR] [--build DIR]\n";

/* --- one run -----------------------------------------------------------
 */

/* Threads and processes are watched in the build that finds races too. */
static const char *
build_of(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach (json_object_get(exercise, "checks"), i, check)
        if (strcmp(json_string_value(check), "race") == 0)
            return "race";
    return "plain";
}

static bool
is_mpi(const json_t *exercise)
{
    return strcmp(text_of(exercise, "kind"), "mpi") == 0;
}

/* Runs what was compiled into `work` under the observer, which writes into
 * the folder `out`. */
static void
run_watched(const struct tracing *t, const char *work, const char *out,
            struct box_result *r)
{
    const char *build = t->options.build;
    char *paths[] = {
        str_format("%s/observe", build),
        str_format("%s/observe-openmpi.so", build),
        str_format("%s/observe-threads", build),
        str_format("%s/threads/preload.so", build),
        str_format("%s/grader/machine", t->options.root),
        str_format("%s/%s", work, build_of(t->exercise)),
    };
    struct box_file files[] = {
        {paths[0], "/observe/observe", false},
        {paths[1], "/observe/observe-openmpi.so", false},
        {paths[2], "/observe/observe-threads", false},
        {paths[3], "/observe/threads/preload.so", false},
        {paths[4], "/course/machine", false},
        {paths[5], "/probe", false},
        {out, "/out", true},
    };
    char ranks[16];
    snprintf(ranks, sizeof ranks, "%d", t->ranks);
    char *mpi[] = {"/observe/observe", "--svg",  "picture.svg", "--json",
                   "faults.json",      "mpirun", "-n",          ranks,
                   "/probe",           NULL};
    char *plain[] = {"/observe/observe", "--svg",  "picture.svg", "--json",
                     "faults.json",      "/probe", NULL};
    char *env[] = {"MPI=openmpi", NULL};
    struct box_request q = {.argv = is_mpi(t->exercise) ? mpi : plain,
                            .env = env,
                            .directory = "/out",
                            .files = files,
                            .nfiles = sizeof files / sizeof *files,
                            .limits = box_default_limits};
    q.limits.rss_kb *= 4;           /* up to 16 ranks */
    q.limits.processes = 200;       /* with the threads of their MPI */
    q.limits.file_bytes = 64 << 20; /* the log of a rank, mostly a hole */
    q.limits.cpu_seconds *= 4;
    box_run(&q, r);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        free(paths[i]);
}

/* What kept the observer from its end, in a sentence; "" if nothing. */
static char *
trouble_of(const struct box_result *r)
{
    /* The observer ends as the program did that it watched. */
    if (r->end == BOX_EXITED &&
        (r->status == 128 + SIGXCPU || r->status == 128 + SIGKILL))
        return strdup("The run was ended by its limits: it used too much "
                      "processor time.");
    if (r->end == BOX_EXITED)
        return strdup("");
    return str_format("The run was ended by its limits: %s.",
                      r->why[0] ? r->why : "it was killed");
}

static json_t *
faults_of(const char *out)
{
    char *path = str_format("%s/faults.json", out);
    char *text = str_read_file(path, MOST_JSON, NULL);
    json_t *root = text != NULL ? json_loads(text, 0, NULL) : NULL;
    json_t *faults = json_incref(json_object_get(root, "faults"));
    json_decref(root);
    free(text);
    free(path);
    return json_is_array(faults) ? faults : json_array();
}

static void
watch_answer(const struct tracing *t, const char *work, struct shown_run *s)
{
    char *out = str_format("%s/out-XXXXXX", getenv("GRADE_TMP"));
    if (mkdtemp(out) == NULL || chmod(out, 0777) == -1) {
        s->trouble = str_format("There is no room for the run: %s.",
                                strerror(errno));
        free(out);
        return;
    }
    struct box_result r;
    run_watched(t, work, out, &r);
    s->trouble = trouble_of(&r);
    s->faults = faults_of(out);
    s->survivors = r.survivors;
    s->said = strndup(r.out ? r.out : "", 4000);
    if (r.end == BOX_FAILED) {
        free(s->trouble);
        s->trouble =
            str_format("The sandbox could not be made: %s.", r.why);
    }
    char *path = str_format("%s/picture.svg", out);
    s->svg = str_read_file(path, MOST_SVG, NULL);
    if (s->svg != NULL && !svg_is_harmless(s->svg)) {
        free(s->svg); /* the program could have written there */
        s->svg = NULL;
    }
    free(path);
    box_result_free(&r);
    if (geteuid() == 0 && chown(out, 0, 0) == -1)
        perror("trace: chown");
    str_remove_tree(out);
    free(out);
}

/* The exercise as it is compiled here: linked with the question only. */
static json_t *
for_a_picture(const json_t *exercise)
{
    json_t *copy = json_copy((json_t *)exercise), *checks = json_array();
    json_array_append_new(checks, json_string("plain"));
    if (strcmp(build_of(exercise), "race") == 0)
        json_array_append_new(checks, json_string("race"));
    json_object_set_new(copy, "checks", checks);
    return copy;
}

static void
compile_and_watch(const struct tracing *t, const char *source, size_t len,
                  struct shown_run *s)
{
    const char *tmp = getenv("GRADE_TMP");
    char *folder = str_format("%s/answer-XXXXXX", tmp);
    char *work = str_format("%s/work-XXXXXX", tmp);
    if (mkdtemp(folder) == NULL || mkdtemp(work) == NULL ||
        chmod(folder, 0755) == -1 || chmod(work, 0755) == -1) {
        s->trouble =
            str_format("There is no room in /tmp: %s.", strerror(errno));
        free(folder);
        free(work);
        return;
    }
    char *path = str_format("%s/%s", folder, text_of(t->exercise, "file"));
    char *build = str_format("%s/trace", t->options.build);
    struct options o = t->options;
    o.build = build;
    json_t *exercise = for_a_picture(t->exercise);
    bool compiled = str_write_file(path, source, len) == 0 &&
                    compile_probe(&o, exercise, path, work, s->result);
    if (geteuid() == 0 && chown(work, 0, 0) == -1)
        perror("trace: chown");
    if (compiled)
        watch_answer(t, work, s);
    else
        s->trouble = strdup(text_of(s->result, "evidence"));
    json_decref(exercise);
    str_remove_tree(folder);
    str_remove_tree(work);
    free(build);
    free(path);
    free(folder);
    free(work);
}

static void
trace_one(const struct tracing *t, const char *from, struct shown_run *s)
{
    struct options o = t->options;
    char *path = NULL;
    size_t len = 0;
    o.from = from;
    *s = (struct shown_run){.result = json_object()};
    s->source = submission_read(&o, t->exercise, &path, &len, s->result);
    if (s->source != NULL)
        compile_and_watch(t, s->source, len, s);
    else
        s->trouble = strdup(text_of(s->result, "evidence"));
    free(path);
}

/* --- the command -------------------------------------------------------
 */

static void
on_signal(int number)
{
    jobs_interrupted = number;
    box_kill_all();
}

static bool
parse(int argc, char **argv, struct tracing *t)
{
    static const struct option longs[] = {
        {"exercise", 1, NULL, 'e'}, {"ranks", 1, NULL, 'n'},
        {"from", 1, NULL, 'f'},     {"root", 1, NULL, 'r'},
        {"build", 1, NULL, 'b'},    {"help", 0, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    unsigned long long v;
    for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
        if (c == 'e')
            t->options.exercise = optarg;
        else if (c == 'f')
            t->options.from = optarg;
        else if (c == 'r')
            t->options.root = optarg;
        else if (c == 'b')
            t->options.build = optarg;
        else if (c == 'n') {
            if (!str_to_number("trace", optarg, "NP", 1, 16, &v))
                return false;
            t->ranks = (int)v;
        } else {
            fputs(usage, c == 'h' ? stdout : stderr);
            exit(c == 'h' ? 0 : COULD_NOT);
        }
    }
    if (optind == argc && t->options.exercise != NULL)
        return true;
    fputs("trace: say which exercise, for example make trace EX=pi_mpi "
          "NP=4\n",
          stderr);
    return false;
}

static bool
has_question(const struct tracing *t)
{
    char *path = str_format("%s/trace/probes/%s.o", t->options.build,
                            t->options.exercise);
    bool there = access(path, R_OK) == 0;
    if (!there)
        fprintf(stderr,
                "trace: there is no picture of %s: it makes no thread, "
                "process or message of its own, or nobody has written its "
                "question (grader/observe/trace/questions/) yet\n",
                t->options.exercise);
    free(path);
    return there;
}

static bool
trace_both(struct tracing *t)
{
    char *solutions = str_format("%s/solutions", t->options.root);
    char *tmp = jobs_make_temporary("trace");
    struct shown_run own = {0}, reference = {0};
    bool ok = tmp != NULL;
    if (ok)
        trace_one(t, t->options.from, &own);
    if (ok && !jobs_interrupted && access(solutions, R_OK) == 0)
        trace_one(t, solutions, &reference);
    if (ok && jobs_interrupted)
        fputs("trace: stopped; nothing is left running\n", stderr);
    ok = ok && !jobs_interrupted && page_write(t, &own, &reference);
    shown_run_free(&own);
    shown_run_free(&reference);
    jobs_remove_temporary(tmp);
    free(solutions);
    return ok;
}

int
main(int argc, char **argv)
{
    struct tracing t = {
        .options = {.root = ".", .build = "build", .from = "exercises"}};
    if (!parse(argc, argv, &t))
        return COULD_NOT;
    json_t *all = catalogue_load(&t.options);
    json_t *one = all != NULL ? catalogue_select(all, &t.options) : NULL;
    if (one == NULL || !submission_check(&t.options, all) ||
        !has_question(&t))
        return COULD_NOT;
    t.exercise = json_array_get(one, 0);
    if (t.ranks != 0 && !is_mpi(t.exercise))
        fprintf(stderr, "trace: %s has no ranks; NP=%d changes nothing\n",
                t.options.exercise, t.ranks);
    if (t.ranks == 0)
        t.ranks = 4;
    struct sigaction action = {.sa_handler = on_signal};
    for (int i = 0; i < 3; i++)
        sigaction((int[]){SIGINT, SIGTERM, SIGHUP}[i], &action, NULL);
    bool ok = trace_both(&t);
    json_decref(one);
    json_decref(all);
    return ok ? 0 : COULD_NOT;
}
