/*
 * observe_threads.c - runs a program and says why it hangs, races or leaks.
 *
 *     observe-threads [--json FILE] [--svg FILE] [--chrome FILE]
 *                     [--paje FILE] PROGRAM [ARGUMENT...]
 *
 * Any program compiled with -g; races are found in one whose objects were
 * compiled with -fsanitize=thread and linked with race.o instead.  Exit
 * status: the program's, or 70 if a fault was found.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include "../draw/timeline.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FAULT_FOUND = 70, USAGE = 2, NAP_MS = 20, MAX_PIDS = 1024 };

enum { SHOWN_OF_A_LANE = 36 };

static const char usage[] =
    "usage: observe-threads [--json FILE] [--svg FILE] [--chrome FILE]\n"
    "                       [--paje FILE] PROGRAM [ARGUMENT...]\n";

/* Files to be written; NULL: not asked for. */
struct files {
    const char *json, *svg, *chrome, *paje;
};

/* The library lies beside this program. */
static void
library_path(char *path, size_t size)
{
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    snprintf(path, size, "%s/threads/preload.so", dirname(self));
}

static void
kill_all(pid_t root)
{
    static pid_t pids[MAX_PIDS];
    size_t n = box_descendants(root, pids, MAX_PIDS);
    for (size_t i = 0; i < n; i++)
        kill(pids[i], SIGKILL);
}

/* Runs until the program has ended; its wait status. */
static int
run(struct watch *w, char **argv)
{
    int status = 0;
    pid_t program = fork();
    if (program == 0) {
        char library[5000];
        library_path(library, sizeof library);
        watch_environment(w, library);
        execvp(argv[0], argv);
        fprintf(stderr, "observe-threads: %s: %s\n", argv[0],
                strerror(errno));
        _exit(127);
    }
    while (program > 0 && waitpid(program, &status, WNOHANG) == 0) {
        nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000}, NULL);
        if (!watch_hang(w, program))
            continue;
        kill_all(program);
        waitpid(program, &status, 0);
        break;
    }
    return status;
}

static json_t *
faults_json(const struct faults *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n; i++) {
        const struct fault *a = &f->list[i];
        json_t *threads = json_array(), *places = json_array();
        for (int k = 0; k < a->nthreads; k++)
            json_array_append_new(threads, json_integer(a->threads[k]));
        for (int k = 0; k < a->nplaces; k++)
            json_array_append_new(places, json_string(a->places[k]));
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:o,s:o,s:s}", "class", a->verdict,
                            "severity", a->severity, "ranks", threads,
                            "places", places, "message", a->message));
    }
    return json_pack("{s:o}", "faults", list);
}

/* 0, or -1 with errno set */
static int
write_json(const struct faults *f, const char *path)
{
    json_t *json = faults_json(f);
    int result = json_dump_file(json, path, JSON_INDENT(2));
    json_decref(json);
    return result;
}

/* 0, or -1 with a message */
static int
draw(struct watch *w, const char *path, int most,
     bool (*write)(struct timeline *, const char *))
{
    struct timeline *t = path != NULL ? watch_timeline(w, most) : NULL;
    if (path == NULL)
        return 0;
    bool ok = t != NULL && write(t, path);
    if (!ok)
        fprintf(stderr, "observe-threads: cannot write %s\n", path);
    if (t != NULL)
        tl_free(t);
    free(t);
    return ok ? 0 : -1;
}

static bool
write_chrome(struct timeline *t, const char *path)
{
    return tl_chrome(t, path);
}

static bool
write_paje(struct timeline *t, const char *path)
{
    return tl_paje(t, path);
}

/* What was asked for; false: something could not be written. */
static bool
write_files(struct watch *w, const struct files *f)
{
    bool ok = f->json == NULL || write_json(&w->faults, f->json) == 0;
    if (!ok)
        fprintf(stderr, "observe-threads: cannot write %s\n", f->json);
    return draw(w, f->svg, SHOWN_OF_A_LANE, tl_svg) == 0 &&
           draw(w, f->chrome, 0, write_chrome) == 0 &&
           draw(w, f->paje, 0, write_paje) == 0 && ok;
}

/* The index of the program; exits if there is none. */
static int
parse(int argc, char **argv, struct files *f)
{
    static const struct option options[] = {
        {"json", required_argument, NULL, 'j'},
        {"svg", required_argument, NULL, 's'},
        {"chrome", required_argument, NULL, 'c'},
        {"paje", required_argument, NULL, 'p'},
        {0}};
    int c;
    while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        const char **to = c == 'j'   ? &f->json
                          : c == 's' ? &f->svg
                          : c == 'c' ? &f->chrome
                          : c == 'p' ? &f->paje
                                     : NULL;
        if (to == NULL)
            optind = argc;
        else
            *to = optarg;
    }
    if (optind < argc)
        return optind;
    fputs(usage, stderr);
    exit(USAGE);
}

int
main(int argc, char **argv)
{
    static struct watch w;
    struct files files = {0};
    int first = parse(argc, argv, &files);
    if (!watch_open(&w)) {
        perror("observe-threads: no file to watch with");
        return USAGE;
    }
    w.table->draws =
        files.svg != NULL || files.chrome != NULL || files.paje != NULL;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int status = run(&w, argv + first);
    if (w.places.program[0] == '\0')
        snprintf(w.places.program, sizeof w.places.program, "%s",
                 argv[first]);
    watch_ended(&w, w.table->thread[0].pid, status);
    watch_inherit(&w);
    watch_end(&w, WIFEXITED(status));
    fflush(stdout);
    for (int i = 0; i < w.faults.n; i++)
        fprintf(stderr, "%s%s: %s\n", w.faults.list[i].verdict,
                strcmp(w.faults.list[i].severity, "potential") == 0
                    ? " (potential)"
                    : "",
                w.faults.list[i].message);
    int result = w.faults.n > 0      ? FAULT_FOUND
                 : WIFEXITED(status) ? WEXITSTATUS(status)
                                     : 128 + WTERMSIG(status);
    if (!write_files(&w, &files))
        result = USAGE;
    watch_close(&w);
    return result;
}
