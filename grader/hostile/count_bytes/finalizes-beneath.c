// expect: CRASH
// tries: ends MPI before the program does, beneath the wrappers
#include "contract.h"

#include <stdlib.h>

static int64_t *sent; /* by rank; made when it is first needed */
static int ranks;

static int64_t *
table(void)
{
    if (sent == NULL) {
        PMPI_Comm_size(MPI_COMM_WORLD, &ranks);
        sent = calloc((size_t)ranks, sizeof *sent);
    }
    return sent;
}

static void
count(int n, MPI_Datatype t, int dest)
{
    int size;
    if (table() == NULL || dest < 0 || dest >= ranks)
        return; /* MPI_PROC_NULL, or what MPI will complain of itself */
    PMPI_Type_size(t, &size);
    sent[dest] += (int64_t)n * size;
}

int64_t
count_bytes_to(int dest)
{
    if (table() == NULL || dest < 0 || dest >= ranks)
        return -1;
    return sent[dest];
}

int
MPI_Send(const void *buf, int n, MPI_Datatype t, int dest, int tag,
         MPI_Comm comm)
{
    count(n, t, dest);
    PMPI_Finalize();
    return PMPI_Send(buf, n, t, dest, tag, comm);
}

int
MPI_Isend(const void *buf, int n, MPI_Datatype t, int dest, int tag,
          MPI_Comm comm, MPI_Request *req)
{
    count(n, t, dest);
    return PMPI_Isend(buf, n, t, dest, tag, comm, req);
}

int
MPI_Sendrecv(const void *sbuf, int sn, MPI_Datatype st, int dest, int stag,
             void *rbuf, int rn, MPI_Datatype rt, int source, int rtag,
             MPI_Comm comm, MPI_Status *status)
{
    count(sn, st, dest);
    return PMPI_Sendrecv(sbuf, sn, st, dest, stag, rbuf, rn, rt, source,
                         rtag, comm, status);
}
