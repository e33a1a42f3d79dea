/*
 * observe_threads.c - runs a program and says why it hangs, races or leaks.
 *
 *     observe-threads [--json FILE] PROGRAM [ARGUMENT...]
 *
 * Any program compiled with -g; races are found in one whose objects were
 * compiled with -fsanitize=thread and linked with race.o instead.  Exit
 * status: the program's, or 70 if a fault was found.
 */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <errno.h>
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

static const char usage[] =
    "usage: observe-threads [--json FILE] PROGRAM [ARGUMENT...]\n";

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

int
main(int argc, char **argv)
{
    const char *json = NULL;
    static struct watch w;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--json") == 0) {
        json = argv[2];
        first = 3;
    }
    if (first >= argc || argv[first][0] == '-') {
        fputs(usage, stderr);
        return USAGE;
    }
    if (!watch_open(&w)) {
        perror("observe-threads: no file to watch with");
        return USAGE;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int status = run(&w, argv + first);
    if (w.places.program[0] == '\0')
        snprintf(w.places.program, sizeof w.places.program, "%s",
                 argv[first]);
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
    if (json != NULL && write_json(&w.faults, json) != 0) {
        fprintf(stderr, "observe-threads: cannot write %s\n", json);
        result = USAGE;
    }
    watch_close(&w);
    return result;
}
