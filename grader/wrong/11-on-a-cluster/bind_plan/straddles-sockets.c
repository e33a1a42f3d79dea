// expect: WRONG hint=straddles-sockets
// Cores are handed out one after the other, across the border of sockets.
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
    int on_node = sockets * cores;
    if ((int64_t)ranks * threads > (int64_t)on_node * nodes)
        return -1;
    int core = 0;
    for (int r = 0; r < ranks; r++, core += threads)
        out[r] = (struct place){core / on_node, core % on_node / cores,
                                core % cores, threads};
    return 0;
}
