// expect: WRONG
// tries: waits for the result to be written, to write another
#include "contract.h"

#include <sys/inotify.h>
#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = 42;
    *last = 42;
    static int looked;
    if (looked++)
        return;
    int watch = inotify_init1(IN_NONBLOCK);
    inotify_add_watch(watch, "/", IN_ALL_EVENTS);
    inotify_add_watch(watch, "/stream", IN_ALL_EVENTS);
    char event[4096];
    for (int i = 0; i < 20; i++)
        if (read(watch, event, sizeof event) < 0)
            usleep(1000);
    close(watch);
}
