/* site.c - an address in a program is a line of its source. */
#define _GNU_SOURCE
#include "explain.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_KNOWN = 256 };

static struct {
    const struct row *row;
    uint64_t site;
    char text[96];
} known[MOST_KNOWN];
static int nknown;

/* Runs addr2line; the answer is two lines: the function, FILE:LINE. */
static bool
ask(const char *program, uint64_t address, char *answer, size_t size)
{
    extern char **environ;
    char number[32];
    int ends[2];
    pid_t pid;
    snprintf(number, sizeof number, "0x%llx", (unsigned long long)address);
    char *argv[] = {"addr2line", "-f", "-e", (char *)program, number, NULL};
    if (pipe(ends) == -1)
        return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
    int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    size_t n = 0;
    ssize_t got;
    while (error == 0 && n + 1 < size &&
           (got = read(ends[0], answer + n, size - 1 - n)) > 0)
        n += (size_t)got;
    answer[n] = '\0';
    close(ends[0]);
    if (error == 0)
        waitpid(pid, NULL, 0);
    return error == 0;
}

const char *
where(const struct row *row, uint64_t site)
{
    for (int i = 0; i < nknown; i++)
        if (known[i].row == row && known[i].site == site)
            return known[i].text;
    int k = nknown < MOST_KNOWN ? nknown++ : MOST_KNOWN - 1;
    known[k].row = row;
    known[k].site = site;
    snprintf(known[k].text, sizeof known[k].text, "line unknown");
    char answer[1024];
    if (row == NULL || site < row->base || site >= row->text_end ||
        !ask(row->program, site - row->base, answer, sizeof answer))
        return known[k].text;
    char *line = strchr(answer, '\n');
    if (line == NULL)
        return known[k].text;
    *line++ = '\0';
    line[strcspn(line, " \n")] = '\0'; /* "(discriminator 2)" */
    const char *slash = strrchr(line, '/');
    if (line[0] != '?')
        snprintf(known[k].text, sizeof known[k].text, "%.90s",
                 slash ? slash + 1 : line);
    else if (answer[0] != '?')
        snprintf(known[k].text, sizeof known[k].text, "in %.80s", answer);
    return known[k].text;
}
