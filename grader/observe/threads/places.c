/* places.c - addresses of the watched program to words, by addr2line and
 * nm of the binary tools. */
#define _GNU_SOURCE
#include "observe_threads.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Starts a tool without a shell; its output is read from the stream. */
static FILE *
tool(char *const *argv, pid_t *pid)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe(ends) != 0)
        return NULL;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
    int error = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        return NULL;
    }
    return fdopen(ends[0], "r");
}

static void
tool_done(FILE *f, pid_t pid)
{
    fclose(f);
    waitpid(pid, NULL, 0);
}

const char *
place_line(struct places *p, uint64_t address)
{
    for (int i = 0; i < p->nlines; i++)
        if (p->line[i].address == address)
            return p->line[i].text;
    int last = (int)(sizeof p->line / sizeof *p->line) - 1;
    struct known_line *l = &p->line[p->nlines < last ? p->nlines++ : last];
    char number[32],
        *argv[] = {"addr2line", "-s", "-e", p->program, number, NULL};
    pid_t pid;
    l->address = address;
    snprintf(number, sizeof number, "0x%lx", (unsigned long)address);
    snprintf(l->text, sizeof l->text, "address 0x%lx",
             (unsigned long)address);
    FILE *f = address != 0 ? tool(argv, &pid) : NULL;
    char text[sizeof l->text];
    if (f != NULL && fgets(text, sizeof text, f) != NULL) {
        text[strcspn(text, " \n")] = '\0';
        if (strchr(text, '?') == NULL && strcmp(text, ":0") != 0)
            snprintf(l->text, sizeof l->text, "%.100s", text);
    }
    if (f != NULL)
        tool_done(f, pid);
    return l->text;
}

/* Variables of the program: `nm -S` prints address, size, type, name. */
static void
read_names(struct places *p)
{
    char *argv[] = {"nm", "-S", "--defined-only", p->program, NULL};
    char line[512], type, name[200];
    unsigned long address, size;
    size_t room = 0;
    pid_t pid;
    FILE *f = tool(argv, &pid);
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (sscanf(line, "%lx %lx %c %199s", &address, &size, &type,
                   name) != 4 ||
            strchr("bBdDrR", type) == NULL)
            continue;
        if (p->nnames == room) {
            room = room * 2 + 64;
            void *grown = realloc(p->names, room * sizeof *p->names);
            if (grown == NULL)
                break;
            p->names = grown;
        }
        struct named_place *n = &p->names[p->nnames++];
        n->address = address;
        n->size = size;
        name[strcspn(name, ".")] = '\0'; /* count.0 is a static count */
        snprintf(n->name, sizeof n->name, "%.63s", name);
    }
    if (f != NULL)
        tool_done(f, pid);
}

const struct named_place *
place_names(struct places *p, size_t *n)
{
    if (p->names == NULL)
        read_names(p);
    *n = p->nnames;
    return p->names;
}
