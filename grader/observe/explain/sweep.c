/*
 * sweep.c - the same program with one rank after another added: faults that
 * only an odd number of ranks shows, or one rank, or five.
 *
 * Each number is run as it is, with synchronous sends, and with a seed. The
 * first run in which something is wrong is the one that is told.
 */
#define _GNU_SOURCE
#include "run.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FAULT_FOUND = 70,
    BAD_USE = 64,
    CANNOT_START = 71,
    NO_COMMAND = 127
};

static volatile sig_atomic_t interrupted;
static volatile pid_t running;

static void
pass_on(int number)
{
    interrupted = number;
    if (running > 0)
        kill(running, number);
}

bool
parse_sweep(const char *text, struct run_options *o)
{
    char *end;
    long from = strtol(text, &end, 10), to = from;
    if (end != text && *end == '-')
        to = strtol(text = end + 1, &end, 10);
    if (end == text || *end != '\0' || from < 1 || to < from ||
        to > MOST_RANKS)
        return false;
    o->sweep_from = (int)from;
    o->sweep_to = (int)to;
    return true;
}

/* The word of the command that is the number of ranks; NULL: none is. */
static char **
number_in(char **argv)
{
    static const char *const names[] = {"-n", "-np", "--np", "-c"};
    for (char **a = argv; a[0] != NULL && a[1] != NULL; a++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(a[0], names[i]) == 0)
                return a + 1;
    return NULL;
}

/* A file is read from its beginning by each run; there is nothing to be
 * read from anything else, since the first run would take it all. */
static void
rewind_input(void)
{
    struct stat s;
    if (fstat(STDIN_FILENO, &s) == 0 && S_ISREG(s.st_mode)) {
        lseek(STDIN_FILENO, 0, SEEK_SET);
        return;
    }
    int fd = open("/dev/null", O_RDONLY);
    if (fd > STDIN_FILENO) {
        dup2(fd, STDIN_FILENO);
        close(fd);
    }
}

/* The exit status of one run, in a process of its own. */
static int
run_one(const struct run_options *o, char **argv,
        int (*once)(struct run_options *, char **))
{
    int status = 0;
    fflush(NULL);
    rewind_input();
    running = fork();
    if (running == 0) {
        struct run_options own = *o;
        int result = once(&own, argv);
        fflush(NULL);
        _exit(result);
    }
    if (running == -1) {
        perror("observe: fork");
        return CANNOT_START;
    }
    while (waitpid(running, &status, 0) == -1)
        continue; /* a signal; it has been passed on */
    running = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* How the run that failed can be seen alone. */
static void
tell_command(const struct run_options *o, char **argv)
{
    fprintf(stderr, "observe: To see that run alone: build/observe");
    if (o->synchronous)
        fprintf(stderr, " --synchronous");
    if (o->shuffle)
        fprintf(stderr, " --seed %llu", (unsigned long long)o->seed);
    for (char **a = argv; *a != NULL; a++)
        fprintf(stderr, " %s", *a);
    fprintf(stderr, "\n");
}

static void
tell_result(const struct run_options *o, int ranks, int status)
{
    fprintf(stderr, "observe: No fault with %d", o->sweep_from);
    if (o->sweep_to > o->sweep_from)
        fprintf(stderr, " to %d", o->sweep_to);
    fprintf(stderr,
            " rank%s: as it is, with synchronous sends, and with seed "
            "%llu.\n",
            o->sweep_to > 1 ? "s" : "", (unsigned long long)o->seed);
    if (ranks > 0)
        fprintf(stderr,
                "observe: With %d rank%s the program ended with status "
                "%d.\n",
                ranks, ranks > 1 ? "s" : "", status);
}

int
sweep(const struct run_options *o, char **argv,
      int (*once)(struct run_options *, char **))
{
    char **number = number_in(argv), text[16];
    int first = 0, ranks = 0;
    if (number == NULL) {
        fprintf(stderr, "observe: --sweep needs a command with -n, as in "
                        "mpirun -n 4 ./prog\n");
        return BAD_USE;
    }
    *number = text;
    struct sigaction act = {.sa_handler = pass_on};
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    for (int n = o->sweep_from; n <= o->sweep_to; n++)
        for (int way = 0; way < 3; way++) {
            struct run_options one = *o;
            snprintf(text, sizeof text, "%d", n);
            one.ranks = n;
            one.synchronous = way == 1;
            one.shuffle = way == 2;
            int status = run_one(&one, argv, once);
            if (interrupted)
                return 128 + interrupted;
            if (status == CANNOT_START || status == NO_COMMAND)
                return status; /* and it has been said */
            if (status == FAULT_FOUND) {
                tell_command(&one, argv);
                return status;
            }
            if (status != 0 && first == 0) {
                first = status;
                ranks = n;
            }
        }
    tell_result(o, ranks, first);
    return first;
}
