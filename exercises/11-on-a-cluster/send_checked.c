/*
 * send_checked - contract.h says what it promises.
 *
 * Below, the first mistake ends the whole job.  Which handler does comm
 * have, and which one lets MPI_Send come back?  The lesson's section "An
 * error that comes back" shows both.
 */
#include "contract.h"

int
send_checked(const void *buf, int n, MPI_Datatype t, int dest, int tag,
             MPI_Comm comm, char *why, int len)
{
    (void)why;
    (void)len;
    (void)buf;
    (void)n;
    (void)t;
    (void)dest;
    (void)tag;
    (void)comm;
    /* TODO: send, and say what came of it. */
    return MPI_SUCCESS;
}
