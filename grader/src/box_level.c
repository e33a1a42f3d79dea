/*
 * box_level.c - finds the best rung of the sandbox ladder by trying, or
 * takes the one that GRADE_SANDBOX names: a parent has tried it already, or
 * the user wishes it.
 */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const names[] = {"bubblewrap", "uid", "limits"};
static int level = -1;

/* The rung that GRADE_SANDBOX names, -1 if it is not set.  A typo must not
 * be taken for the lowest rung. */
static int
wished(void)
{
    const char *wish = getenv("GRADE_SANDBOX");
    if (wish == NULL || *wish == '\0')
        return -1;
    for (int i = BOX_BUBBLEWRAP; i <= BOX_LIMITS; i++)
        if (strcmp(wish, names[i]) == 0)
            return i;
    fprintf(stderr,
            "%s: there is no GRADE_SANDBOX=%.40s, only bubblewrap, uid "
            "and limits\n",
            program_invocation_short_name, wish);
    exit(2);
}

/* Does a box at this level run /bin/true? */
static bool
works(void)
{
    char *argv[] = {"true", NULL};
    struct box_request r = {.argv = argv, .limits = box_default_limits};
    struct box_result result;
    box_run(&r, &result);
    bool ok = result.end == BOX_EXITED && result.status == 0;
    box_result_free(&result);
    return ok;
}

enum box_level
box_level(void)
{
    if (level >= 0)
        return (enum box_level)level;
    level = wished();
    if (level >= 0)
        return (enum box_level)level;
    for (level = BOX_BUBBLEWRAP; level < BOX_LIMITS; level++) {
        if (level == BOX_UID && geteuid() != 0)
            continue;
        if (works())
            break;
        if (level == BOX_BUBBLEWRAP) { /* before 0.8: no --disable-userns */
            setenv("GRADE_OLD_BUBBLEWRAP", "1", 1);
            if (works())
                break;
            unsetenv("GRADE_OLD_BUBBLEWRAP");
        }
    }
    return (enum box_level)level;
}

const char *
box_level_name(void)
{
    return names[box_level()];
}
