/*
 * bind_plan.c - ranks by slot, none across the border of two sockets.
 *
 * A slot is room for one rank.  A socket has cores / threads of them, so
 * the number of a rank, written in slots, sockets and nodes, is its place.
 */
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
    int per_socket = cores / threads; /* the rest stays free */
    int64_t per_node = (int64_t)per_socket * sockets;
    if (per_node == 0 ? ranks > 0
                      : (ranks + per_node - 1) / per_node > nodes)
        return -1;
    for (int r = 0; r < ranks; r++) {
        int slot = r % per_socket;
        out[r] = (struct place){.node = (int)(r / per_node),
                                .socket = r / per_socket % sockets,
                                .first_core = slot * threads,
                                .ncores = threads};
    }
    return 0;
}
