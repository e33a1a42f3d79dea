/*
 * probe_teller.c - stands where a learner's script looks for mpirun or
 * srun.
 *
 * It tells the driver with what words and variables it was called, under a
 * seal, and then behaves as the launcher that it stands in for.  The script
 * may run it and not read it (mode 0111, linked statically), so that it
 * cannot learn the key, nor touch the process: the kernel lets nobody look
 * into a program that he may not read.  The driver does not believe what
 * happens here.  It gives the same words to the same stand-in once more,
 * where no script of a learner is near.
 *
 * The stand-in is the shell script $BOX_ROOT/fake-launcher.  If it starts
 * the program, it writes to $FAKE_LOG.  Without one, all calls succeed.
 *
 * What is told, on $BOX_ROOT/stream/log: the line "call BYTES SEAL", then
 * BYTES bytes: the number of words, the words, the variables, each with a
 * NUL behind it.
 */
#define _GNU_SOURCE
#include "probe_teller.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { LOG = 9 }; /* the descriptor that the stand-in writes to */

static const volatile struct teller_orders written = {.mark = TELLER_MARK};
static struct teller_orders orders;
static char place[4096];

static const char *
inside(const char *path)
{
    const char *root = getenv("BOX_ROOT");
    snprintf(place, sizeof place, "%s%s", root == NULL ? "" : root, path);
    return place;
}

/* The variables that a launcher reads or hands on. */
static bool
matters(const char *variable)
{
    static const char *const begins[] = {"OMPI_",  "PRTE_", "PMIX_",
                                         "SLURM_", "SRUN_", "OMP_"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(variable, begins[i], strlen(begins[i])) == 0)
            return true;
    return false;
}

static void
tell(int argc, char **argv)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    if (f == NULL)
        return;
    fprintf(f, "%d%c", argc, '\0');
    for (int i = 0; i < argc; i++)
        fprintf(f, "%s%c", argv[i], '\0');
    for (char **e = environ; *e != NULL; e++)
        if (matters(*e))
            fprintf(f, "%s%c", *e, '\0');
    if (fclose(f) != 0)
        return;
    FILE *log = fopen(inside("/stream/log"), "a");
    if (log != NULL) {
        fprintf(log, "call %zu %016" PRIx64 "\n", n,
                teller_seal(orders.key, text, n));
        fwrite(text, 1, n, log);
        fclose(log);
    }
    free(text);
}

/* Runs the stand-in; its status, and whether it started the program. */
static int
stand_in(char **argv, bool *started)
{
    int ends[2], status = 0;
    if (pipe(ends) == -1)
        return 126;
    pid_t child = fork();
    if (child == -1)
        return 126;
    if (child == 0) {
        dup2(ends[1], LOG);
        close(ends[0]);
        if (ends[1] != LOG)
            close(ends[1]);
        setenv("FAKE_LOG", "/dev/fd/9", 1);
        setenv("FAKE_ROOT", orders.root ? "1" : "0", 1);
        argv[0] = strdup(inside("/fake-launcher"));
        execv("/bin/sh", argv - 1);
        _exit(126);
    }
    close(ends[1]);
    char some[512];
    for (ssize_t n; (n = read(ends[0], some, sizeof some)) > 0;)
        *started = true;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof orders; i++)
        ((char *)&orders)[i] = ((const volatile char *)&written)[i];
    tell(argc, argv);
    bool started = access(inside("/fake-launcher"), R_OK) != 0;
    if (!started) {
        char **words = calloc((size_t)argc + 2, sizeof *words);
        if (words == NULL)
            return 126;
        words[0] = "sh";
        memcpy(words + 1, argv, (size_t)argc * sizeof *argv);
        int status = stand_in(words + 1, &started);
        if (!started)
            return status;
    }
    if (orders.speech[0] != '\0') {
        char some[4096];
        for (ssize_t n; (n = read(STDIN_FILENO, some, sizeof some)) > 0;)
            if (write(STDOUT_FILENO, some, (size_t)n) != n)
                return 126;
        fprintf(stderr, "%s\n", orders.speech);
    }
    return orders.status;
}
