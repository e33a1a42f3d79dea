// expect: CRASH hint=divides-by-zero
// A rank with more threads than a socket has cores: no rank fits, and the
// division by the number that fit has no result.
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
    int needed = (ranks + per_socket - 1) / per_socket;
    if (needed > (int64_t)sockets * nodes)
        return -1;
    for (int r = 0; r < ranks; r++)
        out[r] = (struct place){r / per_socket / sockets,
                                r / per_socket % sockets,
                                r % per_socket * threads, threads};
    return 0;
}
