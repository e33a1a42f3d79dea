/* box_level.c - finds the best rung of the sandbox ladder by trying. */
#define _GNU_SOURCE
#include "box.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const names[] = {"bubblewrap", "uid", "limits"};
static int level = -1;

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
    const char *wish = getenv("GRADE_SANDBOX");
    for (level = BOX_BUBBLEWRAP; level < BOX_LIMITS; level++) {
        if (wish != NULL && strcmp(wish, names[level]) == 0)
            break; /* a parent has tried it already, or the user wishes it
                    */
        if (wish != NULL || (level == BOX_UID && geteuid() != 0))
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
