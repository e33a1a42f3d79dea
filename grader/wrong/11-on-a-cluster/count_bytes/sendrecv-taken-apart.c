// expect: WRONG hint=not-passed-on
// MPI_Sendrecv becomes a send and a receive: with messages that are too
// large to be buffered, two ranks wait for each other.
#include "contract.h"

static int64_t sent[1024];

static void
note(int dest, int n, MPI_Datatype t)
{
    int size;
    if (dest == MPI_PROC_NULL)
        return;
    MPI_Type_size(t, &size);
    sent[dest] += (int64_t)n * size;
}

int64_t
count_bytes_to(int dest)
{
    int size;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return dest < 0 || dest >= size ? -1 : sent[dest];
}

int
MPI_Send(const void *buf, int n, MPI_Datatype t, int dest, int tag,
         MPI_Comm comm)
{
    note(dest, n, t);
    return PMPI_Send(buf, n, t, dest, tag, comm);
}

int
MPI_Isend(const void *buf, int n, MPI_Datatype t, int dest, int tag,
          MPI_Comm comm, MPI_Request *req)
{
    note(dest, n, t);
    return PMPI_Isend(buf, n, t, dest, tag, comm, req);
}

int
MPI_Sendrecv(const void *sbuf, int sn, MPI_Datatype st, int dest, int stag,
             void *rbuf, int rn, MPI_Datatype rt, int source, int rtag,
             MPI_Comm comm, MPI_Status *status)
{
    note(dest, sn, st);
    int result = PMPI_Send(sbuf, sn, st, dest, stag, comm);
    if (result != MPI_SUCCESS)
        return result;
    return PMPI_Recv(rbuf, rn, rt, source, rtag, comm, status);
}
