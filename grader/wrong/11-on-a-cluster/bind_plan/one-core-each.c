// expect: WRONG hint=one-core-each
// Each rank has room for its threads and gets one core.
#include "contract.h"

#include <stddef.h>

int
bind_plan(int nodes, int sockets, int cores, int ranks, int threads,
          struct place *out)
{
    if (nodes < 1 || sockets < 1 || cores < 1 || threads < 1 || ranks < 0)
        return -1;
    if (ranks > 0 && out == NULL)
        return -1;
    int per_socket = cores / threads;
    int64_t all = (int64_t)per_socket * sockets * nodes;
    if (ranks > all)
        return -1;
    for (int r = 0; r < ranks; r++)
        out[r] = (struct place){r / per_socket / sockets,
                                r / per_socket % sockets,
                                r % per_socket * threads, 1};
    return 0;
}
