/*
 * box_test.c - what a box promises: its limits hold for plain and for
 * sanitized builds, boxes do not see each other's files, and MPI programs
 * that run at the same time do not disturb each other.
 *
 *     box_test limits BUILD VICTIM     the limits, for this build
 *     box_test apart                   one box after the other
 *     box_test mpi MACHINE             two launches of four ranks at once
 *     box_test sight FILE              what it was not given, and the
 * network box_test cost ROUNDS             how long an empty box takes
 *
 * GRADE_SANDBOX names the level.  Prints "ok NAME" or "FAIL NAME: why".
 */
#define _GNU_SOURCE
#include "box.h"
#include "str.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int failures;

static void
verdict(bool ok, const char *name, const struct box_result *r)
{
    failures += !ok;
    if (ok)
        printf("ok box/%s/%s\n", box_level_name(), name);
    else
        printf("FAIL box/%s/%s: end %d, status %d, %s %.200s\n",
               box_level_name(), name, (int)r->end, r->status, r->why,
               r->err != NULL ? r->err : "");
    fflush(stdout);
}

/* --- limits -------------------------------------------------------------
 */

static bool
memory_held(const struct box_result *r)
{
    return r->end == BOX_MEMORY;
}

static bool
processes_held(const struct box_result *r)
{
    return r->end == BOX_EXITED && r->status == 40;
}

static bool
cpu_held(const struct box_result *r)
{
    return r->end == BOX_TIME;
}

static bool
children_held(const struct box_result *r)
{
    return r->end == BOX_TIME && strstr(r->why, "together") != NULL;
}

/* A sanitizer's own thread sleeps and looks on; it must not hide a hang. */
static bool
hang_seen(const struct box_result *r)
{
    return r->end == BOX_STUCK;
}

static bool
output_held(const struct box_result *r)
{
    return r->end == BOX_OUTPUT && r->out_len < 4 << 20;
}

static bool
file_held(const struct box_result *r)
{
    return r->end == BOX_OUTPUT;
}

static void
test_limits(const char *build, const char *victim)
{
    struct {
        const char *what;
        bool (*held)(const struct box_result *);
    } table[] = {{"memory", memory_held}, {"processes", processes_held},
                 {"cpu", cpu_held},       {"children", children_held},
                 {"hang", hang_seen},     {"output", output_held},
                 {"file", file_held}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct box_file files[] = {{victim, "/victim", false}};
        char *argv[] = {"setarch", "-R", "/victim", (char *)table[i].what,
                        NULL};
        char *env[] = {"ASAN_OPTIONS=hard_rss_limit_mb=1024", NULL};
        struct box_request q = {.argv = argv,
                                .env = env,
                                .files = files,
                                .nfiles = 1,
                                .limits = box_default_limits};
        struct box_result r;
        q.limits.cpu_seconds = 1;
        if (strcmp(table[i].what, "memory") == 0)
            q.limits.cpu_seconds =
                20; /* the checkers are slow to take it */
        if (strcmp(table[i].what, "children") == 0) {
            q.limits.cpu_seconds = 20; /* of each */
            q.limits.all_cpu_seconds = 2;
        }
        box_run(&q, &r);
        char *name = str_format("limit-%s-%s", table[i].what, build);
        verdict(table[i].held(&r), name, &r);
        free(name);
        box_result_free(&r);
    }
}

/* --- apart --------------------------------------------------------------
 */

static void
run_shell(const char *script, struct box_result *r)
{
    char *argv[] = {"sh", "-c", (char *)script, NULL};
    struct box_request q = {.argv = argv, .limits = box_default_limits};
    box_run(&q, r);
}

/* What one box leaves in memory, in /tmp or running, the next must not
 * find. */
static void
test_apart(void)
{
    struct box_result r;
    run_shell("echo left > ${TMPDIR:-/tmp}/left-by-a-box &&"
              " echo left > /dev/shm/left-by-a-box &&"
              " (setsid sleep 600 >/dev/null 2>&1 &) ; echo done",
              &r);
    verdict(r.end == BOX_EXITED && r.status == 0 && r.survivors == 1,
            "leaves-files-and-a-process", &r);
    box_result_free(&r);
    bool nowhere = access("/tmp/left-by-a-box", F_OK) == -1 &&
                   access("/dev/shm/left-by-a-box", F_OK) == -1;
    run_shell("test ! -e ${TMPDIR:-/tmp}/left-by-a-box &&"
              " test ! -e /dev/shm/left-by-a-box",
              &r);
    verdict(nowhere && r.end == BOX_EXITED && r.status == 0,
            "next-box-finds-nothing", &r);
    box_result_free(&r);
    run_shell("cat /proc/self/status /proc/1/environ /etc/shadow 2>&1;"
              " test $(id -u) != 0",
              &r);
    verdict(r.end == BOX_EXITED && r.status == 0 &&
                strstr(r.out, "root:") == NULL,
            "is-not-root", &r);
    box_result_free(&r);
}

/* --- MPI ----------------------------------------------------------------
 */

static int
launch(const char *machine, const char *program)
{
    char *argv[] = {"mpirun", "-n", "4", "/program", NULL};
    char *env[] = {"MPI=openmpi", NULL};
    struct box_file files[] = {{machine, "/course/machine", false},
                               {program, "/program", false}};
    struct box_request q = {.argv = argv,
                            .env = env,
                            .files = files,
                            .nfiles = 2,
                            .limits = box_default_limits};
    struct box_result r;
    box_run(&q, &r);
    int ranks = 0;
    for (char *p = r.out; p != NULL && (p = strstr(p, "Hello")) != NULL;
         p++)
        ranks++;
    if (r.end != BOX_EXITED || r.status != 0 || ranks != 4)
        fprintf(stderr, "end %d status %d ranks %d %s %.400s\n", (int)r.end,
                r.status, ranks, r.why, r.err);
    return r.end == BOX_EXITED && r.status == 0 && ranks == 4 ? 0 : 1;
}

static void
test_mpi(const char *machine, const char *program)
{
    enum { AT_ONCE = 2 };
    pid_t pid[AT_ONCE];
    int good = 0, status;
    box_level();
    fflush(NULL);
    for (int i = 0; i < AT_ONCE; i++)
        if ((pid[i] = fork()) == 0)
            _exit(launch(machine, program));
    for (int i = 0; i < AT_ONCE; i++)
        good += waitpid(pid[i], &status, 0) == pid[i] && status == 0;
    struct box_result none = {.why = "see above"};
    verdict(good == AT_ONCE, "two-mpi-launches-at-once", &none);
}

/* --- cost ---------------------------------------------------------------
 */

static double
milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

/* The fastest of some empty boxes: others can only make them slower. */
static void
print_cost(int rounds)
{
    double best = 1e9;
    box_level();
    for (int i = 0; i < rounds; i++) {
        char *argv[] = {"true", NULL};
        struct box_request q = {.argv = argv, .limits = box_default_limits};
        struct box_result r;
        double started = milliseconds();
        box_run(&q, &r);
        double ms = milliseconds() - started;
        failures += r.end != BOX_EXITED || r.status != 0;
        box_result_free(&r);
        best = ms < best ? ms : best;
    }
    printf("box.%s %.2f\n", box_level_name(), best);
}

/* --- what is in sight ---------------------------------------------------
 */

/* A port of this machine on which somebody listens. */
static int
listen_somewhere(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd == -1 || bind(fd, (struct sockaddr *)&at, len) == -1 ||
        listen(fd, 8) == -1 ||
        getsockname(fd, (struct sockaddr *)&at, &len) == -1) {
        perror("box_test: cannot listen");
        exit(2);
    }
    return ntohs(at.sin_port);
}

/* Runs a command of the shell in a box to which `file` was given as /given.
 */
static struct box_result
try_in_box(const char *file, char *command)
{
    char *argv[] = {"bash", "-c", command, NULL};
    struct box_file given = {file, "/given/file", false};
    struct box_request q = {.argv = argv,
                            .files = &given,
                            .nfiles = 1,
                            .limits = box_default_limits};
    struct box_result r;
    box_run(&q, &r);
    free(command);
    return r;
}

static void
sees(const char *name, const char *given, bool wanted, char *command)
{
    struct box_result r = try_in_box(given, command);
    bool seen = r.end == BOX_EXITED && r.status == 0;
    verdict(seen == wanted && r.end == BOX_EXITED, name, &r);
    box_result_free(&r);
}

/* `file` may be read by anybody, but the box was not given it. */
static void
test_sight(const char *file)
{
    int port = listen_somewhere();
    const char *open_to = box_open_to();
    sees("sight/its-own-file", file, true,
         str_format("grep -q secret \"$BOX_ROOT/given/file\""));
    sees("sight/its-own-folder", file, true,
         str_format("echo x >\"$TMPDIR/x\" && ls \"$TMPDIR\""));
    if (strstr(open_to, "files") != NULL)
        printf("skip box/%s/sight/file: this kernel has no Landlock\n",
               box_level_name());
    else {
        sees("sight/file", "/etc/passwd", false,
             str_format("grep -q secret '%s'", file));
        sees("sight/folder", "/etc/passwd", false,
             str_format("ls \"$(dirname '%s')\" | grep .", file));
    }
    /* the same command outside, where somebody does listen */
    char *call =
        str_format("bash -c 'exec 3<>/dev/tcp/127.0.0.1/%d'", port);
    struct box_result none = {.end = BOX_EXITED};
    verdict(system(call) == 0, "sight/somebody-listens", &none);
    if (strstr(open_to, "network") != NULL)
        printf("skip box/%s/sight/network: only root can cut it off\n",
               box_level_name());
    else
        sees("sight/network", file, false, str_format("%s", call));
    free(call);
}

int
main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "limits") == 0)
        test_limits(argv[2], argv[3]);
    else if (argc == 2 && strcmp(argv[1], "apart") == 0)
        test_apart();
    else if (argc == 4 && strcmp(argv[1], "mpi") == 0)
        test_mpi(argv[2], argv[3]);
    else if (argc == 3 && strcmp(argv[1], "sight") == 0)
        test_sight(argv[2]);
    else if (argc == 3 && strcmp(argv[1], "cost") == 0)
        print_cost(atoi(argv[2]));
    else
        return 2;
    return failures > 0;
}
