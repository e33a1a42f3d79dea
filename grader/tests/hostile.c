/*
 * hostile.c - grades every hostile case, as root and as an ordinary user.
 *
 *     hostile [--jobs N] [--times N] [--user root|ordinary] [CASE ...]
 *
 * A case is a file grader/hostile/EXERCISE/NAME.c (or .sh) or a folder of
 * that name with a script make.sh, which puts the answer together in the
 * submission's folder.  The first lines of the file, or of the file
 * `expect` in the folder, say what must come of it:
 *
 *     // expect: CE                  the verdict
 *     // tries: ...                  what it does, for a reader
 *     // says: not submitted         words of the evidence, if they matter
 *     // hides: root[:]x             a pattern that no report may show
 *
 * Each is graded in a cell of its own (cell.h) together with a neighbour
 * that is not hostile, and gets a line `ok` or `FAIL`.  CASE: EXERCISE or
 * EXERCISE/NAME.
 */
#define _GNU_SOURCE
#include "hostile.h"
#include "grade.h"
#include "str.h"

#include <glob.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    MOST = 1024,
    MOST_JOBS = 32,
    /* beside those the grader lends */ ORDINARY_UID = 31600
};

/* The answer beside the hostile one: its evidence tells two numbers, and
 * some of its tests pass.  The second is for cases of the first's own
 * exercise. */
static const char *const neighbours[2][2] = {
    {"my_par_u64", "hidden-state.c"}, {"lcg_jump", "forgets-c.c"}};

static struct hostile_case cases[MOST];
static size_t ncases;
static char *scratch;
static const char *only; /* this half, or both */
static int jobs, times = 1, failures;

/* --- finding the cases -------------------------------------------------
 */

static json_t *
neighbour_of(json_t *all, const char *name)
{
    int k = strcmp(name, neighbours[0][0]) == 0;
    json_t *x = json_copy(catalogue_find(all, neighbours[k][0]));
    char *path = str_format("grader/wrong/%s/%s/%s", text_of(x, "slug"),
                            neighbours[k][0], neighbours[k][1]);
    json_object_set_new(x, "answer", json_string(path));
    free(path);
    return x;
}

/* Is this case, or all of its exercise, called so? */
static bool
is_called(const struct hostile_case *c, const char *name)
{
    return strcmp(name, c->name) == 0 ||
           strcmp(name, text_of(c->exercise, "name")) == 0;
}

static bool
wanted(const struct hostile_case *c, int n, char **names)
{
    bool yes = n == 0;
    for (int i = 0; i < n; i++)
        yes = yes || is_called(c, names[i]);
    return yes;
}

/* Has every name found a case?  If not, a sentence says which has none. */
static bool
all_found(json_t *all, int n, char **names)
{
    for (int i = 0; i < n; i++) {
        size_t k = 0;
        while (k < ncases && !is_called(&cases[k], names[i]))
            k++;
        if (k < ncases)
            continue;
        if (strchr(names[i], '/') == NULL &&
            catalogue_find(all, names[i]) == NULL)
            catalogue_suggest(all, names[i], "");
        else
            fprintf(stderr,
                    "hostile: there is no case \"%.60s\" in "
                    "grader/hostile\n",
                    names[i]);
        return false;
    }
    return true;
}

static void
find_cases(json_t *all, int n, char **names)
{
    glob_t found = {0};
    glob("grader/hostile/*/*", 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc && ncases < MOST; i++) {
        char *path = strdup(found.gl_pathv[i]);
        char *name = strdup(path + strlen("grader/hostile/"));
        char *dot = strrchr(name, '.');
        char *exercise = strndup(name, strcspn(name, "/"));
        if (dot != NULL)
            *dot = '\0';
        struct hostile_case c = {.exercise = catalogue_find(all, exercise),
                                 .path = path,
                                 .name = name};
        if (c.exercise == NULL) {
            failures++;
            printf("FAIL hostile/%s: there is no exercise %s\n", name,
                   exercise);
        } else if (wanted(&c, n, names)) {
            c.neighbour = neighbour_of(all, exercise);
            if (hostile_read(&c))
                cases[ncases++] = c;
            else
                failures++;
        }
        free(exercise);
    }
    globfree(&found);
}

/* --- the course as the graders see it ----------------------------------
 */

/* A copy that any user can read, without solutions and wrong answers. */
static bool
copy_course(void)
{
    char *command = str_format(
        "set -e; to=%s/course; mkdir -p $to/build $to/grader $to/chapters;"
        "cp -R build/bin build/drivers build/probes build/reserved-symbols "
        "$to/build;"
        "cp -R grader/src grader/machine grader/catalogue grader/probes "
        "$to/grader;"
        "cp -R chapters/include $to/chapters; cp -R exercises $to;"
        "chmod -R a+rX,go-w $to; chmod 711 %s",
        scratch, scratch);
    int status = system(command);
    free(command);
    return status == 0;
}

/* --- running them ------------------------------------------------------
 */

struct grading {
    pid_t pid;
    size_t index;
};

static uid_t
user(bool ordinary, int slot)
{
    return ordinary && geteuid() == 0 ? ORDINARY_UID + (uid_t)slot : 0;
}

static char *
alone_path(const struct hostile_case *c, bool ordinary)
{
    return str_format("%s/alone-%s-%d", scratch,
                      text_of(c->neighbour, "name"), ordinary);
}

static void
run_job(const struct hostile_case *c, size_t index, int slot, bool ordinary,
        struct hostile_outcome *out)
{
    char *alone = alone_path(c, ordinary);
    struct hostile_case mine = *c; /* the forms are the same for both */
    mine.all_forms = !ordinary || geteuid() != 0;
    hostile_run(&mine, scratch, (int)index, user(ordinary, slot), alone,
                out);
    _exit(!out->ok);
}

/* What the neighbours get when nobody is beside them. */
static bool
run_alone(json_t *all, bool ordinary)
{
    bool ok = true;
    for (size_t k = 0; k < 2; k++) {
        struct hostile_outcome out;
        struct hostile_case c = {
            .exercise = catalogue_find(all, neighbours[!k][0]),
            .neighbour = neighbour_of(all, k == 0 ? "" : neighbours[0][0]),
            .name = "none"};
        char *alone = alone_path(&c, ordinary);
        hostile_run(&c, scratch, MOST, user(ordinary, 0), alone, &out);
        ok = ok && out.ok;
        if (!out.ok)
            printf("FAIL hostile/neighbour: it cannot be graded alone: "
                   "%s\n",
                   out.cell.what);
        free(alone);
    }
    return ok;
}

/* All cases for one kind of user, `jobs` at a time. */
static void
run_all(bool ordinary, struct hostile_outcome *outcomes)
{
    struct grading running[MOST_JOBS] = {{0}};
    size_t next = 0, total = ncases * (size_t)times;
    int busy = 0;
    while (next < total || busy > 0) {
        for (int slot = 0; slot < jobs && next < total; slot++) {
            if (running[slot].pid != 0)
                continue;
            fflush(NULL);
            pid_t pid = fork();
            if (pid == 0)
                run_job(&cases[next % ncases], next, slot, ordinary,
                        &outcomes[next]);
            running[slot] = (struct grading){pid, next++};
            busy++;
        }
        int status;
        pid_t ended = waitpid(-1, &status, 0);
        for (int slot = 0; slot < jobs; slot++)
            if (running[slot].pid == ended) {
                failures += status != 0;
                running[slot].pid = 0;
                busy--;
            }
    }
}

static void
sum_up(const char *who, const struct hostile_outcome *o, size_t n)
{
    int passed = 0, survivors = 0, files = 0, invalid = 0, affected = 0;
    double longest = 0, overtime = 0;
    long largest = 0;
    for (size_t i = 0; i < n; i++) {
        passed += o[i].passed;
        survivors += o[i].cell.survivors;
        files += o[i].cell.files + o[i].cell.ipc;
        invalid += o[i].invalid;
        affected += o[i].affected;
        longest = o[i].cell.seconds > longest ? o[i].cell.seconds : longest;
        overtime = o[i].overtime > overtime ? o[i].overtime : overtime;
        largest = o[i].peak_kb > largest ? o[i].peak_kb : largest;
    }
    printf("-- %zu hostile runs (%s): %d passed, %d survivors, %d files "
           "left, %d neighbours affected, %d invalid reports; longest "
           "%.1f s, at most %.2f s beyond a limit, largest %ld MiB\n",
           n, who, passed, survivors, files, affected, invalid, longest,
           overtime, largest / 1024);
}

/* A container may forbid what a cell is made of. */
static bool
cells_work(void)
{
    char *argv[] = {"true", NULL};
    struct cell_request q = {.folder = scratch,
                             .log = "/mnt/log",
                             .directory = "/",
                             .argv = argv,
                             .seconds = 60};
    struct cell_result r;
    bool ok = cell_run(&q, &r) && r.status == 0;
    if (!ok)
        printf("skip hostile: this machine allows no namespaces in which "
               "one could see what a grader leaves behind (%s)\n",
               r.what);
    return ok;
}

static void
run_half(json_t *all, bool ordinary)
{
    size_t n = ncases * (size_t)times;
    size_t size = (n + 1) * sizeof(struct hostile_outcome);
    struct hostile_outcome *outcomes =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
             -1, 0);
    if (outcomes == MAP_FAILED || !run_alone(all, ordinary)) {
        failures++;
        return;
    }
    run_all(ordinary, outcomes);
    sum_up(ordinary ? "ordinary user" : "root", outcomes, n);
    munmap(outcomes, size);
}

static int
parse(int argc, char **argv)
{
    int i = 1;
    /* many cases sleep */
    jobs = jobs_cores() + 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        if (strcmp(argv[i], "--jobs") == 0)
            jobs = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--times") == 0)
            times = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--user") == 0)
            only = argv[i + 1];
        else
            return -1;
    }
    if (jobs > MOST_JOBS)
        jobs = MOST_JOBS;
    return jobs < 1 || times < 1 ? -1 : i;
}

int
main(int argc, char **argv)
{
    struct options o = {.root = ".", .build = "build", .from = "."};
    int first = parse(argc, argv);
    json_t *all = catalogue_load(&o);
    if (first < 0 || all == NULL) {
        fprintf(stderr, "usage: hostile [--jobs N] [--times N] "
                        "[--user root|ordinary] [CASE ...]\n");
        return 2;
    }
    find_cases(all, argc - first, argv + first);
    if (failures == 0 && !all_found(all, argc - first, argv + first))
        return 2;
    scratch = strdup("/tmp/many-hands-hostile-XXXXXX");
    if (mkdtemp(scratch) == NULL || !copy_course()) {
        perror("hostile: cannot copy the course");
        return 2;
    }
    if (!cells_work()) {
        str_remove_tree(scratch);
        return failures > 0;
    }
    char *course = str_format("%s/course", scratch);
    uint64_t before = hostile_fingerprint(course);
    if (only == NULL || strcmp(only, "root") == 0) {
        if (geteuid() == 0)
            run_half(all, false);
        else
            puts("skip hostile/root: only root can try what root may do");
    }
    if (only == NULL || strcmp(only, "ordinary") == 0)
        run_half(all, true);
    bool same = hostile_fingerprint(course) == before;
    failures += !same;
    printf("%s hostile/course-unchanged%s\n", same ? "ok" : "FAIL",
           same ? "" : ": a file of the course was changed");
    str_remove_tree(scratch);
    free(course);
    return failures > 0;
}
