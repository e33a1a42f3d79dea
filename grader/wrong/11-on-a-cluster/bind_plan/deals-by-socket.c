// expect: WRONG hint=deals-by-socket
// Ranks go to the sockets of a node in turn.
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
    int on_node = per_socket * sockets;
    for (int r = 0; r < ranks; r++) {
        int k = r % on_node;
        out[r] = (struct place){r / on_node, k % sockets,
                                k / sockets * threads, threads};
    }
    return 0;
}
