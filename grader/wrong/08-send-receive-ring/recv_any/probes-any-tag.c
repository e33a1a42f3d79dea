// expect: CRASH hint=too-little-room
#include <stdlib.h>
#include "contract.h"
int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    MPI_Status st;
    if (!buf || !n || !src)
        return -1;
    MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, comm, &st);
    MPI_Get_count(&st, MPI_DOUBLE, n);
    *buf = malloc(*n * sizeof(double) + 1);
    MPI_Recv(*buf, *n, MPI_DOUBLE, st.MPI_SOURCE, tag, comm, &st);
    *src = st.MPI_SOURCE;
    return 0;
}
