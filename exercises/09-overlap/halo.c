/* halo.c - trade edges with both neighbours, without waiting in line.
 *
 * halo_start starts four messages, halo_finish waits for them.  The
 * lesson's section "A request is a receipt" has the calls, "Which of two
 * messages is it?" what goes wrong in a ring of one or two ranks.
 */
#include "contract.h"

int
halo_start(double *u, int n, int periodic, MPI_Comm comm,
           MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    for (int k = 0; k < 4; k++)
        req[k] = MPI_REQUEST_NULL;
    /* TODO: find both neighbours; start two receives and two sends. */
    (void)periodic;
    (void)comm;
    return 0;
}

int
halo_finish(double *u, int n, MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    /* TODO: wait for all that was started. */
    return 0;
}
