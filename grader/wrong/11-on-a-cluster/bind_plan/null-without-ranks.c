// expect: WRONG hint=null-without-ranks
// A null out is refused though there is no rank to place.
#include "contract.h"

#include <stddef.h>

int
bind_plan(int nodes, int sockets, int cores, int ranks, int threads,
          struct place *out)
{
    if (nodes < 1 || sockets < 1 || cores < 1 || threads < 1 || ranks < 0 ||
        out == NULL)
        return -1;
    int node = 0, socket = 0, core = 0;
    for (int r = 0; r < ranks; r++) {
        if (threads > cores - core) {
            core = 0;
            socket++;
        }
        if (socket == sockets) {
            socket = 0;
            node++;
        }
        if (node == nodes || threads > cores)
            return -1;
        out[r] = (struct place){node, socket, core, threads};
        core += threads;
    }
    return 0;
}
