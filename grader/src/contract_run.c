/*
 * contract_run.c - run every combination of every case in a box and check
 * what came out.
 */
#define _GNU_SOURCE
#include "box.h"
#include "contract.h"
#include "contract_jobs.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HANG_SECONDS 20
/* The wall clock ends a busy program, not its processor time. */
#define MOST_CORES 1024
/* What build/observe ends with when it has proved one. */
#define HANG_STATUS 70
#define OBSERVE_TOOL "build/observe"
#define OBSERVE "/course/observe"
#define RACE_TEXT "WARNING: ThreadSanitizer: data race"

/* One combination of one case. */
struct item {
    const struct contract *contract;
    const struct contract_case *of;
    struct setting settings[MOST_SETTINGS];
};

struct plan {
    const struct run_options *options;
    const char *programs, *tsan, *machine; /* absolute */
    const char *observe;                   /* NULL: not built */
    struct item *items;
    int count;
};

static bool
is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_program(const char *folder, const char *name)
{
    return access(keep_format("%s/%s", folder, name), X_OK) == 0;
}

/* "hello n=4", "ring.stuck n=2 k=1 (mpich)" */
static const char *
label_of(const struct plan *plan, const struct item *item)
{
    const struct contract_case *of = item->of;
    const char *label = item->contract->program;
    if (strcmp(of->name, label) != 0)
        label = keep_format("%s.%s", label, of->name);
    for (int i = 0; i < of->nwith; i++)
        label = keep_format("%s %s=%s", label, item->settings[i].name,
                            item->settings[i].value);
    if (strcmp(plan->options->mpi, "mpich") == 0)
        label = keep_format("%s (mpich)", label);
    return label;
}

/* The launcher as the system has it, not the course's wrapper. */
static const char *
bare_launcher(const char *mpi)
{
    const char *const folders[] = {"/usr/local/bin", "/usr/bin", "/bin"};
    const char *const names[] = {keep_format("mpirun.%s", mpi), "mpirun"};
    for (int n = 0; n < 2; n++)
        for (int i = 0; i < 3; i++)
            if (is_program(folders[i], names[n]))
                return keep_format("%s/%s", folders[i], names[n]);
    return "mpirun";
}

/* And build/observe where the box has it. */
static const char *
replace_tools(const char *command, const char *mpi)
{
    const char *at;
    if ((at = strstr(command, OBSERVE_TOOL)))
        command = keep_format("%.*s" OBSERVE "%s", (int)(at - command),
                              command, at + strlen(OBSERVE_TOOL));
    while ((at = strstr(command, "mpirun!")))
        command = keep_format("%.*s%s%s", (int)(at - command), command,
                              bare_launcher(mpi), at + strlen("mpirun!"));
    return command;
}

/* A rank that waits keeps its processor busy: the box cannot see that it
 * will wait for ever.  The record of its MPI calls can. */
static bool
hangs_in_mpi(const struct contract_case *of, const char *command)
{
    return of->ending == ENDS_HANGS && strstr(command, "mpirun") != NULL;
}

static void
run_box(const struct plan *plan, const struct contract_case *of,
        const char *command, struct box_result *result)
{
    bool races = of->ending == ENDS_RACES;
    const char *mpi = plan->options->mpi;
    char *line = keep_text(command, strlen(command));
    /* ThreadSanitizer needs addresses that are not random. */
    char *argv[] = {"setarch", "-R", "sh", "-c", line, NULL};
    char *watched[] = {OBSERVE, "--hang", "sh", "-c", line, NULL};
    bool watch = hangs_in_mpi(of, command);
    bool observe = watch || strstr(command, OBSERVE) != NULL;
    /* NumPy's OpenBLAS else starts a thread for each core, in each rank. */
    char *env[] = {keep_format("MPI=%s", mpi), "LC_ALL=C.UTF-8",
                   "TSAN_OPTIONS=exitcode=66", "OPENBLAS_NUM_THREADS=1",
                   NULL};
    struct box_file files[] = {
        {races ? plan->tsan : plan->programs, "/course/programs", false},
        {plan->machine, "/course/machine", false},
        {plan->observe, OBSERVE, false},
        {keep_format("%s-openmpi.so", plan->observe ? plan->observe : ""),
         OBSERVE "-openmpi.so", false},
        {keep_format("%s-mpich.so", plan->observe ? plan->observe : ""),
         OBSERVE "-mpich.so", false},
    };
    struct box_request request = {
        .argv = races   ? argv
                : watch ? watched
                        : argv + 2,
        .env = env,
        .directory = "/course/programs",
        .files = files,
        .nfiles = observe ? 5 : 2,
        .limits = box_default_limits,
    };
    /* These programs are ours: only a broken one comes near a limit.  A
     * hang is seen at once or not at all. */
    int seconds = plan->options->seconds;
    if (of->ending == ENDS_HANGS && seconds > HANG_SECONDS)
        seconds = HANG_SECONDS;
    request.limits.seconds = seconds;
    request.limits.cpu_seconds = MOST_CORES * seconds;
    request.limits.rss_kb = 2L * 1024 * 1024;
    request.limits.processes = 256;
    memset(result, 0, sizeof *result);
    box_run(&request, result);
}

static struct slice
first_line(const char *text, size_t len)
{
    const char *end = memchr(text, '\n', len);
    return (struct slice){text, end ? (size_t)(end - text) : len};
}

static bool
refuse(struct sentence *reason, const struct box_result *r,
       const char *what)
{
    say(reason, "%s", what);
    if (r->err_len > 0) {
        say(reason, "; stderr begins ");
        say_quoted(reason, first_line(r->err, r->err_len));
    }
    return false;
}

/* How it ended, in words. */
static const char *
ending_text(const struct box_result *r)
{
    switch (r->end) {
    case BOX_EXITED:
        return keep_format("it ended with status %d", r->status);
    case BOX_SIGNALLED:
        return keep_format("it was killed by signal %d (%s)", r->status,
                           strsignal(r->status));
    case BOX_STUCK:
        return keep_format("it hangs: %s", r->why);
    case BOX_FAILED:
        return keep_format("the box could not be made: %s", r->why);
    default:
        return keep_format("it was stopped: %s", r->why);
    }
}

static bool
check_hang(const struct box_result *r, bool watched,
           struct sentence *reason)
{
    if (r->end == BOX_STUCK ||
        (r->end == BOX_EXITED && r->status == HANG_STATUS && watched))
        return true;
    if (r->end == BOX_TIME)
        return refuse(reason, r,
                      keep_format("it was still busy when its time was "
                                  "over (%s); that does not prove a hang",
                                  r->why));
    return refuse(reason, r,
                  keep_format("expected a hang, but %s", ending_text(r)));
}

static bool
check_race(const struct box_result *r, struct sentence *reason)
{
    if (r->end != BOX_EXITED && r->end != BOX_SIGNALLED)
        return refuse(reason, r, ending_text(r));
    if (memmem(r->err, r->err_len, RACE_TEXT, strlen(RACE_TEXT)) ||
        memmem(r->out, r->out_len, RACE_TEXT, strlen(RACE_TEXT)))
        return true;
    return refuse(reason, r, "ThreadSanitizer reported no data race");
}

static bool
check_status(const struct contract_case *of, const struct box_result *r,
             struct sentence *reason)
{
    bool nonzero = of->ending != ENDS_STATUS;
    if (r->end != BOX_EXITED && r->end != BOX_SIGNALLED)
        return refuse(reason, r, ending_text(r));
    /* As the reader's shell would tell it. */
    int status = r->end == BOX_SIGNALLED ? 128 + r->status : r->status;
    if (of->ending == ENDS_REFUSED && status == 0)
        return refuse(reason, r, "it was not refused: it ended with 0");
    if (nonzero ? status == 0 : status != of->status)
        return refuse(reason, r,
                      nonzero ? keep_format("%s, expected another than 0",
                                            ending_text(r))
                              : keep_format("%s, expected %d",
                                            ending_text(r), of->status));
    if (r->survivors > 0)
        return refuse(
            reason, r,
            keep_format("it left %d processes running", r->survivors));
    return true;
}

static bool
check_result(const struct demands *demands, const struct box_result *r,
             struct sentence *reason)
{
    struct slice out = {r->out ? r->out : "", r->out_len};
    struct slice err = {r->err ? r->err : "", r->err_len};
    enum ending ending = demands->of->ending;
    bool watched = hangs_in_mpi(demands->of, demands->command);
    bool good = ending == ENDS_HANGS ? check_hang(r, watched, reason)
                : ending == ENDS_RACES
                    ? check_race(r, reason)
                    : check_status(demands->of, r, reason);
    return good && check_streams(demands, out, err, reason);
}

/* Is the program that the run line names there? */
static bool
check_built(const struct plan *plan, const struct item *item,
            const char *command, struct sentence *reason)
{
    const char *program = item->contract->program;
    const char *call = strstr(command, keep_format("./%s", program));
    if (call && strncmp(call + 2 + strlen(program), ".py", 3) == 0)
        program = keep_format("%s.py", program);
    bool races = item->of->ending == ENDS_RACES;
    const char *folder = races ? plan->tsan : plan->programs;
    bool observe = strstr(command, OBSERVE) != NULL;
    if ((observe || hangs_in_mpi(item->of, command)) &&
        plan->observe == NULL) {
        say(reason, "there is no build/observe to prove a hang");
        return false;
    }
    if ((!call && !races) || is_program(folder, program))
        return true;
    say(reason, "there is no program %s/%s", folder, program);
    return false;
}

/* What this machine has not and the case needs, or NULL. */
static const char *
missing(const struct contract_case *of)
{
    for (int i = 0; i < of->nneeds; i++)
        if (access(of->needs[i], F_OK) != 0)
            return of->needs[i];
    return NULL;
}

/* All repetitions of one combination; the first that fails ends it, or,
 * where one is enough, the first that does not. */
static bool
run_item(const void *what, int index, struct sentence *line)
{
    const struct plan *plan = what;
    const struct item *item = &plan->items[index];
    const char *label = label_of(plan, item), *no = missing(item->of);
    struct sentence reason = {""};
    if (no) {
        say(line, "skip %s: there is no %s (make setup)", label, no);
        return true;
    }
    struct demands d;
    bool good = unfold(item->contract, item->of, item->settings,
                       item->of->nwith, &d, &reason);
    const char *command =
        good ? replace_tools(d.command, plan->options->mpi) : "";
    good = good && check_built(plan, item, command, &reason);
    bool one = item->of->one_is_enough, built = good;
    for (int i = 0; built && i < item->of->times && (i == 0 || good != one);
         i++) {
        struct box_result result;
        reason.text[0] = '\0';
        run_box(plan, item->of, command, &result);
        good = check_result(&d, &result, &reason);
        box_result_free(&result);
        if (!good && !one && item->of->times > 1)
            label = keep_format("%s: run %d of %d", label, i + 1,
                                item->of->times);
    }
    if (built && one && !good)
        label =
            keep_format("%s: in none of %d runs", label, item->of->times);
    if (good)
        say(line, "ok %s", label);
    else
        say(line, "FAIL %s: %s", label, reason.text);
    return good;
}

static void
stop_box(int number)
{
    box_kill_all();
    _exit(128 + number);
}

static void
add_items(struct plan *plan, const struct contract *contract)
{
    bool mpich = strcmp(plan->options->mpi, "mpich") == 0;
    for (int i = 0; i < contract->ncases; i++) {
        const struct contract_case *of = &contract->cases[i];
        int count = combination_count(of, mpich);
        for (int j = 0; j < count; j++) {
            plan->items = grown(plan->items, (size_t)plan->count,
                                sizeof *plan->items);
            struct item *item = &plan->items[plan->count++];
            *item = (struct item){.contract = contract, .of = of};
            combination(of, mpich, j, item->settings);
        }
    }
}

static const char *
absolute(const char *path)
{
    char *real = realpath(path, NULL);
    const char *kept = real ? keep_text(real, strlen(real)) : NULL;
    free(real);
    return kept;
}

int
contract_run(const struct run_options *options)
{
    struct plan plan = {.options = options,
                        .programs = absolute(options->programs),
                        .machine = absolute(options->machine)};
    struct sentence mistake = {""};
    if (!plan.programs || !is_folder(plan.programs)) {
        fprintf(stderr, "contract: no folder %s\n", options->programs);
        return 2;
    }
    if (!plan.machine || !is_folder(plan.machine)) {
        fprintf(stderr, "contract: no folder %s\n", options->machine);
        return 2;
    }
    plan.tsan = keep_format("%s/../tsan", plan.programs);
    plan.observe = absolute(keep_format("%s/../../observe", plan.programs));
    for (int i = 0; i < options->npaths; i++) {
        struct contract *contract = keep(sizeof *contract);
        if (!contract_load(options->paths[i], contract, &mistake)) {
            fprintf(stderr, "contract: %s\n", mistake.text);
            return 2;
        }
        add_items(&plan, contract);
    }
    box_level(); /* tried once here, not in every child */
    struct job_kind kind = {run_item, stop_box, &plan};
    int failed = run_jobs(&kind, plan.count, options->jobs);
    return failed < 0 ? 2 : failed > 0;
}
