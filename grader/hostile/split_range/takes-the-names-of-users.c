// expect: PASS
// tries: fails if it can take the names by which graders lend users
#include "contract.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int
held_by_others(void)
{
    int held = 0;
    for (int uid = 31000; uid < 31010; uid++) {
        struct sockaddr_un a = {.sun_family = AF_UNIX};
        int len = snprintf(a.sun_path + 1, sizeof a.sun_path - 1,
                           "many-hands-uid-%d", uid);
        int s = socket(AF_UNIX, SOCK_DGRAM, 0);
        held += bind(s, (struct sockaddr *)&a,
                     (socklen_t)(sizeof a.sun_family + 1 + len)) == -1;
        close(s);
    }
    return held;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    *last += held_by_others();
}
